//! A workbook as a table: the visible sheets whose titles fit, what is hidden left out unless it is asked for, merged cells repeated; all of it told.

mod bound;
mod cells;
mod layout;
mod ods;
mod rows;
mod told;
mod xls;
mod xlsx;

use super::{
    job::COLUMNS_MAX,
    raw_row::{Note, RawRow, Take},
    titles::{ABOVE_MAX, Titles, WHOLE, best},
    unreadable::Unreadable,
};
use csv::StringRecord;
use layout::Layout;
pub use layout::Merged;
use ods::Ods;
use rows::{Fill, placed, places, shown};
use std::path::Path;
use xls::OldExcel;
use xlsx::Excel;

/// A file that cannot be read as a workbook.
const OTHER: &str = "Ce n'est pas un classeur qui se lit.";
const SAVE_AGAIN: &str = "Ouvrez-le et enregistrez-le à nouveau au format .xlsx, ou en CSV.";

/// The kinds of workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookKind {
    Xlsx,
    Ods,
    Xls,
}

/// How a workbook is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct BookOptions {
    /// Whether what is hidden is read too.
    pub hidden: bool,
    /// Whether merged cells are left as they are: their value is that of the first alone.
    pub keep_merged: bool,
}

/// A sheet of a workbook.
struct BookSheet {
    name: String,
    visible: bool,
    layout: Layout,
}

/// The parts of a workbook that each kind reads its own way.
enum Book {
    Xlsx(Box<Excel>),
    Ods(Ods),
    Xls(Box<OldExcel>),
}

impl Book {
    fn open(path: &Path, kind: BookKind) -> Result<(Self, Vec<BookSheet>), Unreadable> {
        Ok(match kind {
            BookKind::Xlsx => {
                let (book, sheets) = Excel::open(path)?;
                (Self::Xlsx(Box::new(book)), sheets)
            }
            BookKind::Ods => {
                let (book, sheets) = Ods::open(path)?;
                (Self::Ods(book), sheets)
            }
            BookKind::Xls => {
                let (book, sheets) = OldExcel::open(path)?;
                (Self::Xls(Box::new(book)), sheets)
            }
        })
    }

    /// The rows of a sheet that are not empty, in their order.
    fn rows(
        &mut self,
        at: usize,
        name: &str,
        take: &mut dyn FnMut(RawRow) -> Result<bool, Unreadable>,
    ) -> Result<(), Unreadable> {
        match self {
            Self::Xlsx(book) => book.rows(name, take),
            Self::Ods(book) => book.rows(at, take),
            Self::Xls(book) => book.rows(name, take),
        }
    }
}

/// A sheet that is read: its titles, and where they stand in those of the first one.
struct Chosen {
    at: usize,
    titles: RawRow,
    /// The titles of its hidden columns too.
    all_titles: StringRecord,
}

/// A workbook whose sheets and titles are known.
pub struct Workbook {
    book: Book,
    sheets: Vec<BookSheet>,
    chosen: Vec<Chosen>,
    kind: BookKind,
    options: BookOptions,
    /// The titles of the first sheet that is read.
    pub header: RawRow,
    /// What is told of the workbook.
    pub notes: Vec<Note>,
}

