//! Stages that a text goes through before its rows are read: each takes bytes and gives others.

use encoding_rs::{CoderResult, Decoder, WINDOWS_1252};
use std::io::{self, Read};

/// What a stage does to bytes.
pub enum Step {
    /// Decodes them to UTF-8.
    Decode(Decoder),
    /// Decodes a byte a letter by a table of the upper half.
    Table(&'static [char; 128]),
    /// Takes back one of two encodings to UTF-8, of text that is UTF-8; the bytes of a letter that is not whole wait.
    Undo(Vec<u8>),
    /// Ends lines that end with a carriage return alone by a line feed; whether the last byte was one.
    Ends(bool),
}

impl Step {
    fn pass(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        let last = bytes.is_empty();
        match self {
            Self::Decode(decoder) => decode(decoder, bytes, last, out),
            Self::Table(table) => {
                let mut letters = String::with_capacity(bytes.len() + bytes.len() / 8);
                letters.extend(bytes.iter().map(|byte| match byte {
                    0..=0x7f => char::from(*byte),
                    _ => table.get(usize::from(byte & 0x7f)).copied().unwrap_or('\u{fffd}'),
                }));
                out.extend_from_slice(letters.as_bytes());
            }
            Self::Undo(waiting) => {
                waiting.extend_from_slice(bytes);
                let whole = match std::str::from_utf8(waiting) {
                    Ok(text) => text.len(),
                    Err(error) => error.valid_up_to(),
                };
                let text = waiting
                    .get(..whole)
                    .map(String::from_utf8_lossy)
                    .unwrap_or_default();
                out.extend_from_slice(&WINDOWS_1252.encode(&text).0);
                waiting.drain(..whole);
            }
            Self::Ends(returned) => {
                for byte in bytes {
                    match byte {
                        b'\r' => out.push(b'\n'),
                        b'\n' if *returned => {}
                        other => out.push(*other),
                    }
                    *returned = *byte == b'\r';
                }
            }
        }
    }
}

fn decode(decoder: &mut Decoder, bytes: &[u8], last: bool, out: &mut Vec<u8>) {
    let mut rest = bytes;
    loop {
        let start = out.len();
        let room = decoder.max_utf8_buffer_length(rest.len()).unwrap_or(0).max(16);
        out.resize(start + room, 0);
        let (result, taken, written, _) =
            decoder.decode_to_utf8(rest, out.get_mut(start..).unwrap_or_default(), last);
        out.truncate(start + written);
        rest = rest.get(taken..).unwrap_or_default();
        if result == CoderResult::InputEmpty {
            return;
        }
    }
}

/// A reading through a stage.
pub struct Stage<R> {
    inner: R,
    step: Step,
    read: Vec<u8>,
    out: Vec<u8>,
    at: usize,
    ended: bool,
}

/// Bytes read together.
const TOGETHER: usize = 1 << 16;

impl<R: Read> Stage<R> {
    pub fn new(inner: R, step: Step) -> Self {
        Self {
            inner,
            step,
            read: vec![0; TOGETHER],
            out: Vec::new(),
            at: 0,
            ended: false,
        }
    }
}

impl<R: Read> Read for Stage<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.out.len() && !self.ended {
            (self.at, self.ended) = (0, false);
            self.out.clear();
            let read = self.inner.read(&mut self.read)?;
            self.ended = read == 0;
            let bytes = self.read.get(..read).unwrap_or_default();
            self.step.pass(bytes, &mut self.out);
        }
        let rest = self.out.get(self.at..).unwrap_or_default();
        let given = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..given), rest.get(..given)) {
            to.copy_from_slice(from);
        }
        self.at += given;
        Ok(given)
    }
}
