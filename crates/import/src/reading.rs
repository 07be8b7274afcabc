//! Files as people have them: opened, decoded, read row by row or as a sheet, with what is told of them.

pub mod fields;
pub mod format;
mod guard;
pub mod headers;
pub mod job;
mod looks;
pub mod progress;
pub mod report;
pub mod sheet;
pub mod source;
pub mod unreadable;
