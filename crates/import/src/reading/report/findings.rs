//! Findings: what is wrong with a file, by line and column.

use crate::reading::unreadable::Unreadable;
use serde::{Deserialize, Serialize};

/// The most findings told one by one.
const TOLD_MAX: usize = 1_000;
const VALUE_MAX: usize = 80;

/// A line to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its line in the file; 0 when it is the file as a whole.
    pub line: u64,
    /// What the line is of, as the file names it: « 0350122T, CP A »; empty where nothing does.
    #[serde(default)]
    pub of: String,
    /// Its column.
    pub column: Option<String>,
    /// What stands there, cut at 80 characters.
    pub value: String,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub advice: String,
}

/// What was found so far. The totals are exact; the first thousand of each are told.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    pub(super) errors: Vec<Finding>,
    pub errors_total: u64,
    pub(super) warnings: Vec<Finding>,
    pub(super) warnings_total: u64,
    pub(super) repairs: u64,
    /// The columns that were not understood, or that nothing needs.
    pub unread: Vec<String>,
    /// Whether the file gives nothing to write.
    pub(super) nothing: bool,
}

impl Findings {
    /// A line that is wrong: nothing will be written.
    pub fn error(
        &mut self,
        line: u64,
        column: Option<&str>,
        value: &str,
        reason: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.errors_total += 1;
        tell(
            &mut self.errors,
            line,
            column,
            value,
            reason.into(),
            advice.into(),
        );
    }

    /// A line to know of: it is written, or left out, all the same.
    pub fn warning(
        &mut self,
        line: u64,
        column: Option<&str>,
        value: &str,
        reason: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.warnings_total += 1;
        tell(
            &mut self.warnings,
            line,
            column,
            value,
            reason.into(),
            advice.into(),
        );
    }

    /// A file that gives nothing to write: why, and what to do. It is no success.
    pub fn nothing(&mut self, why: impl Into<String>, advice: impl Into<String>) {
        self.nothing = true;
        self.warning(0, None, "", why, advice);
    }

    /// A value that was repaired, as was asked: it is told like a warning.
    pub fn repaired(&mut self, line: u64, column: Option<&str>, value: &str, reason: String, advice: &str) {
        self.repairs += 1;
        self.warning(line, column, value, reason, advice);
    }

    /// A file that can't be read further.
    pub fn unreadable(&mut self, unreadable: &Unreadable) {
        self.error(
            unreadable.line,
            None,
            "",
            unreadable.why.clone(),
            unreadable.advice,
        );
    }

    /// Errors that are counted, not told.
    pub fn more_errors(&mut self, more: u64) {
        self.errors_total += more;
    }
}

fn tell(
    list: &mut Vec<Finding>,
    line: u64,
    column: Option<&str>,
    value: &str,
    reason: String,
    advice: String,
) {
    if list.len() < TOLD_MAX {
        let value = value.chars().take(VALUE_MAX).collect();
        list.push(Finding {
            line,
            of: String::new(),
            column: column.map(str::to_owned),
            value,
            reason,
            advice,
        });
    }
}
