//! Rendering: a document or a table in each of its formats.

pub mod csv;
pub mod pdf;
pub mod xlsx;
