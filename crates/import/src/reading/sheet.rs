//! A table that people bring, as text cells: the first worksheet of a workbook that holds it, or a CSV. Bounded, whatever it unfolds to.

mod bounds;
mod workbook;

use super::{source::Source, unreadable::Unreadable};
use bounds::{Room, check_rows, check_text};
use std::{fs::File, io::Read, path::Path};

/// A table.
pub struct Sheet {
    /// How it is written, in words.
    pub shape: String,
    /// Its rows that are not empty.
    pub rows: Vec<SheetRow>,
    /// The merged cells of a workbook.
    pub merged: Vec<Merged>,
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

/// Cells merged into one: their first and last line, their first and last column, lines from 1 and columns from 0.
pub struct Merged {
    /// Lines.
    pub lines: (u64, u64),
    /// Columns.
    pub columns: (usize, usize),
}

impl SheetRow {
    /// The texts of its cells.
    pub fn texts(&self) -> Vec<String> {
        self.cells.iter().map(|cell| cell.text.clone()).collect()
    }
}

/// Reads a file; of a workbook, the first visible worksheet that `holds` says yes to. Asked within tokio.
///
/// # Errors
/// [`Unreadable`]: no workbook and no CSV, or above the bounds.
pub async fn read(
    path: &Path,
    holds: impl Fn(&[SheetRow]) -> bool + Send + 'static,
) -> Result<Sheet, Unreadable> {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(8).read_to_end(&mut start));
    read.map_err(|error| Unreadable::file(&error))?;
    if start.starts_with(b"PK") {
        let path = path.to_owned();
        let reading = tokio::task::spawn_blocking(move || workbook::read(&path, holds));
        return reading.await.map_err(|_| Unreadable::cut())?;
    }
    if start.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Unreadable::new(
            0,
            "C'est un classeur de l'ancien format d'Excel (.xls), ou un classeur protégé par un mot de passe.",
            "Enregistrez-le au format .xlsx, sans mot de passe, ou en CSV.",
        ));
    }
    csv(path).await
}

async fn csv(path: &Path) -> Result<Sheet, Unreadable> {
    let mut source = Source::open(path)?;
    let line = |line, record: &csv::StringRecord| SheetRow {
        line,
        cells: record.iter().map(of_text).collect(),
    };
    let mut rows = vec![line(1, source.header())];
    let mut room = Room::default();
    while let Some(batch) = source.batch().await? {
        for row in &batch {
            for field in &row.fields {
                check_text(row.line, field.len())?;
                room.take(row.line, field.len(), 1)?;
            }
            rows.push(line(row.line, &row.fields));
        }
        check_rows(rows.len())?;
    }
    Ok(Sheet {
        shape: source.shape(),
        rows,
        merged: Vec::new(),
    })
}

fn of_text(text: &str) -> Cell {
    let text = text.trim();
    Cell {
        text: text.to_owned(),
        formula: text.starts_with('='),
    }
}
