//! A row read by the columns of its header.

use super::{Columns, title};
use crate::reading::report::Findings;
use csv::StringRecord;

/// A row read by its columns.
pub struct Row<'r> {
    /// Its line in the file.
    pub line: u64,
    pub(super) columns: &'r Columns,
    pub(super) fields: &'r StringRecord,
}

impl<'r> Row<'r> {
    /// The value of a column, trimmed; empty when the file has no such column.
    pub fn text(&self, column: usize) -> &'r str {
        let at = self.columns.at.get(column).copied().flatten();
        at.and_then(|at| self.fields.get(at)).unwrap_or_default().trim()
    }

    /// Whether the file has a column.
    pub fn has(&self, column: usize) -> bool {
        self.columns.has(column)
    }

    /// The name of a column in reports.
    pub fn title(&self, column: usize) -> &'static str {
        title(self.columns.wanted, column)
    }

    /// What names the row to whoever wrote it: « 0350122T, CP A »; empty where nothing does.
    pub fn name(&self) -> String {
        let named = self.columns.wanted.iter().enumerate();
        let cells = named.filter(|(_, wanted)| wanted.names_row);
        let cells = cells.map(|(column, _)| self.text(column));
        let cells: Vec<_> = cells.filter(|text| !text.is_empty()).collect();
        cells.join(", ")
    }

    /// Tells that a value is wrong.
    pub fn error(
        &self,
        column: usize,
        reason: impl Into<String>,
        advice: impl Into<String>,
        findings: &mut Findings,
    ) {
        let title = Some(self.title(column));
        findings.error(self.line, title, self.text(column), reason, advice);
    }

    /// Tells a value to look at, though the row is taken or left out.
    pub fn warning(
        &self,
        column: usize,
        reason: impl Into<String>,
        advice: impl Into<String>,
        findings: &mut Findings,
    ) {
        let title = Some(self.title(column));
        findings.warning(self.line, title, self.text(column), reason, advice);
    }
}
