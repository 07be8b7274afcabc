//! Bounds of a table that is read whole: rows, columns, cells, text.

use crate::reading::unreadable::Unreadable;

/// The most rows of a table.
pub const ROWS_MAX: usize = 20_000;

/// The longest text of a cell, in bytes, and what all of a table holds at most: its texts, and its cells.
const TEXT_MAX: usize = 4_000;
const TEXTS_MAX: usize = 16 << 20;
const CELLS_MAX: usize = 1_000_000;

/// What a table holds so far: memory is bounded by what is kept, not by what the file is.
#[derive(Default)]
pub(super) struct Room {
    texts: usize,
    cells: usize,
}

impl Room {
    pub(super) fn take(&mut self, line: u64, text: usize, cells: usize) -> Result<(), Unreadable> {
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

pub(super) fn check_text(line: u64, length: usize) -> Result<(), Unreadable> {
    if length > TEXT_MAX {
        return Err(Unreadable::new(
            line,
            format!("Une cellule de cette ligne a plus de {TEXT_MAX} octets."),
            "Raccourcissez-la, ou enlevez sa colonne.",
        ));
    }
    Ok(())
}

pub(super) fn check_rows(rows: usize) -> Result<(), Unreadable> {
    if rows > ROWS_MAX {
        return Err(Unreadable::new(
            ROWS_MAX as u64,
            format!("Ce fichier a plus de {} lignes.", french::number(ROWS_MAX as i64)),
            "Exportez une période plus courte.",
        ));
    }
    Ok(())
}
