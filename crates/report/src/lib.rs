//! A document of words and tables in, PDF and spreadsheet out: no store, no clock, no locale but French. The same document always gives the same bytes.

mod csv;
mod document;
mod pdf;
mod xlsx;

pub use csv::{csv, text as csv_text};
pub use document::{Block, Cell, Column, Document, Fault, Kind, Section, Sheet, Table};
pub use pdf::pdf;
pub use xlsx::{sheet as sheet_xlsx, xlsx};
