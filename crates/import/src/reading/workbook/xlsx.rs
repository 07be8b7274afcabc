//! A workbook of Excel (XLSX): its cells as calamine reads them, one after the other; what it hides and merges from its own parts.

mod parts;

use super::{
    BookSheet, OTHER, SAVE_AGAIN,
    bound::bound,
    cells::{RowCells, amount, check_text, cut},
};
use crate::reading::{raw_row::RawRow, unreadable::Unreadable};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use parts::layouts;
use std::{fs::File, io::BufReader, path::Path};

/// A workbook of Excel.
pub struct Excel(Xlsx<BufReader<File>>);

impl Excel {
    /// Opens a workbook: unfolded once into nothing, to know its true size, before it is read.
    pub fn open(path: &Path) -> Result<(Self, Vec<BookSheet>), Unreadable> {
        bound(path)?;
        let file = File::open(path).map_err(|error| Unreadable::file(&error))?;
        let unreadable = |_: XlsxError| Unreadable::new(0, OTHER, SAVE_AGAIN);
        let book = Xlsx::new(BufReader::new(file)).map_err(unreadable)?;
        let mut layouts = layouts(path)?;
        let sheets = book
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let sheets = sheets.map(|sheet| BookSheet {
            name: sheet.name.clone(),
            visible: sheet.visible == SheetVisible::Visible,
            layout: layouts.remove(&sheet.name).unwrap_or_default(),
        });
        let sheets = sheets.collect();
        Ok((Self(book), sheets))
    }

    /// The rows of a sheet, cell by cell: a worksheet may say that it is a million columns wide.
    pub fn rows(
        &mut self,
        name: &str,
        take: &mut dyn FnMut(RawRow) -> Result<bool, Unreadable>,
    ) -> Result<(), Unreadable> {
        let mut cells = self.0.worksheet_cells_reader(name).map_err(|_| cut(0))?;
        let mut row = RowCells::at(0);
        while let Some(cell) = cells
            .next_cell_with_formula_metadata()
            .map_err(|_| cut(row.line))?
        {
            let line = u64::from(cell.pos.0) + 1;
            if line < row.line {
                return Err(Unreadable::new(
                    line,
                    "Les lignes de cette feuille ne se suivent pas.",
                    SAVE_AGAIN,
                ));
            }
            if line > row.line {
                if let Some(whole) = row.line()
                    && !take(whole)?
                {
                    return Ok(());
                }
                row.line = line;
            }
            check_text(line, length(&cell.value))?;
            let column = usize::try_from(cell.pos.1).unwrap_or(usize::MAX);
            row.put(column, text(&cell.value), cell.formula.is_some())?;
        }
        row.line().map_or(Ok(()), |last| take(last).map(|_| ()))
    }
}

/// A value as text. A number is written as briefly as it reads back: 1234.56, never 1234.5599999999999.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => amount(*number),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(yes) => if *yes { "VRAI" } else { "FAUX" }.to_owned(),
        DataRef::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(at) => at.as_f64().to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// How long a text is, before it is copied.
fn length(value: &DataRef<'_>) -> usize {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.len(),
        DataRef::SharedString(text) => text.len(),
        _ => 0,
    }
}
