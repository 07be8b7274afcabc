//! The cells of a row of a workbook put in their places, within bounds.

use super::SAVE_AGAIN;
use crate::reading::{job::COLUMNS_MAX, raw_row::RawRow, unreadable::Unreadable};

/// The longest text of a cell, in bytes.
const TEXT_MAX: usize = 4_000;

/// A row under way.
#[derive(Default)]
pub struct RowCells {
    /// Its line, from 1.
    pub line: u64,
    cells: Vec<String>,
    formulas: Vec<usize>,
}

impl RowCells {
    /// A row that has begun.
    pub fn at(line: u64) -> Self {
        Self {
            line,
            ..Self::default()
        }
    }

    /// Puts a cell in its column.
    pub fn put(&mut self, column: usize, text: String, formula: bool) -> Result<(), Unreadable> {
        if text.is_empty() && !formula {
            return Ok(());
        }
        check_text(self.line, text.len())?;
        if column >= COLUMNS_MAX {
            return Err(Unreadable::new(
                self.line,
                format!("Cette feuille a plus de {COLUMNS_MAX} colonnes."),
                "Gardez seulement les colonnes utiles.",
            ));
        }
        self.cells.resize(self.cells.len().max(column + 1), String::new());
        if let Some(place) = self.cells.get_mut(column) {
            *place = text;
        }
        if formula {
            self.formulas.push(column);
        }
        Ok(())
    }

    /// The row, where it has a cell.
    pub fn line(&mut self) -> Option<RawRow> {
        let (cells, formulas) = (
            std::mem::take(&mut self.cells),
            std::mem::take(&mut self.formulas),
        );
        (!cells.is_empty()).then(|| RawRow {
            number: self.line,
            fields: cells.iter().collect(),
            formulas,
        })
    }
}

/// Checks the length of a text before it is copied: a long one may be told by every cell.
pub fn check_text(line: u64, length: usize) -> Result<(), Unreadable> {
    if length > TEXT_MAX {
        return Err(Unreadable::new(
            line,
            format!("Une cellule de cette ligne a plus de {TEXT_MAX} octets."),
            "Raccourcissez-la, ou enlevez sa colonne.",
        ));
    }
    Ok(())
}

/// A sheet that is damaged at a line.
pub fn cut(line: u64) -> Unreadable {
    Unreadable::new(
        line,
        "Cette feuille ne peut pas être lue jusqu'au bout.",
        SAVE_AGAIN,
    )
}

/// A number as people see it: what a sum left beyond the cent (1234.5600000000002) is not theirs.
pub fn amount(number: f64) -> String {
    let cents = number * 100.0;
    if number.abs() < 1e12 && cents != cents.round() && (cents - cents.round()).abs() < 1e-6 {
        return format!("{number:.2}");
    }
    number.to_string()
}
