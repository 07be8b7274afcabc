//! The records of a workbook of the old Excel: its sheets, what they hide, and that their cells take no more room than they are.

use crate::reading::{
    unreadable::Unreadable,
    workbook::{
        BookSheet, OTHER, SAVE_AGAIN,
        layout::{Layout, Span},
    },
};
use std::collections::HashMap;

/// The most cells that the corners of a sheet may hold: room is made for all of them.
const CELLS_MAX: u64 = 2_000_000;

const BEGINS: u16 = 0x0809;
const SHEET: u16 = 0x0085;
const LOCKED: u16 = 0x002f;
const TEXTS: u16 = 0x00fc;
const CORNERS: u16 = 0x0200;
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007d;
const NUMBERS: u16 = 0x00bd;
/// Records of one cell: its row, its column, what stands there.
const CELLS: [u16; 7] = [0x0203, 0x0204, 0x00d6, 0x0205, 0x027e, 0x00fd, 0x0006];

/// The sheets of a workbook, with what they hide.
pub fn sheets(stream: &[u8]) -> Result<Vec<BookSheet>, Unreadable> {
    let mut walk = RecordWalk::default();
    let mut at = 0;
    while let (Some(kind), Some(length)) = (short(stream, at), short(stream, at + 2)) {
        let data = stream
            .get(at + 4..at + 4 + usize::from(length))
            .unwrap_or_default();
        if kind == BEGINS {
            walk.begin(at);
        }
        walk.record(kind, data, stream.len())?;
        at += 4 + usize::from(length);
    }
    for sheet in &mut walk.sheets {
        sheet.layout.rows.sort_by_key(|run| run.first);
    }
    Ok(walk.sheets)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([two[0], two[1]]))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(short(bytes, at)?) | u32::from(short(bytes, at + 2)?) << 16)
}

#[derive(Default)]
struct RecordWalk {
    sheets: Vec<BookSheet>,
    /// The sheet that begins at each place.
    begins: HashMap<usize, usize>,
    /// The sheet under way, with the corners of its cells.
    under_way: Option<usize>,
    corners: Option<Corners>,
}

/// The first and last row and column of the cells of a sheet.
#[derive(Clone, Copy)]
struct Corners {
    rows: Span<u64>,
    columns: Span<u64>,
}

impl RecordWalk {
    fn begin(&mut self, at: usize) {
        if let Some(sheet) = self.begins.get(&at) {
            (self.under_way, self.corners) = (Some(*sheet), None);
        }
    }

    fn record(&mut self, kind: u16, data: &[u8], length: usize) -> Result<(), Unreadable> {
        let layout = self
            .under_way
            .and_then(|sheet| self.sheets.get_mut(sheet))
            .map(|sheet| &mut sheet.layout);
        match (kind, layout) {
            (LOCKED, _) => return Err(Unreadable::locked()),
            (TEXTS, _) if word(data, 4).is_some_and(|told| u64::from(told) * 3 > length as u64) => {
                return Err(Unreadable::new(
                    0,
                    "Ce classeur annonce plus de textes qu'il n'en contient.",
                    SAVE_AGAIN,
                ));
            }
            (SHEET, _) => self.sheet(data),
            (CORNERS, _) => {
                let told = [0, 4].map(|at| u64::from(word(data, at).unwrap_or(0)));
                let columns = [8, 10].map(|at| u64::from(short(data, at).unwrap_or(0)));
                if told[1] < told[0] || columns[1] < columns[0] {
                    return Err(Unreadable::new(0, OTHER, SAVE_AGAIN));
                }
                check(told[1] - told[0] + 1, columns[1] - columns[0] + 1)?;
            }
            (ROW, Some(layout)) => {
                if let (Some(row), Some(bits)) = (short(data, 0), short(data, 12))
                    && bits & 0x20 != 0
                {
                    layout.hide_row(u64::from(row) + 1);
                }
            }
            (COLUMNS, Some(layout)) => {
                if let (Some(first), Some(last), Some(bits)) =
                    (short(data, 0), short(data, 2), short(data, 8))
                    && bits & 1 != 0
                {
                    layout.columns.push(Span {
                        first: usize::from(first),
                        last: usize::from(last),
                    });
                }
            }
            (NUMBERS, _) => self.cell(data, short(data, data.len().saturating_sub(2)))?,
            _ if CELLS.contains(&kind) => self.cell(data, short(data, 2))?,
            _ => {}
        }
        Ok(())
    }

    fn sheet(&mut self, data: &[u8]) {
        let (Some(at), [visible, kind, count, wide]) = (
            word(data, 0),
            [4, 5, 6, 7].map(|at| data.get(at).copied().unwrap_or(0)),
        ) else {
            return;
        };
        // A chart or a macro is no sheet of cells.
        if kind != 0 {
            return;
        }
        let letters = data.get(8..).unwrap_or_default();
        let name: String = if wide & 1 == 1 {
            let letters = letters.chunks_exact(2).take(usize::from(count));
            String::from_utf16_lossy(
                &letters
                    .map(|two| u16::from_le_bytes([two[0], two[1]]))
                    .collect::<Vec<_>>(),
            )
        } else {
            letters
                .iter()
                .take(usize::from(count))
                .map(|letter| char::from(*letter))
                .collect()
        };
        self.begins
            .insert(usize::try_from(at).unwrap_or(usize::MAX), self.sheets.len());
        self.sheets.push(BookSheet {
            name,
            visible: visible & 3 == 0,
            layout: Layout::default(),
        });
    }

    /// Counts a cell, or some of one row up to a last column.
    fn cell(&mut self, data: &[u8], last: Option<u16>) -> Result<(), Unreadable> {
        let (Some(row), Some(column), Some(last)) = (short(data, 0), short(data, 2), last) else {
            return Ok(());
        };
        let (row, first, last) = (u64::from(row), u64::from(column), u64::from(last));
        let before = self.corners.unwrap_or(Corners {
            rows: Span {
                first: row,
                last: row,
            },
            columns: Span { first, last },
        });
        let corners = Corners {
            rows: Span {
                first: before.rows.first.min(row),
                last: before.rows.last.max(row),
            },
            columns: Span {
                first: before.columns.first.min(first),
                last: before.columns.last.max(last).max(first),
            },
        };
        self.corners = Some(corners);
        check(
            corners.rows.last - corners.rows.first + 1,
            corners.columns.last - corners.columns.first + 1,
        )
    }
}

fn check(rows: u64, columns: u64) -> Result<(), Unreadable> {
    if rows.saturating_mul(columns) > CELLS_MAX {
        return Err(Unreadable::new(
            0,
            "Une feuille de ce classeur s'étend sur trop de lignes et de colonnes.",
            "Effacez ce qui est loin du tableau, ou enregistrez-le au format .xlsx ou CSV.",
        ));
    }
    Ok(())
}
