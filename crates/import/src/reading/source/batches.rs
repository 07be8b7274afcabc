//! The rows of a file sent in batches from the thread that reads them: cleaned, as wide as the titles.

use super::{Batch, Record};
use crate::reading::{
    clean::clean,
    raw_row::{RawRow, Take},
    unreadable::Unreadable,
};
use csv::StringRecord;
use tokio::sync::mpsc;

/// Rows sent together, and about how many bytes of them.
const BATCH: usize = 2_000;
const BATCH_BYTES: usize = 4 << 20;

/// Batches under way.
pub struct Batches {
    width: usize,
    rows: Vec<Record>,
    bytes: usize,
    to: mpsc::Sender<Batch>,
}

impl Batches {
    /// Batches of rows under titles of a width.
    pub const fn new(width: usize, to: mpsc::Sender<Batch>) -> Self {
        Self {
            width,
            rows: Vec::new(),
            bytes: 0,
            to,
        }
    }

    /// Sends what waits, then the end of the reading.
    pub fn end(mut self, done: Result<(), Unreadable>) {
        if self.send() {
            // Nobody listens any more: nobody has to be told.
            self.to.blocking_send(done.map(|()| None)).unwrap_or_default();
        }
    }

    fn send(&mut self) -> bool {
        self.bytes = 0;
        let rows = std::mem::take(&mut self.rows);
        rows.is_empty() || self.to.blocking_send(Ok(Some(rows))).is_ok()
    }
}

impl Take for Batches {
    fn take(&mut self, line: RawRow) -> Result<bool, Unreadable> {
        let fields = clean(line.fields);
        if fields.iter().all(str::is_empty) {
            return Ok(true);
        }
        let (fields, beyond) = fitted(fields, self.width);
        self.bytes += fields.as_slice().len();
        self.rows.push(Record {
            line: line.number,
            fields,
            formulas: line.formulas,
            beyond,
        });
        let full = self.rows.len() >= BATCH || self.bytes >= BATCH_BYTES;
        Ok(!full || self.send())
    }
}

/// A row as wide as the titles: cells that are missing at its end are empty, empty ones beyond are nothing; else what stands beyond.
fn fitted(mut fields: StringRecord, width: usize) -> (StringRecord, Option<String>) {
    if fields.len() == width {
        return (fields, None);
    }
    let beyond: Vec<&str> = fields
        .iter()
        .skip(width)
        .filter(|field| !field.is_empty())
        .collect();
    let beyond = (!beyond.is_empty()).then(|| beyond.join(" "));
    fields.truncate(width);
    for _ in fields.len()..width {
        fields.push_field("");
    }
    (fields, beyond)
}
