//! Files as people have them: opened, decoded, read row by row or as a sheet, with what is told of them.

pub mod again;
mod clean;
pub mod fields;
pub mod format;
pub mod headers;
pub mod job;
pub mod progress;
mod raw_row;
pub mod report;
pub mod sheet;
pub mod source;
pub mod spellings;
mod text;
pub mod titles;
pub mod total;
pub mod unreadable;
pub mod verdict;
mod wanted;
pub mod workbook;
