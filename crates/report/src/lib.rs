//! A document of words and tables in, PDF and spreadsheet out: no store, no clock, no locale but French. The same document always gives the same bytes.

mod document;
mod render;

pub use document::columns::Columns;
pub use document::fault::Fault;
pub use document::table::{Cell, Column, Kind, Place, Table, per_mille};
pub use document::{Block, Document, Section, Sheet};
pub use render::csv::{csv, text as csv_text};
pub use render::pdf::pdf;
pub use render::xlsx::{sheet as sheet_xlsx, xlsx};
