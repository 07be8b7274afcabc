//! Report of an import, line by line, to the person who brought the file.

mod findings;
mod given_back;

pub use findings::{Finding, Findings};
pub use given_back::GivenBack;
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::time::Duration;
use store::import::ImportState;
use uuid::Uuid;

/// Columns that were not read, told by name.
const UNREAD_TOLD: usize = 12;

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
    /// Whether the file gave nothing to write, for the reason that a warning tells.
    #[serde(default)]
    pub nothing: bool,
    /// The file with what is wrong beside each line; kept beside the report.
    #[serde(skip)]
    pub given_back: Option<GivenBack>,
    /// The batch that it wrote, by which it is taken back; none where it wrote nothing.
    #[serde(default)]
    pub batch: Option<Uuid>,
    /// Time for which the writer's lock was held.
    #[serde(skip)]
    pub lock_held: Duration,
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
        if state == ImportState::Tried {
            summary.push("Essai : rien n'est écrit, mais tout ceci le serait.".to_owned());
        }
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
        let lines = french::count(i64::try_from(rows).unwrap_or(i64::MAX), "ligne", "lignes");
        summary.extend(shape.map(|shape| format!("Fichier lu : {lines}, {shape}.")));
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
            nothing: findings.nothing,
            given_back: None,
            batch: None,
            lock_held: Duration::ZERO,
        }
    }

    /// Of a file that the program could not read to its end: it panicked on a line, or after so many rows.
    pub fn broken(line: u64, rows: u64) -> Self {
        let mut findings = Findings::default();
        let reason =
            "Le service s'est arrêté sur cette ligne : c'est un défaut du service, pas de votre fichier.";
        let advice = "Importez le fichier sans elle, et transmettez l'adresse de cette page.";
        if line > 0 {
            findings.error(line, None, "", reason, advice);
        } else {
            let reason = format!(
                "Le service s'est arrêté après {rows} lignes lues : c'est un défaut du service, pas de votre fichier."
            );
            findings.error(0, None, "", reason, "Transmettez l'adresse de cette page.");
        }
        let summary = vec!["Rien n'est écrit.".to_owned()];
        Self::new(ImportState::Failed, summary, findings, rows, None)
    }

    /// The report as it is kept.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
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
                let of = if finding.of.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", finding.of)
                };
                let value = if finding.value.is_empty() {
                    String::new()
                } else {
                    format!(", « {} »", finding.value)
                };
                let place = match finding.line {
                    0 => "le fichier entier".to_owned(),
                    line => format!("ligne {line}"),
                };
                out.push_str(&format!(
                    "{word}, {place}{of}{column}{value} : {} {}\n",
                    finding.reason, finding.advice
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
