//! A document of words and tables in, PDF and spreadsheet out: no store, no clock, no locale but French. The same document always gives the same bytes.

mod columns;
mod csv;
mod document;
mod fault;
mod pdf;
mod table;
mod xlsx;

pub use columns::Columns;
pub use csv::{csv, text as csv_text};
pub use document::{Block, Document, Section, Sheet};
pub use fault::Fault;
pub use pdf::pdf;
pub use table::{Cell, Column, Kind, Place, Table, per_mille};
pub use xlsx::{sheet as sheet_xlsx, xlsx};
