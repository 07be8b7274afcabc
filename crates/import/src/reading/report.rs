//! Report of an import, line by line, to the person who brought the file.

use super::unreadable::Unreadable;
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use store::import::ImportState;

/// The most findings told one by one.
pub const TOLD_MAX: usize = 1_000;
const VALUE_MAX: usize = 80;
/// Columns that were not read, told by name.
const UNREAD_TOLD: usize = 12;

/// A line to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its line in the file; 0 when it is the file as a whole.
    pub line: u64,
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
    errors: Vec<Finding>,
    pub errors_total: u64,
    warnings: Vec<Finding>,
    warnings_total: u64,
    repairs: u64,
    /// The columns that were not understood, or that nothing needs.
    pub unread: Vec<String>,
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
            column: column.map(str::to_owned),
            value,
            reason,
            advice,
        });
    }
}

fn unread(columns: &[String]) -> Option<String> {
    let told = columns.get(..UNREAD_TOLD).unwrap_or(columns);
    let more = match columns.len() - told.len() {
        0 => String::new(),
        1 => " et 1 autre".to_owned(),
        more => format!(" et {more} autres"),
    };
    let names = told.join(", ");
    match columns.len() {
        0 => None,
        1 => Some(format!("Colonne non lue : {names}.")),
        _ => Some(format!("Colonnes non lues : {names}{more}.")),
    }
}

/// The report of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    state: String,
    /// What was done, in sentences.
    pub summary: Vec<String>,
    /// What is wrong, by line.
    pub errors: Vec<Finding>,
    /// How many are wrong in all.
    pub errors_total: u64,
    /// What to know, by line.
    pub warnings: Vec<Finding>,
    /// How many in all.
    pub warnings_total: u64,
    /// Rows read.
    pub rows: u64,
}

impl Report {
    pub(crate) fn refused(findings: Findings, rows: u64, shape: Option<String>) -> Self {
        let errors = match findings.errors_total {
            1 => "1 erreur : rien n'est écrit.".to_owned(),
            many => format!("{many} erreurs : rien n'est écrit."),
        };
        Self::new(ImportState::Refused, vec![errors], findings, rows, shape)
    }

    /// Of what could not even be asked for: why, and what to do.
    pub fn failed(reason: impl Into<String>, advice: impl Into<String>) -> Self {
        let mut findings = Findings::default();
        findings.error(0, None, "", reason, advice);
        let summary = vec!["Rien n'est écrit.".to_owned()];
        Self::new(ImportState::Failed, summary, findings, 0, None)
    }

    pub(crate) fn applied(
        state: ImportState,
        mut summary: Vec<String>,
        findings: Findings,
        rows: u64,
        shape: String,
    ) -> Self {
        match findings.repairs {
            0 => {}
            1 => summary.push("1 UAI réparé : son zéro de tête est remis.".to_owned()),
            many => summary.push(format!("{many} UAI réparés : leur zéro de tête est remis.")),
        }
        Self::new(state, summary, findings, rows, Some(shape))
    }

    fn new(
        state: ImportState,
        mut summary: Vec<String>,
        findings: Findings,
        rows: u64,
        shape: Option<String>,
    ) -> Self {
        summary.extend(shape.map(|shape| format!("Fichier lu : {rows} lignes, {shape}.")));
        summary.extend(unread(&findings.unread));
        let (mut errors, mut warnings) = (findings.errors, findings.warnings);
        errors.sort_by_key(|finding| finding.line);
        warnings.sort_by_key(|finding| finding.line);
        Self {
            state: state.code().to_owned(),
            summary,
            errors,
            errors_total: findings.errors_total,
            warnings,
            warnings_total: findings.warnings_total,
            rows,
        }
    }

    /// How the import ended.
    pub fn import_state(&self) -> ImportState {
        ImportState::from_code(&self.state).unwrap_or(ImportState::Failed)
    }

    /// The report for a terminal.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        let lists = [
            ("erreur", &self.errors, self.errors_total),
            ("à savoir", &self.warnings, self.warnings_total),
        ];
        for (word, list, total) in lists {
            for finding in list {
                let column = finding
                    .column
                    .as_ref()
                    .map(|column| format!(", colonne « {column} »"))
                    .unwrap_or_default();
                let value = if finding.value.is_empty() {
                    String::new()
                } else {
                    format!(", « {} »", finding.value)
                };
                out.push_str(&format!(
                    "{word}, ligne {}{column}{value} : {} {}\n",
                    finding.line, finding.reason, finding.advice
                ));
            }
            if total > list.len() as u64 {
                out.push_str(&format!("… et {} de plus.\n", total - list.len() as u64));
            }
        }
        for line in &self.summary {
            if writeln!(out, "{line}").is_err() {
                break;
            }
        }
        out
    }
}
