//! A workbook of the old Excel (.xls): its records are counted before calamine makes room for what they say.

mod file;
mod records;

use super::{
    BookSheet, OTHER, SAVE_AGAIN,
    cells::{RowCells, amount},
    layout::Merged,
};
use crate::reading::{raw_row::RawRow, unreadable::Unreadable};
use calamine::{Data, Reader, Xls};
use std::{io::Cursor, path::Path};

/// The largest workbook, in bytes.
const BYTES_MAX: u64 = 16 << 20;

/// A workbook of the old Excel.
pub struct OldExcel(Xls<Cursor<Vec<u8>>>);

impl OldExcel {
    /// Opens a workbook whose records hold what they say.
    pub fn open(path: &Path) -> Result<(Self, Vec<BookSheet>), Unreadable> {
        let size = std::fs::metadata(path)
            .map_err(|error| Unreadable::file(&error))?
            .len();
        if size > BYTES_MAX {
            let why = format!("Ce classeur dépasse {} Mo.", BYTES_MAX >> 20);
            return Err(Unreadable::new(
                0,
                why,
                "Enregistrez-le au format .xlsx, ou en CSV.",
            ));
        }
        let bytes = std::fs::read(path).map_err(|error| Unreadable::file(&error))?;
        let mut sheets = records::sheets(&file::workbook(&bytes)?)?;
        let broken = || Unreadable::new(0, OTHER, SAVE_AGAIN);
        let book = Xls::new(Cursor::new(bytes)).map_err(|_| broken())?;
        for sheet in &mut sheets {
            let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
            let column = |column: u32| usize::try_from(column).unwrap_or(usize::MAX);
            sheet.layout.merged = merged
                .iter()
                .map(|area| Merged {
                    lines: (u64::from(area.start.0) + 1, u64::from(area.end.0) + 1),
                    columns: (column(area.start.1), column(area.end.1)),
                })
                .collect();
        }
        Ok((Self(book), sheets))
    }

    /// The rows of a sheet.
    pub fn rows(
        &mut self,
        name: &str,
        take: &mut dyn FnMut(RawRow) -> Result<bool, Unreadable>,
    ) -> Result<(), Unreadable> {
        let broken = |_| Unreadable::new(0, OTHER, SAVE_AGAIN);
        let formulas = self.0.worksheet_formula(name).map_err(broken)?;
        let range = self.0.worksheet_range(name).map_err(broken)?;
        let (top, left) = range.start().unwrap_or_default();
        for (rank, cells) in (0_u32..).zip(range.rows()) {
            let row = top + rank;
            let mut line = RowCells::at(u64::from(row) + 1);
            for (at, cell) in (0_u32..).zip(cells) {
                let column = left + at;
                let formula = formulas
                    .get_value((row, column))
                    .is_some_and(|text| !text.is_empty());
                line.put(usize::try_from(column).unwrap_or(usize::MAX), text(cell), formula)?;
            }
            if let Some(whole) = line.line()
                && !take(whole)?
            {
                return Ok(());
            }
        }
        Ok(())
    }
}

fn text(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => amount(*number),
        Data::String(text) => text.trim().to_owned(),
        Data::Bool(yes) => if *yes { "VRAI" } else { "FAUX" }.to_owned(),
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}