impl Workbook {
    /// Opens a workbook and finds the sheets whose titles fit.
    ///
    /// # Errors
    /// [`Unreadable`]: no workbook, above its bounds, locked.
    pub fn open(
        path: &Path,
        kind: BookKind,
        titles: &Titles,
        options: BookOptions,
    ) -> Result<Self, Unreadable> {
        let (book, sheets) = Book::open(path, kind)?;
        let mut workbook = Self {
            book,
            sheets,
            chosen: Vec::new(),
            kind,
            options,
            header: RawRow::default(),
            notes: Vec::new(),
        };
        let mut found = Vec::new();
        for at in 0..workbook.sheets.len() {
            if workbook.sheets.get(at).is_some_and(|sheet| sheet.visible) {
                found.extend(workbook.titles(at, titles)?);
            }
        }
        let top = found.iter().map(|(fit, _)| *fit).max().unwrap_or(0);
        if found.is_empty() {
            return Err(Unreadable::new(
                0,
                "Ce classeur n'a aucune feuille visible qui ne soit pas vide.",
                SAVE_AGAIN,
            ));
        }
        let fits = |fit: usize| if top >= WHOLE { fit >= WHOLE } else { fit == top };
        workbook.chosen = found
            .into_iter()
            .filter(|(fit, _)| fits(*fit))
            .map(|(_, chosen)| chosen)
            .collect();
        if top < WHOLE {
            workbook.chosen.truncate(1);
        }
        workbook.header = workbook
            .chosen
            .first()
            .map(|first| first.titles.clone())
            .unwrap_or_default();
        if workbook.header.fields.len() > COLUMNS_MAX {
            return Err(Unreadable::new(
                workbook.header.number,
                format!("Cette feuille a plus de {COLUMNS_MAX} colonnes."),
                "Gardez seulement les colonnes utiles.",
            ));
        }
        workbook.notes = workbook.told();
        Ok(workbook)
    }

    /// How it is written, in words.
    pub fn shape(&self) -> String {
        let kind = match self.kind {
            BookKind::Xlsx => "XLSX",
            BookKind::Ods => "ODS",
            BookKind::Xls => "XLS",
        };
        let names = self.chosen.iter().filter_map(|chosen| self.sheets.get(chosen.at));
        let names: Vec<String> = names.map(|sheet| format!("« {} »", sheet.name)).collect();
        match names.len() {
            1 => format!("{kind}, feuille {}", names.join("")),
            _ => format!("{kind}, feuilles {}", names.join(", ")),
        }
    }

    /// The merged cells of the first sheet that is read.
    pub fn merged(&self) -> Vec<Merged> {
        let first = self.chosen.first().and_then(|chosen| self.sheets.get(chosen.at));
        first.map(|sheet| sheet.layout.merged.clone()).unwrap_or_default()
    }

    /// The row of titles of a sheet, and how well it fits; none of an empty one.
    fn titles(&mut self, at: usize, titles: &Titles) -> Result<Option<(usize, Chosen)>, Unreadable> {
        let (mut rows, mut all) = (Vec::new(), Vec::new());
        let Some(sheet) = self.sheets.get(at) else {
            return Ok(None);
        };
        let (layout, hidden) = (&sheet.layout, self.options.hidden);
        self.book.rows(at, &sheet.name, &mut |line| {
            all.push(line.clone());
            rows.extend(shown(line, layout, hidden));
            Ok(rows.len() < ABOVE_MAX)
        })?;
        let found = best(&rows, titles);
        Ok(found.map(|(fit, titles)| {
            let whole = all.into_iter().find(|row| row.number == titles.number);
            let all_titles = whole.unwrap_or_default().fields;
            (
                fit,
                Chosen {
                    at,
                    titles,
                    all_titles,
                },
            )
        }))
    }

    /// Reads the rows below the titles of each sheet to the end, or until nobody takes them.
    pub fn rows(mut self, take: &mut impl Take) -> Result<(), Unreadable> {
        let mut before = 0;
        for chosen in &self.chosen {
            let Some(sheet) = self.sheets.get(chosen.at) else {
                continue;
            };
            let place = places(&self.header.fields, &chosen.titles.fields);
            let mut fill = Fill::default();
            let (mut last, mut wanted) = (0, true);
            let (options, header) = (self.options, chosen.titles.number);
            self.book.rows(chosen.at, &sheet.name, &mut |line| {
                last = line.number;
                if line.number <= header {
                    return Ok(true);
                }
                let line = if options.keep_merged {
                    line
                } else {
                    fill.fill(line, &sheet.layout.merged)
                };
                let Some(line) = shown(line, &sheet.layout, options.hidden) else {
                    return Ok(true);
                };
                wanted = take.take(RawRow {
                    number: before + line.number,
                    fields: place
                        .as_ref()
                        .map_or_else(|| line.fields.clone(), |place| placed(&line.fields, place)),
                    formulas: line.formulas,
                })?;
                Ok(wanted)
            })?;
            if !wanted {
                return Ok(());
            }
            before += last;
        }
        Ok(())
    }
}
