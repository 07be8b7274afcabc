//! The document as a spreadsheet: a sheet of what is said, then a sheet for each table, with numbers that can be summed.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};

mod names;
mod sheet;
mod style;

pub use sheet::sheet;

use crate::{Block, Cell, Document, Fault, Table, per_mille};
use style::{Styles, width};

/// The sheet of what is said.
const SUMMARY: &str = "Synthèse";
/// A spreadsheet shows fifteen digits of a number.
const EXACT: u64 = 1_000_000_000_000_000;
/// What a formula begins with.
const SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// A4 in the format's list of papers.
const A4: u8 = 9;

/// Where a cell stands in a sheet, both from zero.
#[derive(Clone, Copy)]
struct Position {
    row: u32,
    column: u16,
}

/// Makes the spreadsheet.
pub fn xlsx(document: &Document) -> Result<Vec<u8>, Fault> {
    document.check()?;
    let names = names::sheets(document.tables());
    let mut book = Workbook::new();
    let created = created(document.day)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(&document.title)
            .set_subject(&document.subtitle)
            .set_creation_datetime(&created),
    );
    let styles = Styles::new();
    summary(book.add_worksheet(), document, &names, &styles)?;
    for (table, name) in document.tables().zip(&names) {
        table_sheet(book.add_worksheet().set_name(name)?, table, document, &styles)?;
    }
    Ok(book.save_to_buffer()?)
}

/// A workbook is of the day it tells of: the same data gives the same bytes.
fn created(day: NaiveDate) -> Result<ExcelDateTime, Fault> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    Ok(ExcelDateTime::from_ymd(
        year,
        small(day.month()),
        small(day.day()),
    )?)
}

fn small(value: u32) -> u8 {
    u8::try_from(value).unwrap_or_default()
}

/// What is said, in the order of the document; of a table, the sheet that it stands in.
fn summary(
    sheet: &mut Worksheet,
    document: &Document,
    names: &[String],
    styles: &Styles,
) -> Result<(), Fault> {
    sheet.set_name(SUMMARY)?.set_screen_gridlines(false);
    printed(sheet, document, &document.title);
    sheet.set_column_width(0, 52)?.set_column_width(1, 40)?;
    sheet.write_string_with_format(0, 0, &document.title, &styles.title)?;
    sheet.write_string_with_format(1, 0, &document.subtitle, &styles.label)?;
    let mut names = names.iter();
    let mut row = 2;
    for section in &document.sections {
        row += 1;
        sheet.write_string_with_format(row, 0, &section.heading, &styles.heading)?;
        row += 1;
        for block in &section.blocks {
            match block {
                Block::Words(words) => {
                    for paragraph in words.lines().filter(|line| !line.trim().is_empty()) {
                        sheet.merge_range(row, 0, row, 1, paragraph, &styles.words)?;
                        sheet.set_row_height(row, style::height(paragraph))?;
                        row += 1;
                    }
                }
                Block::Facts(facts) => {
                    for (label, value) in facts {
                        sheet.write_string_with_format(row, 0, label, &styles.label)?;
                        write(sheet, Position { row, column: 1 }, value, &styles.fact)?;
                        row += 1;
                    }
                }
                Block::Table(table) => {
                    let name = names.next().map_or("", String::as_str);
                    sheet.write_string_with_format(row, 0, &table.caption, &styles.words)?;
                    sheet.write_string_with_format(row, 1, format!("Feuille « {name} »"), &styles.label)?;
                    row += 1;
                }
            }
        }
    }
    sheet.write_string_with_format(row + 1, 0, &document.footer, &styles.label)?;
    Ok(())
}

