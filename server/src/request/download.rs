//! Files that one puts aside (attachments): tables as CSV and XLSX, charts as SVG, reports.

use crate::state::cache::Keep;
use app::failure::PageError;
use axum::{
    http::{HeaderValue, Uri, header},
    response::{IntoResponse, Response},
};
use report::Sheet;
use store::Fault;

const CSV: &str = "text/csv; charset=utf-8";
/// The media type of a chart.
pub const SVG: &str = "image/svg+xml; charset=utf-8";
/// The media type of a workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a path's end asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A page.
    Html,
    /// A table, for whatever reads text.
    Csv,
    /// A table, for a spreadsheet.
    Xlsx,
    /// A chart.
    Svg,
    /// A report to be signed.
    Pdf,
}

impl Format {
    /// The format that an address ends with.
    pub fn of(uri: &Uri) -> Self {
        match uri.path().rsplit_once('.') {
            Some((_, "csv")) => Self::Csv,
            Some((_, "xlsx")) => Self::Xlsx,
            Some((_, "svg")) => Self::Svg,
            Some((_, "pdf")) => Self::Pdf,
            _ => Self::Html,
        }
    }
}

/// Writes a file's bytes.
pub type Write<T> = fn(&T) -> Result<Vec<u8>, report::Fault>;

/// A table as a file, in the format asked for.
///
/// # Errors
/// [`PageError::Broken`]: it could not be written.
pub async fn table(format: Format, stem: &str, sheet: Sheet) -> Result<Response, PageError> {
    let (kind, ending, write): (_, _, Write<Sheet>) = match format {
        Format::Xlsx => (XLSX, "xlsx", report::sheet_xlsx),
        _ => (CSV, "csv", |sheet| Ok(report::csv(sheet).into_bytes())),
    };
    let bytes = write_aside(sheet, write).await?;
    Ok(attachment(&format!("{stem}.{ending}"), kind, bytes))
}

/// Writes a file on a thread of its own: thousands of rows take the processor for a while.
///
/// # Errors
/// [`PageError::Broken`]: it could not be written.
pub async fn write_aside<T: Send + 'static>(of: T, write: Write<T>) -> Result<Vec<u8>, PageError> {
    match tokio::task::spawn_blocking(move || write(&of)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(fault)) => {
            tracing::error!(%fault, "a file could not be made");
            Err(PageError::Broken(Fault::Cut))
        }
        Err(_) => Err(PageError::Broken(Fault::Cut)),
    }
}

/// Marks a response for the page cache: it is the same for all who have the same rights.
pub fn kept(mut response: Response) -> Response {
    response.extensions_mut().insert(Keep);
    response
}

/// A file to be put aside.
pub fn attachment(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
