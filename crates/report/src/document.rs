//! A document before anybody chooses how it looks: sections, tables, cells. Depends on no format.

use chrono::{DateTime, NaiveDate, Utc};

/// What is said, before anybody chooses how it looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its name, at the top and in the reader's window. Never empty.
    pub title: String,
    /// What it covers, under the title; nothing is shown when it is empty.
    pub subtitle: String,
    /// The language of its words: `fr`.
    pub language: &'static str,
    /// The day it tells of. It is also its creation date, so that the same data gives the same bytes.
    pub day: NaiveDate,
    /// Its parts.
    pub sections: Vec<Section>,
    /// What stands at the bottom of each page, beside « page 1 sur 3 ».
    pub footer: String,
}

/// A part of a document under its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Also a bookmark. Never empty.
    pub heading: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph; a line feed begins another.
    Words(String),
    /// Labels, each with its value.
    Facts(Vec<(String, Cell)>),
    /// Rows under columns.
    Table(Table),
}

/// Rows under columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// At least one.
    pub columns: Vec<Column>,
    /// Each has a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// A last row that sums the others.
    pub total: Option<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands at its top.
    pub title: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Its width, relative to the others'. A column of figures is never too narrow for them.
    pub share: u16,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Amounts in euros.
    Money,
    /// Days.
    Day,
    /// Times.
    Moment,
    /// Counts.
    Number,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// An amount, in cents of a euro.
    Cents(i64),
    /// A day.
    Day(NaiveDate),
    /// A time, to the second.
    Moment(DateTime<Utc>),
    /// A count.
    Number(i64),
}

/// A table that is taken elsewhere: as CSV by [`crate::csv()`], as a workbook by [`crate::sheet_xlsx`], the same cell by cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its columns are titled as a program reads them: `semaine_du`. It has no total, which would be one more row to whoever sums.
    pub table: Table,
    /// Where it comes from, the filters, the population: labels with what they say. In the workbook alone.
    pub about: Vec<(&'static str, String)>,
    /// The day it tells of.
    pub day: NaiveDate,
}

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The program was built without the front's fonts.
    #[error("no font to print with: the front was not built")]
    NoFont,
    /// A row has not one cell for each column.
    #[error("table « {caption} »: {cells} cells under {columns} columns")]
    Ragged {
        /// The table.
        caption: String,
        /// How many cells the row has.
        cells: usize,
        /// How many it should have.
        columns: usize,
    },
    /// The PDF would not be one that everybody can read, or that can be archived.
    #[error("PDF: {0}")]
    Pdf(String),
    /// A spreadsheet shows fifteen digits: a longer figure would be another one.
    #[error("spreadsheet: {0} has more than fifteen digits")]
    TooLong(i64),
    /// The spreadsheet was refused.
    #[error("spreadsheet: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
}

impl Document {
    /// Its tables.
    pub(crate) fn tables(&self) -> impl Iterator<Item = &Table> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Words(_) | Block::Facts(_) => None,
        })
    }

    /// Refuses a table with a row that is not as long as its columns.
    pub(crate) fn check(&self) -> Result<(), Fault> {
        self.tables().try_for_each(Table::check)
    }
}

impl Table {
    /// A table to be taken elsewhere, still without rows: what it shows, its columns with what they hold.
    pub fn of(caption: impl Into<String>, columns: &[(&str, Kind)]) -> Self {
        let column = |(title, kind): &(&str, Kind)| Column {
            title: (*title).to_owned(),
            kind: *kind,
            share: 1,
        };
        Self {
            caption: caption.into(),
            columns: columns.iter().map(column).collect(),
            rows: Vec::new(),
            total: None,
        }
    }

    /// Refuses a row that is not as long as the columns.
    pub(crate) fn check(&self) -> Result<(), Fault> {
        let columns = self.columns.len();
        let odd = |row: &&Vec<Cell>| row.len() != columns || columns == 0;
        match self.rows.iter().chain(&self.total).find(odd) {
            None => Ok(()),
            Some(row) => Err(Fault::Ragged {
                caption: self.caption.clone(),
                cells: row.len(),
                columns,
            }),
        }
    }
}

impl Kind {
    /// Whether its cells are aligned on the right, digit under digit.
    pub(crate) fn is_figure(self) -> bool {
        matches!(self, Self::Money | Self::Number)
    }
}

impl Cell {
    /// Words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// What there may be, else nothing.
    pub fn or_empty<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }

    /// As it is read.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Cents(cents) => french::full_euros(*cents),
            Self::Day(day) => french::short_day(*day),
            Self::Moment(at) => french::moment(*at),
            Self::Number(value) => french::number(*value),
        }
    }

    /// Whether it counts something.
    pub(crate) fn is_figure(&self) -> bool {
        matches!(self, Self::Cents(_) | Self::Number(_))
    }
}
