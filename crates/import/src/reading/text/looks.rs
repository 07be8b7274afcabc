//! Detection of a text's encoding, by a first reading of the whole.

use super::letters::{Letters, Single};
use crate::reading::unreadable::Unreadable;
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::{self, Read};

/// Bytes looked at together.
const TOGETHER: usize = 1 << 16;

/// The mark that some programs write before UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// How a text is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    Utf8,
    /// UTF-8 that somebody took for Windows-1252 and encoded to UTF-8 once more.
    Utf8Twice,
    Utf16Le,
    Utf16Be,
    Single(Single),
}

impl TextEncoding {
    /// Its name in a report.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Twice => "UTF-8 encodé deux fois (réparé)",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Single(Single::Windows1252) => "Windows-1252",
            Self::Single(Single::MacRoman) => "MacRoman",
            Self::Single(Single::Cp850) => "CP850",
        }
    }
}

/// What a first reading of the whole file tells.
#[derive(Clone, Copy)]
pub struct Looks {
    /// Its bytes.
    pub bytes: u64,
    pub encoding: TextEncoding,
    /// Whether its last line is ended.
    pub ended: bool,
}

/// Reads a file once, from its start.
pub fn look(mut file: impl Read) -> Result<Looks, Unreadable> {
    let closed = |error: io::Error| Unreadable::file(&error);
    let mut buffer = vec![0; TOGETHER];
    let mut read = fill(&mut file, &mut buffer).map_err(closed)?;
    let head = buffer.get(..read).unwrap_or_default();
    let (wide, marked) = (wide(head), head.starts_with(BOM));
    let mut first = FirstReading::new(wide.unwrap_or(UTF_8));
    let (mut bytes, mut last) = (0, [0; 2]);
    while read > 0 {
        let some = buffer.get(..read).unwrap_or_default();
        bytes += some.len() as u64;
        for byte in some.iter().rev().take(2).rev() {
            last = [last[1], *byte];
        }
        first.take(some, false);
        read = fill(&mut file, &mut buffer).map_err(closed)?;
    }
    first.take(&[], true);
    let end = if wide == Some(UTF_16LE) { last[0] } else { last[1] };
    Ok(Looks {
        bytes,
        encoding: first.encoding(wide, marked)?,
        ended: matches!(end, b'\n' | b'\r'),
    })
}

