//! Detection of a file's encoding and separator, by a first reading of the whole.

use super::unreadable::Unreadable;
use encoding_rs::{DecoderResult, Encoding, UTF_8, WINDOWS_1252};
use std::{
    fs::File,
    io::{self, Read},
};

/// What is looked at to tell the separator.
const HEAD: usize = 1 << 16;

/// The mark that some programs write before UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// What a first reading of the whole file tells.
pub struct Looks {
    /// Its bytes.
    pub bytes: u64,
    pub separator: u8,
    /// Whether it starts with the mark of UTF-8.
    marked: bool,
    /// Letters beyond ASCII that are UTF-8.
    letters: u64,
    /// Bytes that are not, and the line of the first.
    wrong: u64,
    first_wrong: u64,
}

impl Looks {
    /// UTF-8 when all of it is, else the encoding of French spreadsheets; damaged UTF-8 is not read as if it were the latter.
    pub fn encoding(&self) -> Result<&'static Encoding, Unreadable> {
        if self.wrong == 0 {
            return Ok(UTF_8);
        }
        if self.marked || self.letters > self.wrong {
            return Err(Unreadable::new(
                self.first_wrong,
                "Cette ligne contient un caractère abîmé, qui n'est pas de l'UTF-8 comme le reste du fichier.",
                "Exportez le fichier à nouveau, en UTF-8.",
            ));
        }
        Ok(WINDOWS_1252)
    }
}

/// Reads a file once, from its start.
pub fn look(file: &mut File) -> io::Result<Looks> {
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    let (mut buffer, mut text) = (vec![0; HEAD], vec![0; HEAD * 3 + 16]);
    let mut head = Vec::new();
    let (mut bytes, mut line, mut letters, mut wrong, mut first_wrong) = (0, 1, 0, 0, 0);
    loop {
        let read = file.read(&mut buffer)?;
        bytes += read as u64;
        let mut rest = buffer.get(..read).unwrap_or_default();
        if head.is_empty() {
            head.extend_from_slice(rest);
        }
        loop {
            let (result, taken, written) =
                decoder.decode_to_utf8_without_replacement(rest, &mut text, read == 0);
            rest = rest.get(taken..).unwrap_or_default();
            let decoded = text.get(..written).unwrap_or_default();
            line += decoded.iter().filter(|byte| **byte == b'\n').count() as u64;
            letters += decoded.iter().filter(|byte| **byte >= 0xc0).count() as u64;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    if wrong == 0 {
                        first_wrong = line;
                    }
                    wrong += 1;
                }
            }
        }
        if read == 0 {
            break;
        }
    }
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let many = |separator: u8| first.iter().filter(|byte| **byte == separator).count();
    let separator = [b';', b',', b'\t']
        .into_iter()
        .max_by_key(|separator| (many(*separator), *separator == b';'));
    let marked = head.starts_with(BOM);
    Ok(Looks {
        bytes,
        separator: separator.unwrap_or(b';'),
        marked,
        // The mark is itself a letter beyond ASCII.
        letters: letters - u64::from(marked),
        wrong,
        first_wrong,
    })
}
