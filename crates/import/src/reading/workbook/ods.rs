//! A workbook of LibreOffice (ODS), read tag by tag: rows and cells that it repeats are counted, not copied.

mod cell;
mod walk;

use super::{BookSheet, bound::bound, layout::Layout};
use crate::reading::{raw_row::RawRow, unreadable::Unreadable};
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};
use walk::{Seen, walk};

/// A workbook of LibreOffice.
pub struct Ods {
    path: PathBuf,
}

impl Ods {
    /// Opens a workbook and looks at what its sheets hide and merge.
    pub fn open(path: &Path) -> Result<(Self, Vec<BookSheet>), Unreadable> {
        bound(path)?;
        let (mut sheets, mut styles, mut hidden) = (Vec::<BookSheet>::new(), Vec::new(), HashSet::new());
        walk(path, &mut |seen| {
            let layout = sheets.last_mut().map(|sheet| &mut sheet.layout);
            match (seen, layout) {
                (Seen::HiddenStyle(style), _) => {
                    hidden.insert(style);
                }
                (Seen::Sheet { name, style }, _) => {
                    styles.push(style);
                    sheets.push(BookSheet {
                        name,
                        visible: true,
                        layout: Layout::default(),
                    });
                }
                (Seen::HiddenColumns(columns), Some(layout)) => layout.columns.push(columns),
                (Seen::Merged(merged), Some(layout)) => layout.merged.push(merged),
                (Seen::Row { line, hidden: true }, Some(layout)) => layout.hide_row(line.number),
                _ => {}
            }
            Ok(true)
        })?;
        for (sheet, style) in sheets.iter_mut().zip(styles) {
            sheet.visible = !hidden.contains(&style);
        }
        let path = path.to_owned();
        Ok((Self { path }, sheets))
    }

    /// The rows of a sheet.
    pub fn rows(
        &self,
        at: usize,
        take: &mut dyn FnMut(RawRow) -> Result<bool, Unreadable>,
    ) -> Result<(), Unreadable> {
        let mut sheets = 0;
        walk(&self.path, &mut |seen| match seen {
            Seen::Sheet { .. } => {
                sheets += 1;
                Ok(sheets <= at + 1)
            }
            Seen::Row { line, .. } if sheets == at + 1 => take(line),
            _ => Ok(true),
        })
    }
}
