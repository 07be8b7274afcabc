//! A table that people bring, as text cells: the first worksheet of a workbook that holds it, or a CSV. Bounded, whatever it unfolds to.

mod workbook;

use super::{job::COLUMNS_MAX, source::Source, unreadable::Unreadable};
use std::{fs::File, io::Read, path::Path};

/// The most rows of a table.
pub const ROWS_MAX: usize = 20_000;

/// The longest text of a cell, in bytes, and what all of a table holds at most: its texts, and its cells.
const TEXT_MAX: usize = 4_000;
const TEXTS_MAX: usize = 16 << 20;
const CELLS_MAX: usize = 1_000_000;

/// What a table holds so far: memory is bounded by what is kept, not by what the file is.
#[derive(Default)]
struct Room {
    texts: usize,
    cells: usize,
}

impl Room {
    fn take(&mut self, line: u64, text: usize, cells: usize) -> Result<(), Unreadable> {
        self.texts += text;
        self.cells += cells;
        if self.texts > TEXTS_MAX || self.cells > CELLS_MAX {
            return Err(Unreadable::new(
                line,
                "Ce fichier contient trop de texte ou trop de cellules pour un extrait.",
                "Gardez seulement les colonnes de l'extrait, ou exportez une période plus courte.",
            ));
        }
        Ok(())
    }
}

fn check_text(line: u64, length: usize) -> Result<(), Unreadable> {
    if length > TEXT_MAX {
        return Err(Unreadable::new(
            line,
            format!("Une cellule de cette ligne a plus de {TEXT_MAX} octets."),
            "Raccourcissez-la, ou enlevez sa colonne.",
        ));
    }
    Ok(())
}

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

fn check_rows(rows: usize) -> Result<(), Unreadable> {
    if rows > ROWS_MAX {
        return Err(Unreadable::new(
            ROWS_MAX as u64,
            format!("Ce fichier a plus de {} lignes.", french::number(ROWS_MAX as i64)),
            "Exportez une période plus courte.",
        ));
    }
    Ok(())
}

fn check_columns(columns: usize) -> Result<(), Unreadable> {
    if columns > COLUMNS_MAX {
        return Err(Unreadable::new(
            0,
            format!("Cette feuille a plus de {COLUMNS_MAX} colonnes."),
            "Gardez seulement les colonnes de l'extrait.",
        ));
    }
    Ok(())
}
