//! An XLSX: unfolded once into nothing, to know its true size, before it is read cell by cell.

mod bound;

use super::{
    Cell, Merged, Sheet, SheetRow,
    bounds::{Room, check_columns, check_rows, check_text},
};
use crate::reading::unreadable::Unreadable;
use bound::bound;
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::{fs::File, io::BufReader, path::Path};

const OTHER: &str = "Ce n'est pas un classeur XLSX qui se lit.";
const SAVE_AGAIN: &str = "Ouvrez-le et enregistrez-le à nouveau au format .xlsx, ou en CSV.";

pub fn read(path: &Path, holds: impl Fn(&[SheetRow]) -> bool) -> Result<Sheet, Unreadable> {
    bound(path)?;
    let unreadable = |_: XlsxError| Unreadable::new(0, OTHER, SAVE_AGAIN);
    let file = File::open(path).map_err(|error| Unreadable::file(&error))?;
    let mut book = Xlsx::new(BufReader::new(file)).map_err(unreadable)?;
    let sheets = book.sheets_metadata().iter();
    let visible = sheets
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone());
    let mut first = None;
    for name in visible.collect::<Vec<_>>() {
        let rows = rows(&mut book, &name)?;
        if holds(&rows) {
            let merged = book.merge_cells_by_sheet_name(&name).map_err(unreadable)?;
            return Ok(Sheet {
                shape: format!("XLSX, feuille « {name} »"),
                rows,
                merged: merged.iter().map(merged_of).collect(),
            });
        }
        first.get_or_insert((name, rows));
    }
    let (name, rows) =
        first.ok_or_else(|| Unreadable::new(0, "Ce classeur n'a aucune feuille visible.", SAVE_AGAIN))?;
    Ok(Sheet {
        shape: format!("XLSX, feuille « {name} »"),
        rows,
        merged: Vec::new(),
    })
}

/// The rows of a worksheet that are not empty, cell by cell: a worksheet may say that it is a million columns wide.
fn rows(book: &mut Xlsx<BufReader<File>>, name: &str) -> Result<Vec<SheetRow>, Unreadable> {
    let unreadable = |line: u64| {
        move |_: XlsxError| {
            Unreadable::new(
                line,
                "Cette feuille ne peut pas être lue jusqu'au bout.",
                SAVE_AGAIN,
            )
        }
    };
    let mut cells = book.worksheet_cells_reader(name).map_err(unreadable(0))?;
    let mut rows: Vec<SheetRow> = Vec::new();
    let (mut last, mut room) = (0, Room::default());
    while let Some(cell) = cells
        .next_cell_with_formula_metadata()
        .map_err(unreadable(last))?
    {
        let (line, column) = (
            u64::from(cell.pos.0) + 1,
            usize::try_from(cell.pos.1).unwrap_or(usize::MAX),
        );
        check_text(line, length(&cell.value))?;
        let read = Cell {
            text: text(&cell.value),
            formula: cell.formula.is_some(),
        };
        if read == Cell::default() {
            continue;
        }
        check_columns(column.saturating_add(1))?;
        if line < last {
            return Err(Unreadable::new(
                line,
                "Les lignes de cette feuille ne se suivent pas.",
                SAVE_AGAIN,
            ));
        }
        if line > last {
            rows.push(SheetRow {
                line,
                cells: Vec::new(),
            });
            check_rows(rows.len())?;
            last = line;
        }
        if let Some(row) = rows.last_mut() {
            room.take(
                line,
                read.text.len(),
                (column + 1).saturating_sub(row.cells.len()),
            )?;
            row.cells.resize(row.cells.len().max(column + 1), Cell::default());
            if let Some(place) = row.cells.get_mut(column) {
                *place = read;
            }
        }
    }
    Ok(rows)
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

/// How long a text is, before it is copied: a long one may be told by every cell.
fn length(value: &DataRef<'_>) -> usize {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.len(),
        DataRef::SharedString(text) => text.len(),
        _ => 0,
    }
}

/// A number as people see it: what a sum left beyond the cent (1234.5600000000002) is not theirs.
fn amount(number: f64) -> String {
    let cents = number * 100.0;
    if number.abs() < 1e12 && cents != cents.round() && (cents - cents.round()).abs() < 1e-6 {
        return format!("{number:.2}");
    }
    number.to_string()
}

fn merged_of(region: &calamine::Dimensions) -> Merged {
    let column = |column: u32| usize::try_from(column).unwrap_or(usize::MAX);
    Merged {
        lines: (u64::from(region.start.0) + 1, u64::from(region.end.0) + 1),
        columns: (column(region.start.1), column(region.end.1)),
    }
}