/// Reads until the buffer is full or the file ends: a letter is cut between two readings as seldom as can be.
fn fill(file: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read(rest)? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

/// UTF-16, by its mark, or by the zeros that stand at every other place of a text of our letters.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    if head.starts_with(b"\xff\xfe") {
        return Some(UTF_16LE);
    }
    if head.starts_with(b"\xfe\xff") {
        return Some(UTF_16BE);
    }
    let head = head.get(..head.len().min(4_096) & !1).unwrap_or_default();
    let zeros = |place: usize| {
        let places = head.iter().skip(place).step_by(2);
        places.filter(|byte| **byte == 0).count()
    };
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    match pairs {
        0 => None,
        _ if even == 0 && odd * 2 > pairs => Some(UTF_16LE),
        _ if odd == 0 && even * 2 > pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// The first reading of a file under way.
struct FirstReading {
    decoder: encoding_rs::Decoder,
    text: Vec<u8>,
    line: u64,
    /// Letters beyond ASCII that are well encoded.
    letters: u64,
    /// Bytes that are not, and the line of the first.
    wrong: u64,
    first_wrong: u64,
    singles: Letters,
    twice: Twice,
}

impl FirstReading {
    fn new(encoding: &'static Encoding) -> Self {
        Self {
            decoder: encoding.new_decoder_without_bom_handling(),
            text: vec![0; TOGETHER * 3 + 16],
            line: 1,
            letters: 0,
            wrong: 0,
            first_wrong: 0,
            singles: Letters::default(),
            twice: Twice::default(),
        }
    }

    fn take(&mut self, bytes: &[u8], last: bool) {
        self.singles.look(bytes);
        let mut rest = bytes;
        loop {
            let (result, taken, written) =
                self.decoder
                    .decode_to_utf8_without_replacement(rest, &mut self.text, last);
            rest = rest.get(taken..).unwrap_or_default();
            let decoded = self.text.get(..written).unwrap_or_default();
            self.line += decoded.iter().filter(|byte| **byte == b'\n').count() as u64;
            self.letters += decoded.iter().filter(|byte| **byte >= 0xc0).count() as u64;
            self.twice.look(decoded);
            match result {
                DecoderResult::InputEmpty if last => return self.twice.end(true),
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    if self.wrong == 0 {
                        self.first_wrong = self.line;
                    }
                    self.wrong += 1;
                }
            }
        }
    }

    /// UTF-16 or UTF-8 when all of it is, else an encoding of a byte a letter; damaged UTF-8 is not read as if it were one.
    fn encoding(&self, wide: Option<&'static Encoding>, marked: bool) -> Result<TextEncoding, Unreadable> {
        // The mark is itself a letter beyond ASCII.
        let letters = self.letters - u64::from(marked && self.letters > 0);
        match wide {
            Some(_) if self.wrong > 0 => Err(Unreadable::new(
                self.first_wrong,
                "Ce fichier annonce de l'UTF-16 et n'en est pas jusqu'au bout.",
                "Téléchargez-le à nouveau.",
            )),
            Some(encoding) if encoding == UTF_16LE => Ok(TextEncoding::Utf16Le),
            Some(_) => Ok(TextEncoding::Utf16Be),
            None if self.wrong == 0 && self.twice.is_certain() => Ok(TextEncoding::Utf8Twice),
            None if self.wrong == 0 => Ok(TextEncoding::Utf8),
            None if marked || letters > self.wrong => Err(Unreadable::new(
                self.first_wrong,
                "Cette ligne contient un caractère abîmé, qui n'est pas de l'UTF-8 comme le reste du fichier.",
                "Exportez le fichier à nouveau, en UTF-8.",
            )),
            None => self.singles.best().map(TextEncoding::Single).ok_or_else(|| {
                Unreadable::new(
                    self.first_wrong,
                    "Les lettres accentuées de ce fichier ne sont dans aucun codage connu (UTF-8, Windows-1252, MacRoman, CP850).",
                    "Enregistrez-le à nouveau au format « CSV UTF-8 ».",
                )
            }),
        }
    }
}

/// Whether a text of UTF-8 was encoded twice: then each run of letters beyond ASCII, taken for Windows-1252, is itself UTF-8. French has no such runs.
#[derive(Default)]
struct Twice {
    /// A run that may go on.
    run: String,
    runs: u64,
    others: u64,
}

impl Twice {
    fn look(&mut self, decoded: &[u8]) {
        let mut rest = std::str::from_utf8(decoded).unwrap_or_default();
        while !rest.is_empty() {
            let run = rest.find(|letter: char| letter.is_ascii()).unwrap_or(rest.len());
            self.run.push_str(rest.get(..run).unwrap_or_default());
            if run < rest.len() {
                self.end(false);
            }
            let next = rest.get(run..).unwrap_or_default();
            let ascii = next.find(|letter: char| !letter.is_ascii()).unwrap_or(next.len());
            rest = next.get(ascii..).unwrap_or_default();
        }
    }

    fn end(&mut self, last: bool) {
        let run = std::mem::take(&mut self.run);
        let run = run.trim_start_matches('\u{feff}');
        if run.is_empty() {
            return;
        }
        let (bytes, _, unmappable) = WINDOWS_1252.encode(run);
        let again = match std::str::from_utf8(&bytes) {
            Ok(_) => !unmappable,
            // A file may be cut in the middle of a letter.
            Err(error) => !unmappable && last && error.error_len().is_none(),
        };
        self.runs += u64::from(again);
        self.others += u64::from(!again);
    }

    fn is_certain(&self) -> bool {
        self.runs > 0 && self.others == 0
    }
}
