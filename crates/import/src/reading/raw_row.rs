//! A row as it stands in a file, who takes rows, and what a reading has to tell.

use super::unreadable::Unreadable;
use csv::StringRecord;

/// A row as it stands in a file.
#[derive(Clone, Debug, Default)]
pub struct RawRow {
    /// Its line, from 1.
    pub number: u64,
    /// Its cells.
    pub fields: StringRecord,
    /// The columns whose cell a formula gives.
    pub formulas: Vec<usize>,
}

/// Who takes the rows of a file, one after the other.
pub trait Take {
    /// Takes a row; says whether the next one is wanted.
    fn take(&mut self, line: RawRow) -> Result<bool, Unreadable>;
}

/// Something to know of a file, that no row's format can tell.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its line; 0 when it is the file as a whole.
    pub line: u64,
    pub why: String,
    pub advice: &'static str,
}