/// A table: its columns' titles on the first row, which stays in sight, its rows, and its total.
fn table_sheet(
    sheet: &mut Worksheet,
    table: &Table,
    document: &Document,
    styles: &Styles,
) -> Result<(), Fault> {
    printed(sheet, document, &table.caption);
    sheet.set_landscape();
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    for (index, column) in (0_u16..).zip(&table.columns) {
        let title = if column.kind.is_figure() {
            &styles.figure_head
        } else {
            &styles.head
        };
        sheet.write_string_with_format(0, index, column.heading(), title)?;
        let cells = table.rows.iter().chain(&table.total);
        let cells = cells.filter_map(|row| row.get(usize::from(index)));
        sheet.set_column_width(index, width(column, cells))?;
    }
    let mut last = 0;
    for cells in &table.rows {
        last += 1;
        for (index, cell) in (0_u16..).zip(cells) {
            let at = Position {
                row: last,
                column: index,
            };
            write(sheet, at, cell, &styles.cell)?;
        }
    }
    if let Some(right) = u16::try_from(table.columns.len())
        .ok()
        .and_then(|count| count.checked_sub(1))
    {
        sheet.autofilter(0, 0, last, right)?;
    }
    for (index, cell) in (0_u16..).zip(table.total.iter().flatten()) {
        let at = Position {
            row: last + 1,
            column: index,
        };
        write(sheet, at, cell, &styles.total)?;
    }
    Ok(())
}

/// How a sheet is printed: a page wide, named, numbered.
fn printed(sheet: &mut Worksheet, document: &Document, name: &str) {
    // A line has at most 255 letters, and `&` is written twice.
    let said = |text: &str| {
        let room = if text.contains('&') { 110 } else { 220 };
        text.chars().take(room).collect::<String>().replace('&', "&&")
    };
    sheet
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_header(format!("&L{}", said(name)))
        .set_footer(format!("&L{}&Rpage &P sur &N", said(&document.footer)));
}

/// Writes a value as what it is: text is never read as a formula, an amount is a number of euros.
fn write(sheet: &mut Worksheet, at: Position, cell: &Cell, format: &Format) -> Result<(), Fault> {
    let Position { row, column } = at;
    match cell {
        Cell::Empty => sheet.write_blank(row, column, format)?,
        Cell::Text(text) | Cell::Link { text, .. } | Cell::Across(text) => {
            return words(sheet, at, text, format);
        }
        Cell::Word { said, .. } => return words(sheet, at, said, format),
        Cell::Shown { value, .. } => return write(sheet, at, value, format),
        Cell::Share { part, whole } => {
            let format = format.clone().set_num_format(style::SHARE);
            let share = exact(per_mille(*part, *whole))? / 1_000.0;
            sheet.write_number_with_format(row, column, share, &format)?
        }
        Cell::Points(points) => {
            let format = format.clone().set_num_format(style::POINTS);
            sheet.write_number_with_format(row, column, exact(*points)? / 10.0, &format)?
        }
        Cell::Cents(cents) => {
            let format = format.clone().set_num_format(style::EUROS);
            sheet.write_number_with_format(row, column, exact(*cents)? / 100.0, &format)?
        }
        Cell::Number(value) => {
            let format = format.clone().set_num_format(style::COUNT);
            sheet.write_number_with_format(row, column, exact(*value)?, &format)?
        }
        Cell::Moment(moment) => {
            sheet.write_string_with_format(row, column, french::moment(*moment), format)?
        }
        Cell::Day(day) => match excel(*day) {
            Some(date) => {
                let format = format
                    .clone()
                    .set_num_format(style::DAY)
                    .set_align(FormatAlign::Left);
                sheet.write_datetime_with_format(row, column, &date, &format)?
            }
            // Before 1900 a spreadsheet knows no days.
            None => sheet.write_string_with_format(row, column, french::short_day(*day), format)?,
        },
    };
    Ok(())
}

/// Writes words, wrapped; those that a formula begins with are marked as words, so that they stay so when somebody edits the cell.
fn words(sheet: &mut Worksheet, at: Position, text: &str, format: &Format) -> Result<(), Fault> {
    let format = format.clone().set_text_wrap();
    let format = if text.starts_with(SIGNS) {
        format.set_quote_prefix()
    } else {
        format
    };
    sheet.write_string_with_format(at.row, at.column, text, &format)?;
    Ok(())
}

/// The same number as a float: fifteen digits are held, and shown.
fn exact(value: i64) -> Result<f64, Fault> {
    if value.unsigned_abs() < EXACT {
        Ok(value as f64)
    } else {
        Err(Fault::TooLong(value))
    }
}

fn excel(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    ExcelDateTime::from_ymd(year, small(day.month()), small(day.day())).ok()
}
