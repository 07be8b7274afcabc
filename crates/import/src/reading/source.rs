//! Source of rows: a file's encoding, its separator, its lines, within bounds of memory whatever it holds.

mod rows;

use super::{guard::Guard, job::COLUMNS_MAX, looks::look, progress::Work, unreadable::Unreadable};
use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;
use rows::{Rows, broken};
use std::{
    fs::File,
    io::{self, Seek},
    path::Path,
};
use tokio::sync::mpsc;

/// A file whose rows are read one after the other, on a thread of its own: meanwhile the rows before are written.
pub struct Source {
    header: StringRecord,
    encoding: &'static Encoding,
    separator: u8,
    batches: mpsc::Receiver<Batch>,
    bytes: u64,
    read: ReadSoFar,
}

/// How far a reading is.
#[derive(Default)]
struct ReadSoFar {
    rows: u64,
    bytes: u64,
}

/// Some rows and how far their reading is; none at the end.
type Batch = Result<Option<(Vec<Record>, ReadSoFar)>, Unreadable>;

/// Batches read ahead of those that are written.
const BATCHES_AHEAD: usize = 2;

/// A row of the file with its line.
pub struct Record {
    /// Its line in the file.
    pub line: u64,
    /// Its fields.
    pub fields: StringRecord,
}

impl Source {
    /// Opens a file and reads its header. Asked within tokio.
    ///
    /// # Errors
    /// [`Unreadable`]: empty, binary, too wide.
    pub fn open(path: &Path) -> Result<Self, Unreadable> {
        let closed = |error: io::Error| Unreadable::file(&error);
        let mut file = File::open(path).map_err(closed)?;
        let looks = look(&mut file).map_err(closed)?;
        let (encoding, separator, bytes) = (looks.encoding()?, looks.separator, looks.bytes);
        file.rewind().map_err(closed)?;
        let decoded = DecodeReaderBytesBuilder::new()
            .encoding(Some(encoding))
            .build(Guard::new(file, separator));
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            // A line ends at its line feed, whatever stands before: the lines told are those of the file.
            .terminator(csv::Terminator::Any(b'\n'))
            .from_reader(decoded);
        let mut header = StringRecord::new();
        if !reader.read_record(&mut header).map_err(|error| broken(&error))? {
            return Err(Unreadable::new(
                1,
                "Le fichier est vide.",
                "Choisissez le fichier qui contient les données.",
            ));
        }
        if header.len() > COLUMNS_MAX {
            return Err(Unreadable::new(
                1,
                format!("La première ligne a {} colonnes.", header.len()),
                "Choisissez un fichier CSV dont la première ligne nomme les colonnes.",
            ));
        }
        let (send, batches) = mpsc::channel(BATCHES_AHEAD);
        let rows = Rows {
            reader,
            width: header.len(),
            read: 0,
        };
        tokio::task::spawn_blocking(move || rows.send(&send));
        Ok(Self {
            header,
            encoding,
            separator,
            batches,
            bytes,
            read: ReadSoFar::default(),
        })
    }

    /// Its first row.
    pub const fn header(&self) -> &StringRecord {
        &self.header
    }

    /// How the file is written, in words.
    pub fn shape(&self) -> String {
        let separator = match self.separator {
            b';' => "point-virgule",
            b',' => "virgule",
            _ => "tabulation",
        };
        let encoding = if self.encoding == WINDOWS_1252 {
            "Windows-1252"
        } else {
            self.encoding.name()
        };
        format!("{encoding}, séparateur {separator}")
    }

    /// The next rows; none at the end.
    ///
    /// # Errors
    /// [`Unreadable`]: a row that is cut, too long, or not of the header's width; a file without a row.
    pub async fn batch(&mut self) -> Result<Option<Vec<Record>>, Unreadable> {
        let batch = self.batches.recv().await.ok_or_else(Unreadable::cut)??;
        Ok(batch.map(|(rows, read)| {
            self.read = read;
            rows
        }))
    }

    /// Rows given so far.
    pub const fn rows(&self) -> u64 {
        self.read.rows
    }

    /// Tells that the rows given are dealt with.
    pub fn tell(&self, work: &mut Work<'_>) {
        work.read(self.read.rows, self.read.bytes, self.bytes);
    }
}
