//! Errors: why a document or a table could not be made.

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
