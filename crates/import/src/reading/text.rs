//! A table as text, however it is encoded, separated and ended: its rows, one after the other.

mod guard;
mod letters;
mod looks;
mod stage;

use super::{
    raw_row::{RawRow, Take},
    titles::{Titles, best},
    unreadable::Unreadable,
};
use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use guard::{Broken, Guard};
use letters::{CP850, Single};
use looks::{Looks, TextEncoding, look};
use stage::{Stage, Step};
use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// What is looked at to tell the separator and the row of titles.
const HEAD: u64 = (1 << 20) + (1 << 16);
/// Separators, the likeliest first.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// A text whose separator and titles are known.
pub struct Text {
    path: PathBuf,
    looks: Looks,
    separator: u8,
    /// Whether lines end with a carriage return alone.
    returns: bool,
    /// The titles and their line.
    pub header: RawRow,
    /// The bytes of the file that were read.
    pub read: Arc<AtomicU64>,
}

impl Text {
    /// Looks at a file: its encoding, how its lines end, its separator, its titles.
    ///
    /// # Errors
    /// [`Unreadable`]: empty, damaged, in no encoding.
    pub fn open(path: &Path, titles: &Titles) -> Result<Self, Unreadable> {
        let closed = |error: io::Error| Unreadable::file(&error);
        let looks = look(File::open(path).map_err(closed)?)?;
        let mut text = Self {
            path: path.to_owned(),
            looks,
            separator: b';',
            returns: false,
            header: RawRow::default(),
            read: Arc::default(),
        };
        let mut head = Vec::new();
        let decoded = text.decoded().map_err(closed)?;
        decoded.take(HEAD).read_to_end(&mut head).map_err(closed)?;
        text.returns = returns(&head);
        if text.returns {
            head = head
                .into_iter()
                .map(|byte| if byte == b'\r' { b'\n' } else { byte })
                .collect();
        }
        let told = told_separator(&head);
        let separators = told.map_or(SEPARATORS.to_vec(), |told| vec![told]);
        let mut found: Option<(usize, u8, RawRow)> = None;
        for separator in separators {
            let rows = first_rows(&head, separator)?;
            let rows = rows.get(usize::from(told.is_some())..).unwrap_or_default();
            let Some((fit, row)) = best(rows, titles) else {
                continue;
            };
            // Where nothing fits, the separator is the one that stands most often in the first row.
            let rank = fit * 10_000 + row.fields.len().min(9_999);
            if found.as_ref().is_none_or(|(before, ..)| rank > *before) {
                found = Some((rank, separator, row));
            }
        }
        let (_, separator, header) = found.ok_or_else(|| {
            Unreadable::new(
                1,
                "Le fichier est vide.",
                "Choisissez le fichier qui contient les données.",
            )
        })?;
        (text.separator, text.header) = (separator, header);
        text.read = Arc::default();
        Ok(text)
    }

    /// How it is written, in words.
    pub fn shape(&self) -> String {
        let separator = match self.separator {
            b';' => "point-virgule",
            b',' => "virgule",
            b'|' => "barre verticale",
            _ => "tabulation",
        };
        let ends = if self.returns {
            ", lignes terminées par un retour chariot"
        } else {
            ""
        };
        format!("{}, séparateur {separator}{ends}", self.looks.encoding.name())
    }

    /// Its bytes.
    pub const fn bytes(&self) -> u64 {
        self.looks.bytes
    }

    /// Reads the rows below the titles to the end, or until nobody takes them.
    pub fn rows(&self, take: &mut impl Take) -> Result<(), Unreadable> {
        let decoded = self.decoded().map_err(|error| Unreadable::file(&error))?;
        let mut reader = reader(Guard::new(decoded, self.separator), self.separator);
        let width = self.header.fields.len();
        let mut waiting: Option<RawRow> = None;
        loop {
            let mut fields = StringRecord::new();
            if !reader.read_record(&mut fields).map_err(|error| broken(&error))? {
                break;
            }
            let number = line_of(&reader, &fields);
            if number <= self.header.number || is_empty(&fields) {
                continue;
            }
            let line = RawRow {
                number,
                fields,
                ..RawRow::default()
            };
            if let Some(before) = waiting.replace(line)
                && !take.take(before)?
            {
                return Ok(());
            }
        }
        let Some(last) = waiting else { return Ok(()) };
        // A row that misses cells is one whose last cells are empty; but not where the file ends in its middle.
        if last.fields.len() < width && !self.looks.ended {
            return Err(Unreadable::new(
                last.number,
                format!(
                    "La dernière ligne a {} colonnes au lieu de {width}, et n'est pas terminée : le fichier semble coupé.",
                    last.fields.len()
                ),
                "Téléchargez-le à nouveau, ou exportez-le à nouveau.",
            ));
        }
        take.take(last).map(|_| ())
    }

