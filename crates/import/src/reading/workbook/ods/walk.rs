//! The tags of a workbook of LibreOffice, one after the other: its sheets, their columns and rows.

use super::cell::{CellText, attribute};
use crate::reading::{
    raw_row::RawRow,
    unreadable::Unreadable,
    workbook::{
        OTHER, SAVE_AGAIN,
        cells::{RowCells, cut},
        layout::{Merged, Span},
    },
};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::{fs::File, io::BufReader, path::Path};

/// The most rows that a sheet repeats and that are not empty.
const REPEATED_MAX: u64 = 100_000;

/// What goes by.
pub enum Seen {
    /// A style whose sheets are hidden.
    HiddenStyle(String),
    Sheet {
        name: String,
        style: String,
    },
    HiddenColumns(Span<usize>),
    Merged(Merged),
    /// A row that is not empty.
    Row {
        line: RawRow,
        hidden: bool,
    },
}

/// Who sees it; the walk ends when no more is wanted.
type Show<'a> = &'a mut dyn FnMut(Seen) -> Result<bool, Unreadable>;

/// Where the walk is.
#[derive(Default)]
struct TagWalk {
    /// The style under way.
    style: String,
    /// Columns and lines of the sheet that went by.
    columns: usize,
    lines: u64,
    row: RowCells,
    repeated: u64,
    hidden: bool,
    /// The cell under way: its column, how many it stands for.
    column: usize,
    cells: usize,
    cell: Option<CellText>,
}

/// Shows what a workbook holds.
pub fn walk(path: &Path, show: Show<'_>) -> Result<(), Unreadable> {
    let broken = || Unreadable::new(0, OTHER, SAVE_AGAIN);
    let file = File::open(path).map_err(|error| Unreadable::file(&error))?;
    let mut parts = zip::ZipArchive::new(BufReader::new(file)).map_err(|_| broken())?;
    let content = parts.by_name("content.xml").map_err(|_| broken())?;
    let mut xml = Reader::from_reader(BufReader::new(content));
    xml.config_mut().expand_empty_elements = true;
    let (mut walk, mut buffer) = (TagWalk::default(), Vec::new());
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(|_| cut(walk.lines))?;
        let goes_on = match (&event, &mut walk.cell) {
            (Event::Eof, _) => return Ok(()),
            (Event::Start(tag), None) => walk.start(tag, show)?,
            (Event::End(tag), Some(_))
                if matches!(tag.local_name().as_ref(), "table-cell" | "covered-table-cell") =>
            {
                walk.end_cell(show)?
            }
            (Event::End(tag), None) if tag.local_name().as_ref() == "table-row" => walk.end_row(show)?,
            (_, Some(cell)) => {
                cell.take(&event, walk.lines)?;
                true
            }
            _ => true,
        };
        if !goes_on {
            return Ok(());
        }
    }
}

impl TagWalk {
    fn start(&mut self, tag: &BytesStart<'_>, show: Show<'_>) -> Result<bool, Unreadable> {
        let text = |name| attribute(tag, name).unwrap_or_default();
        let number = |name| {
            attribute(tag, name)
                .and_then(|text| text.parse::<usize>().ok())
                .unwrap_or(1)
                .max(1)
        };
        match tag.local_name().as_ref() {
            "style" => self.style = text("name"),
            "table-properties" if text("display") == "false" => {
                return show(Seen::HiddenStyle(self.style.clone()));
            }
            "table" => {
                *self = Self::default();
                return show(Seen::Sheet {
                    name: text("name"),
                    style: text("style-name"),
                });
            }
            "table-column" => {
                let (first, some) = (self.columns, number("number-columns-repeated"));
                self.columns = first.saturating_add(some);
                if is_hidden(tag) {
                    let last = self.columns - 1;
                    return show(Seen::HiddenColumns(Span { first, last }));
                }
            }
            "table-row" => {
                self.repeated = number("number-rows-repeated") as u64;
                self.hidden = is_hidden(tag);
                self.row = RowCells::at(self.lines + 1);
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" => {
                self.cells = number("number-columns-repeated");
                self.cell = Some(CellText::begin(tag));
                let (lines, columns) = (number("number-rows-spanned"), number("number-columns-spanned"));
                if lines > 1 || columns > 1 {
                    return show(Seen::Merged(Merged {
                        lines: (self.lines + 1, self.lines + lines as u64),
                        columns: (self.column, self.column + columns - 1),
                    }));
                }
            }
            _ => {}
        }
        Ok(true)
    }

    fn end_cell(&mut self, _show: Show<'_>) -> Result<bool, Unreadable> {
        let Some(cell) = self.cell.take() else {
            return Ok(true);
        };
        let formula = cell.formula;
        let text = cell.text();
        let after = self.column.saturating_add(self.cells);
        if !text.is_empty() || formula {
            for column in self.column..after {
                self.row.put(column, text.clone(), formula)?;
            }
        }
        self.column = after;
        Ok(true)
    }

    fn end_row(&mut self, show: Show<'_>) -> Result<bool, Unreadable> {
        let first = self.lines;
        self.lines = first.saturating_add(self.repeated);
        let Some(line) = self.row.line() else {
            return Ok(true);
        };
        if self.repeated > REPEATED_MAX {
            return Err(Unreadable::new(
                first + 1,
                "Cette ligne est répétée jusqu'au bas de la feuille.",
                "Effacez les lignes sous le tableau, puis enregistrez-le à nouveau.",
            ));
        }
        for number in first + 1..=self.lines {
            let line = RawRow {
                number,
                ..line.clone()
            };
            if !show(Seen::Row {
                line,
                hidden: self.hidden,
            })? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn is_hidden(tag: &BytesStart<'_>) -> bool {
    matches!(
        attribute(tag, "visibility").as_deref(),
        Some("collapse" | "filter")
    )
}
