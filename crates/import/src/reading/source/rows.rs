//! The rows of a file, read in batches on a thread of their own.

use super::{Batch, ReadSoFar, Record};
use crate::reading::{
    guard::{Broken, Guard},
    unreadable::Unreadable,
};
use csv::StringRecord;
use encoding_rs_io::DecodeReaderBytes;
use std::fs::File;
use tokio::sync::mpsc;

/// Rows read together, and about how many bytes of them.
const BATCH: usize = 2_000;
const BATCH_BYTES: usize = 4 << 20;

/// The rows that are still to be read.
pub(super) struct Rows {
    pub(super) reader: csv::Reader<DecodeReaderBytes<Guard<File>, Vec<u8>>>,
    /// Columns of the header.
    pub(super) width: usize,
    /// Rows read.
    pub(super) read: u64,
}

impl Rows {
    /// Reads to the end, or until nobody listens.
    pub(super) fn send(mut self, to: &mpsc::Sender<Batch>) {
        loop {
            let batch = self.batch();
            let last = !matches!(batch, Ok(Some(_)));
            if to.blocking_send(batch).is_err() || last {
                return;
            }
        }
    }

    fn batch(&mut self) -> Batch {
        let (mut rows, mut bytes) = (Vec::with_capacity(BATCH), 0);
        while rows.len() < BATCH && bytes < BATCH_BYTES {
            let mut fields = StringRecord::new();
            if !self
                .reader
                .read_record(&mut fields)
                .map_err(|error| broken(&error))?
            {
                break;
            }
            // An empty row at the end of a spreadsheet says nothing.
            if fields.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            let line = self.line_of(&fields);
            if fields.len() != self.width {
                return Err(self.uneven(line, fields.len()));
            }
            bytes += fields.as_slice().len();
            rows.push(Record { line, fields });
        }
        self.read += rows.len() as u64;
        if self.read == 0 {
            return Err(Unreadable::new(
                1,
                "Le fichier n'a que sa ligne de titres.",
                "Choisissez le fichier qui contient les données.",
            ));
        }
        let read = ReadSoFar {
            rows: self.read,
            bytes: self.reader.position().byte(),
        };
        Ok((!rows.is_empty()).then_some((rows, read)))
    }

    /// The line that a record just read starts at. The place it carries is that of the blank lines before it; here its own line feed is the last thing read.
    fn line_of(&self, record: &StringRecord) -> u64 {
        let within = record.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64;
        self.reader.position().line().saturating_sub(1 + within)
    }

    fn uneven(&mut self, line: u64, found: usize) -> Unreadable {
        let wanted = self.width;
        let last =
            self.reader.is_done() || !self.reader.read_record(&mut StringRecord::new()).unwrap_or(true);
        if last && found < wanted {
            return Unreadable::new(
                line,
                format!(
                    "La dernière ligne a {found} colonnes au lieu de {wanted} : le fichier semble coupé."
                ),
                "Téléchargez-le à nouveau, ou exportez-le à nouveau.",
            );
        }
        Unreadable::new(
            line,
            format!("Cette ligne a {found} colonnes au lieu de {wanted}."),
            "Vérifiez les séparateurs et les guillemets de cette ligne.",
        )
    }
}

pub(super) fn broken(error: &csv::Error) -> Unreadable {
    let line = error.position().map_or(0, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::Io(io) => match io.get_ref().and_then(|inner| inner.downcast_ref::<Broken>()) {
            Some(Broken::Nul { line }) => Unreadable::new(
                *line,
                "Cette ligne contient un octet nul : ce n'est pas un fichier CSV.",
                "Exportez le tableau au format CSV.",
            ),
            Some(Broken::TooLong { line }) => Unreadable::new(
                *line,
                "Cette ligne dépasse 1 Mo : un guillemet n'est peut-être jamais refermé.",
                "Vérifiez les guillemets à partir de cette ligne.",
            ),
            Some(Broken::Open { line }) => Unreadable::new(
                *line,
                "Un guillemet de cette ligne n'est jamais refermé : le fichier semble coupé.",
                "Téléchargez-le à nouveau, ou refermez ce guillemet.",
            ),
            None => Unreadable::new(
                line,
                format!("Le fichier ne peut pas être lu jusqu'au bout ({io})."),
                "Réessayez avec une nouvelle copie.",
            ),
        },
        _ => Unreadable::new(
            line,
            "Cette ligne ne peut pas être lue.",
            "Vérifiez ses guillemets et ses séparateurs.",
        ),
    }
}
