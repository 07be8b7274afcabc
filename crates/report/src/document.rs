//! A document before anybody chooses how it looks: sections, tables, cells. Depends on no format.

pub mod columns;
pub mod fault;
pub mod table;

use chrono::NaiveDate;
use fault::Fault;
use table::{Cell, Table};

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

/// A table that is taken elsewhere: as CSV by [`crate::csv()`], as a workbook by [`crate::sheet_xlsx`], the same cell by cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its rows. It has no total, which would be one more row to whoever sums.
    pub table: Table,
    /// Where it comes from, the filters, the population: labels with what they say. In the workbook alone.
    pub about: Vec<(&'static str, String)>,
    /// The day it tells of.
    pub day: NaiveDate,
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
