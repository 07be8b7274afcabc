//! The file as rows: its encoding, its separator, its lines, within bounds of memory whatever it holds.

mod guard;

use crate::{Progress, headers::Columns, headers::Wanted};
use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use guard::Guard;
use std::{
    fs::File,
    io::{self, Read, Seek},
    path::Path,
};

/// The widest header.
const COLUMNS_MAX: usize = 300;
/// Rows read between two awaits.
const BATCH: usize = 2_000;
/// What is looked at to tell the separator.
const HEAD: usize = 1 << 16;

/// Why a file can't be read.
#[derive(Debug)]
pub struct Unreadable {
    /// The line; 0 when it is the file as a whole.
    pub line: u64,
    /// Why, in French.
    pub why: String,
    /// What to do, in French.
    pub advice: &'static str,
}

impl Unreadable {
    fn new(line: u64, why: impl Into<String>, advice: &'static str) -> Self {
        Self {
            line,
            why: why.into(),
            advice,
        }
    }
}

/// A file whose rows are read one after the other.
pub struct Source {
    reader: csv::Reader<DecodeReaderBytes<Guard<File>, Vec<u8>>>,
    header: StringRecord,
    encoding: &'static Encoding,
    separator: u8,
    rows: u64,
}

/// A row with its line.
pub struct Row {
    /// Its line in the file.
    pub line: u64,
    /// Its fields.
    pub record: StringRecord,
}

impl Source {
    /// Opens a file and reads its header.
    ///
    /// # Errors
    /// [`Unreadable`]: empty, binary, too wide.
    pub fn open(path: &Path) -> Result<Self, Unreadable> {
        let closed = |error: io::Error| {
            Unreadable::new(
                0,
                format!("Le fichier ne peut pas être lu ({error})."),
                "Vérifiez qu'il existe et qu'il n'est pas ouvert ailleurs.",
            )
        };
        let mut file = File::open(path).map_err(closed)?;
        let (encoding, separator) = look(&mut file).map_err(closed)?;
        file.rewind().map_err(closed)?;
        let decoded = DecodeReaderBytesBuilder::new()
            .encoding(Some(encoding))
            .build(Guard::new(file));
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
        Ok(Self {
            reader,
            header,
            encoding,
            separator,
            rows: 0,
        })
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

    /// Finds columns by their names.
    ///
    /// # Errors
    /// [`Unreadable`]: a column that must be there is not.
    pub fn columns(&self, wanted: &'static [Wanted]) -> Result<Columns, Unreadable> {
        Columns::find(&self.header, wanted)
    }

    /// The place of the second column whose folded name is this one, if there are two.
    pub fn twin(&self, name: &str) -> Option<usize> {
        let named = self
            .header
            .iter()
            .enumerate()
            .filter(|(_, title)| domain::fold::fold(title) == name);
        named.map(|(at, _)| at).nth(1)
    }

    /// The next rows; none at the end.
    ///
    /// # Errors
    /// [`Unreadable`]: a row that is cut, too long, or not of the header's width.
    pub fn batch(&mut self) -> Result<Option<Vec<Row>>, Unreadable> {
        let mut rows = Vec::with_capacity(BATCH);
        while rows.len() < BATCH {
            let mut record = StringRecord::new();
            if !self
                .reader
                .read_record(&mut record)
                .map_err(|error| broken(&error))?
            {
                break;
            }
            let line = record.position().map_or(0, csv::Position::line);
            if record.len() == 1 && record.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            if record.len() != self.header.len() {
                return Err(self.uneven(line, record.len()));
            }
            rows.push(Row { line, record });
        }
        self.rows += rows.len() as u64;
        if self.rows == 0 {
            return Err(Unreadable::new(
                1,
                "Le fichier n'a que sa ligne de titres.",
                "Choisissez le fichier qui contient les données.",
            ));
        }
        Ok((!rows.is_empty()).then_some(rows))
    }

    fn uneven(&mut self, line: u64, found: usize) -> Unreadable {
        let wanted = self.header.len();
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

    /// How far the reading is.
    pub fn progress(&self) -> Progress {
        Progress {
            bytes_read: self.reader.position().byte(),
            rows: self.rows,
        }
    }
}

fn broken(error: &csv::Error) -> Unreadable {
    let line = error.position().map_or(0, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::Io(io) => match io
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<guard::Broken>())
        {
            Some(guard::Broken::Nul { line }) => Unreadable::new(
                *line,
                "Cette ligne contient un octet nul : ce n'est pas un fichier CSV.",
                "Exportez le tableau au format CSV.",
            ),
            Some(guard::Broken::TooLong { line }) => Unreadable::new(
                *line,
                "Cette ligne dépasse 1 Mo : un guillemet n'est peut-être jamais refermé.",
                "Vérifiez les guillemets à partir de cette ligne.",
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

/// The encoding (UTF-8 when all of it is, else the one of French spreadsheets) and the separator of the header.
fn look(file: &mut File) -> io::Result<(&'static Encoding, u8)> {
    let (mut utf8, mut head) = (true, Vec::new());
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    let (mut buffer, mut text) = (vec![0; HEAD], vec![0; HEAD * 3 + 16]);
    loop {
        let read = file.read(&mut buffer)?;
        let chunk = buffer.get(..read).unwrap_or_default();
        if head.is_empty() {
            head.extend_from_slice(chunk);
        }
        let (_, _, _, wrong) = decoder.decode_to_utf8(chunk, &mut text, read == 0);
        utf8 &= !wrong;
        if read == 0 || !utf8 {
            break;
        }
    }
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let many = |separator: u8| first.iter().filter(|byte| **byte == separator).count();
    let separator = [b';', b',', b'\t']
        .into_iter()
        .max_by_key(|separator| (many(*separator), *separator == b';'));
    Ok((if utf8 { UTF_8 } else { WINDOWS_1252 }, separator.unwrap_or(b';')))
}
