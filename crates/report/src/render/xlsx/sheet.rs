//! A table that is taken elsewhere as a workbook: its rows, with real days and numbers, then what is said of them. Rows go to a file as they
//! are written: a long table takes no more memory than a short one.

use super::{Position, SIGNS, created, exact, excel, style};
use crate::{Cell, Column, Fault, Kind, Place, Sheet, Table, per_mille};
use chrono::{DateTime, NaiveDate, Timelike, Utc};
use rust_xlsxwriter::{DocProperties, Format, Workbook, Worksheet};

/// The rows.
const DATA: &str = "Données";
/// What is said of them.
const ABOUT: &str = "À propos";
/// The rows that tell how wide a column is.
const MEASURED: usize = 200;

/// The looks of the cells, each made once.
struct Looks {
    head: Format,
    text: Format,
    /// Marked as text, so that it stays one when somebody edits the cell.
    quoted: Format,
    whole: Format,
    euros: Format,
    share: Format,
    points: Format,
    day: Format,
    moment: Format,
}

/// Makes the workbook of a table.
///
/// # Errors
/// A row has not one cell for each column; a figure has more than fifteen digits; the workbook was refused.
pub fn sheet(sheet: &Sheet) -> Result<Vec<u8>, Fault> {
    sheet.table.check()?;
    let looks = Looks::new();
    let mut book = Workbook::new();
    let named = DocProperties::new()
        .set_title(&sheet.table.caption)
        .set_creation_datetime(&created(sheet.day)?);
    book.set_properties(&named);
    let data = book.add_worksheet_with_constant_memory()?.set_name(DATA)?;
    rows(data, &sheet.table, &looks)?;
    let about = book.add_worksheet_with_constant_memory()?.set_name(ABOUT)?;
    said(about, sheet, &looks)?;
    Ok(book.save_to_buffer()?)
}

impl Looks {
    fn new() -> Self {
        let numbered = |format: &str| Format::new().set_num_format(format);
        Self {
            head: style::Styles::new().head,
            text: Format::new(),
            quoted: Format::new().set_quote_prefix(),
            whole: numbered(style::WHOLE),
            euros: numbered(style::EUROS),
            share: numbered(style::SHARE),
            points: numbered(style::POINTS),
            day: numbered(style::DAY),
            moment: numbered(style::MOMENT),
        }
    }
}

/// The titles, which stay in sight, then the rows. What pages alone show is left out.
fn rows(sheet: &mut Worksheet, table: &Table, looks: &Looks) -> Result<(), Fault> {
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    let kept = |(_, column): &(usize, &Column)| column.place != Place::Page;
    let columns: Vec<(usize, &Column)> = table.columns.iter().enumerate().filter(kept).collect();
    for (index, (at, column)) in (0_u16..).zip(&columns) {
        let rows = table.rows.iter().take(MEASURED);
        let cells = rows.filter_map(|row| row.get(*at));
        let wide = match column.kind {
            Kind::Moment => 20,
            _ => style::width(column, cells),
        };
        sheet.set_column_width(index, wide)?;
        sheet.write_string_with_format(0, index, column.heading(), &looks.head)?;
    }
    for (rank, cells) in (1_u32..).zip(&table.rows) {
        for (index, (at, _)) in (0_u16..).zip(&columns) {
            if let Some(cell) = cells.get(*at) {
                let at = Position {
                    row: rank,
                    column: index,
                };
                write(sheet, at, cell, looks)?;
            }
        }
    }
    if let (Ok(last), Ok(columns)) = (u32::try_from(table.rows.len()), u16::try_from(columns.len())) {
        sheet.autofilter(0, 0, last, columns.saturating_sub(1))?;
    }
    Ok(())
}

/// Labels with what they say.
fn said(sheet: &mut Worksheet, of: &Sheet, looks: &Looks) -> Result<(), Fault> {
    sheet.set_column_width(0, 24)?.set_column_width(1, 90)?;
    let words = Format::new().set_text_wrap();
    sheet.write_string_with_format(0, 0, "Tableau", &looks.head)?;
    sheet.write_string_with_format(0, 1, &of.table.caption, &looks.head)?;
    for (rank, (label, text)) in (1_u32..).zip(&of.about) {
        sheet.write_string(rank, 0, *label)?;
        sheet.write_string_with_format(rank, 1, text, &words)?;
    }
    Ok(())
}

/// Writes a value as what it is: text is never read as a formula.
fn write(sheet: &mut Worksheet, at: Position, cell: &Cell, looks: &Looks) -> Result<(), Fault> {
    let Position { row, column } = at;
    match cell {
        Cell::Empty => {}
        Cell::Text(text) | Cell::Link { text, .. } | Cell::Across(text) => {
            words(sheet, at, text, looks)?;
        }
        Cell::Word { said, .. } => words(sheet, at, said, looks)?,
        Cell::Shown { value, .. } => write(sheet, at, value, looks)?,
        Cell::Share { part, whole } => {
            let share = exact(per_mille(*part, *whole))? / 1_000.0;
            sheet.write_number_with_format(row, column, share, &looks.share)?;
        }
        Cell::Points(points) => {
            sheet.write_number_with_format(row, column, exact(*points)? / 10.0, &looks.points)?;
        }
        Cell::Cents(cents) => {
            sheet.write_number_with_format(row, column, exact(*cents)? / 100.0, &looks.euros)?;
        }
        Cell::Number(number) => {
            sheet.write_number_with_format(row, column, exact(*number)?, &looks.whole)?;
        }
        Cell::Day(day) => match excel(*day) {
            Some(date) => {
                sheet.write_datetime_with_format(row, column, &date, &looks.day)?;
            }
            // Before 1900 a spreadsheet knows no days.
            None => {
                sheet.write_string_with_format(row, column, day.to_string(), &looks.text)?;
            }
        },
        Cell::Moment(moment) => match excel(utc_day(*moment)) {
            Some(date) => {
                let small = |part: u32| u8::try_from(part).unwrap_or_default();
                let hour = u16::try_from(moment.hour()).unwrap_or_default();
                let time = date.and_hms(hour, small(moment.minute()), f64::from(moment.second()))?;
                sheet.write_datetime_with_format(row, column, &time, &looks.moment)?;
            }
            None => {
                sheet.write_string_with_format(row, column, moment.to_rfc3339(), &looks.text)?;
            }
        },
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the file says that its times are UTC's")]
fn utc_day(moment: DateTime<Utc>) -> NaiveDate {
    moment.date_naive()
}

/// Writes words; those that a formula begins with are marked as words.
fn words(sheet: &mut Worksheet, at: Position, text: &str, looks: &Looks) -> Result<(), Fault> {
    let look = if text.starts_with(SIGNS) {
        &looks.quoted
    } else {
        &looks.text
    };
    sheet.write_string_with_format(at.row, at.column, text, look)?;
    Ok(())
}
