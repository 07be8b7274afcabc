//! A table that people bring, read whole: the extract of Chorus. Bounded, whatever it unfolds to.

mod bounds;

use super::{
    source::Source,
    titles::Titles,
    unreadable::Unreadable,
    workbook::{BookOptions, Merged},
};
use bounds::{Room, check_rows, check_text};
use csv::StringRecord;
use std::path::Path;

/// A table.
pub struct Sheet {
    /// How it is written, in words.
    pub shape: String,
    /// Its rows that are not empty, from its titles on.
    pub rows: Vec<SheetRow>,
    /// The merged cells of a workbook.
    pub merged: Vec<Merged>,
    /// The source that it was read from, for what it tells.
    pub source: Source,
}

/// A row with its line.
pub struct SheetRow {
    /// Its line, from 1.
    pub line: u64,
    /// Its cells, from the first column.
    pub cells: Vec<Cell>,
}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its value as text; a number is written with a point, a day as 2021-06-15.
    pub text: String,
    /// Whether a formula gives it.
    pub formula: bool,
}

impl SheetRow {
    fn new(line: u64, fields: &StringRecord, formulas: &[usize]) -> Self {
        let cell = |(at, text): (usize, &str)| Cell {
            text: text.to_owned(),
            formula: text.starts_with('=') || formulas.contains(&at),
        };
        Self {
            line,
            cells: fields.iter().enumerate().map(cell).collect(),
        }
    }

    /// The texts of its cells.
    pub fn texts(&self) -> Vec<String> {
        self.cells.iter().map(|cell| cell.text.clone()).collect()
    }
}

/// Reads a file whole. Asked within tokio.
///
/// # Errors
/// [`Unreadable`]: no table, or above the bounds.
pub async fn read(path: &Path, titles: &Titles, hidden: bool) -> Result<Sheet, Unreadable> {
    let options = BookOptions {
        hidden,
        keep_merged: true,
    };
    let mut source = Source::open(path, titles, options)?;
    let mut rows = vec![SheetRow::new(source.header_line(), source.header(), &[])];
    let mut room = Room::default();
    while let Some(batch) = source.batch().await? {
        for row in &batch {
            for field in &row.fields {
                check_text(row.line, field.len())?;
                room.take(row.line, field.len(), 1)?;
            }
            rows.push(SheetRow::new(row.line, &row.fields, &row.formulas));
        }
        check_rows(rows.len())?;
    }
    Ok(Sheet {
        shape: source.shape(),
        rows,
        merged: std::mem::take(&mut source.merged),
        source,
    })
}
