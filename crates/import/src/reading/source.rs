//! Source of rows: a file's encoding, its separator, its lines, within bounds of memory whatever it holds.

use super::{
    guard::{Broken, Guard},
    job::COLUMNS_MAX,
    looks::look,
    progress::Work,
    unreadable::Unreadable,
};
use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, WINDOWS_1252};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use std::{
    fs::File,
    io::{self, Seek},
    path::Path,
};
use tokio::sync::mpsc;

/// Rows read together, and about how many bytes of them.
const BATCH: usize = 2_000;
const BATCH_BYTES: usize = 4 << 20;

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

/// The rows that are still to be read.
struct Rows {
    reader: csv::Reader<DecodeReaderBytes<Guard<File>, Vec<u8>>>,
    /// Columns of the header.
    width: usize,
    /// Rows read.
    read: u64,
}

impl Rows {
    /// Reads to the end, or until nobody listens.
    fn send(mut self, to: &mpsc::Sender<Batch>) {
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

fn broken(error: &csv::Error) -> Unreadable {
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
