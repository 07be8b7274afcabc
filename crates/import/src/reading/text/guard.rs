//! Bounds of a reading: no NUL, no quote left open, no line of more than a megabyte.

use std::{
    fmt,
    io::{self, Read},
};

/// The longest record.
const RECORD_MAX: usize = 1 << 20;

/// A bound that a file breaks.
#[derive(Debug)]
pub enum Broken {
    /// A NUL byte.
    Nul {
        /// Its line.
        line: u64,
    },
    /// A record too long.
    TooLong {
        /// The line it starts at.
        line: u64,
    },
    /// The file ends between quotes.
    Open {
        /// The line its last record starts at.
        line: u64,
    },
}
impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}
impl std::error::Error for Broken {}

/// Where a byte stands in its field: a quote opens only at its start, as the reader of rows has it.
#[derive(Clone, Copy, PartialEq)]
enum Within {
    Start,
    Plain,
    Quoted,
    /// After a quote between quotes: the end, or the first of two.
    Closed,
}

/// Passes bytes on while the bounds hold.
pub struct Guard<R> {
    inner: R,
    separator: u8,
    within: Within,
    line: u64,
    started: u64,
    length: usize,
}

impl<R> Guard<R> {
    /// Guards a reading from its first byte.
    pub fn new(inner: R, separator: u8) -> Self {
        Self {
            inner,
            separator,
            within: Within::Start,
            line: 1,
            started: 1,
            length: 0,
        }
    }

    fn check(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        for byte in bytes {
            self.length += 1;
            let quoted = self.within == Within::Quoted;
            self.within = match (self.within, *byte) {
                (_, 0) => return Err(Broken::Nul { line: self.line }),
                (Within::Start | Within::Closed, b'"') => Within::Quoted,
                (Within::Quoted, b'"') => Within::Closed,
                (Within::Quoted, _) => Within::Quoted,
                (_, b'\n') => Within::Start,
                (_, other) if other == self.separator => Within::Start,
                _ => Within::Plain,
            };
            if *byte == b'\n' {
                self.line += 1;
                if !quoted {
                    (self.started, self.length) = (self.line, 0);
                }
            }
            if self.length > RECORD_MAX {
                return Err(Broken::TooLong { line: self.started });
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        if read == 0 && !buffer.is_empty() && self.within == Within::Quoted {
            return Err(io::Error::other(Broken::Open { line: self.started }));
        }
        // The last line gets the line feed it lacks, so that each ends with one.
        if read == 0 && self.length > 0 {
            self.length = 0;
            return Ok(buffer.first_mut().map_or(0, |place| {
                *place = b'\n';
                1
            }));
        }
        self.check(buffer.get(..read).unwrap_or_default())
            .map_err(io::Error::other)?;
        Ok(read)
    }
}
