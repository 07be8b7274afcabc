//! The bounds of a reading: no NUL, no line of more than a megabyte, however many quotes it leaves open.

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
}
impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}
impl std::error::Error for Broken {}

/// Passes bytes on while the bounds hold.
pub struct Guard<R> {
    inner: R,
    line: u64,
    started: u64,
    length: usize,
    quoted: bool,
}

impl<R> Guard<R> {
    /// Guards a reading from its first byte.
    pub fn new(inner: R) -> Self {
        Self {
            inner,
            line: 1,
            started: 1,
            length: 0,
            quoted: false,
        }
    }

    fn check(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        for byte in bytes {
            self.length += 1;
            match byte {
                0 => return Err(Broken::Nul { line: self.line }),
                b'"' => self.quoted = !self.quoted,
                b'\n' => {
                    self.line += 1;
                    if !self.quoted {
                        (self.started, self.length) = (self.line, 0);
                    }
                }
                _ => {}
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
        self.check(buffer.get(..read).unwrap_or_default())
            .map_err(io::Error::other)?;
        Ok(read)
    }
}