    /// The file as UTF-8, its lines ended by line feeds.
    fn decoded(&self) -> io::Result<Box<dyn Read + Send>> {
        let file = Counted {
            file: File::open(&self.path)?,
            read: self.read.clone(),
        };
        let by = |encoding: &'static Encoding| Step::Decode(encoding.new_decoder_with_bom_removal());
        let step = match self.looks.encoding {
            TextEncoding::Utf8 | TextEncoding::Utf8Twice => by(UTF_8),
            TextEncoding::Utf16Le => by(UTF_16LE),
            TextEncoding::Utf16Be => by(UTF_16BE),
            TextEncoding::Single(Single::Windows1252) => by(WINDOWS_1252),
            TextEncoding::Single(Single::MacRoman) => by(MACINTOSH),
            TextEncoding::Single(Single::Cp850) => Step::Table(&CP850),
        };
        let mut decoded: Box<dyn Read + Send> = Box::new(Stage::new(file, step));
        if self.looks.encoding == TextEncoding::Utf8Twice {
            decoded = Box::new(Stage::new(decoded, Step::Undo(Vec::new())));
        }
        if self.returns {
            decoded = Box::new(Stage::new(decoded, Step::Ends(false)));
        }
        Ok(decoded)
    }
}

/// A file whose bytes are counted as they are read.
struct Counted {
    file: File,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Whether lines end with a carriage return alone: more of them than of line feeds.
fn returns(head: &[u8]) -> bool {
    let alone = head
        .windows(2)
        .filter(|pair| pair[0] == b'\r' && pair[1] != b'\n');
    let alone = alone.count() + usize::from(head.last() == Some(&b'\r'));
    alone > head.iter().filter(|byte| **byte == b'\n').count()
}

/// The separator that a first line `sep=;` tells, as Excel reads it.
fn told_separator(head: &[u8]) -> Option<u8> {
    let first = head
        .split(|byte| *byte == b'\n')
        .find(|line| !line.trim_ascii().is_empty())?;
    let line = first
        .trim_ascii_end()
        .strip_prefix("\u{feff}".as_bytes())
        .unwrap_or(first.trim_ascii_end());
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    match line.strip_prefix(b"sep=")? {
        [separator] | [separator, b'"'] => Some(*separator),
        // A tabulation at the end of a line is trimmed with it.
        [] => Some(b'\t'),
        _ => None,
    }
}

/// The first rows of a text that are not empty.
fn first_rows(head: &[u8], separator: u8) -> Result<Vec<RawRow>, Unreadable> {
    let mut reader = reader(Guard::new(head, separator), separator);
    let mut rows = Vec::new();
    while rows.len() < super::titles::ABOVE_MAX {
        let mut fields = StringRecord::new();
        match reader.read_record(&mut fields) {
            Ok(true) => {}
            Ok(false) => break,
            // The head may end between quotes; what is wrong in its first rows is told by the reading of the whole.
            Err(error) if rows.is_empty() => return Err(broken(&error)),
            Err(_) => break,
        }
        if !is_empty(&fields) {
            let number = line_of(&reader, &fields);
            rows.push(RawRow {
                number,
                fields,
                ..RawRow::default()
            });
        }
    }
    Ok(rows)
}

fn reader<R: Read>(text: R, separator: u8) -> csv::Reader<R> {
    ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        // A line ends at its line feed, whatever stands before: the lines told are those of the file.
        .terminator(csv::Terminator::Any(b'\n'))
        .from_reader(text)
}

/// An empty row says nothing.
fn is_empty(fields: &StringRecord) -> bool {
    fields
        .iter()
        .all(|field| field.trim_matches(super::clean::is_blank).is_empty())
}

/// The line that a record just read starts at. The place it carries is that of the blank lines before it; here its own line feed is the last thing read.
fn line_of<R: Read>(reader: &csv::Reader<R>, record: &StringRecord) -> u64 {
    let within = record.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64;
    reader.position().line().saturating_sub(1 + within)
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

#[cfg(test)]
pub mod tests {
    pub use super::letters::{Single, tests::encoded};
}
