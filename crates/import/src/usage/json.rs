//! What Matomo and PeerTube answer in JSON, as lines of a table.
//!
//! Matomo, several weeks: `{"2021-03-08,2021-03-14": {"nb_visits": 12, …}, "2021-03-15,2021-03-21": []}`; with a breakdown each week is a list of
//! objects with a `label`. PeerTube: `{"totalLocalVideos": 250, …}`, which says no day: its `date`, else the day it is brought.

use super::{columns, line::MeasureLine};
use crate::reading::{fields, unreadable::Unreadable};
use domain::search::fold;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The largest text.
pub const BYTES_MAX: usize = 64 << 20;

/// Whether a file is JSON rather than a table: its first letter.
pub fn looks_like(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    matches!(first, Some(b'{' | b'['))
}

/// The lines of a text, and the names of what it holds, folded. `today` stands where PeerTube says no day.
///
/// # Errors
/// [`Unreadable`]: not JSON, an answer that is an error, or neither of the two.
pub fn lines(text: &str, today: &str) -> Result<(Vec<MeasureLine>, BTreeSet<String>), Unreadable> {
    let read: Value = serde_json::from_str(text).map_err(|error| not_json(text, &error))?;
    let mut found = Found::default();
    match &read {
        Value::Object(object) if is_error(object) => return Err(refused(object)),
        Value::Object(object) if is_peertube(object) => found.peertube(object, today),
        Value::Object(object) => {
            for (period, of_week) in object {
                found.week(period, of_week)?;
            }
        }
        Value::Array(list) => {
            for item in list {
                match item {
                    Value::Object(object) if is_peertube(object) => found.peertube(object, today),
                    Value::Object(object) => found.row(None, object),
                    _ => return Err(neither()),
                }
            }
        }
        _ => return Err(neither()),
    }
    if found.lines.is_empty() && found.weeks == 0 {
        return Err(neither());
    }
    Ok((found.lines, found.names))
}

/// What stands where an answer should: a page, a warning of PHP before it, an answer that is cut.
fn not_json(text: &str, error: &serde_json::Error) -> Unreadable {
    let start = text.trim_start().to_lowercase();
    let warns = ["warning", "notice", "deprecated", "fatal error"];
    let head: String = start.chars().take(400).collect();
    let line = u64::try_from(error.line()).unwrap_or(0);
    if !start.starts_with(['{', '[']) && warns.iter().any(|word| head.contains(word)) {
        return Unreadable::new(
            1,
            "La réponse commence par un avertissement de PHP, avant son JSON.",
            "Faites corriger Matomo, ou coupez l'affichage de ces avertissements (display_errors).",
        );
    }
    if start.starts_with('<') {
        return Unreadable::new(
            0,
            "La réponse est une page web (HTML), pas du JSON.",
            "Vérifiez l'adresse et le jeton : une page de connexion répond peut-être à sa place.",
        );
    }
    if error.is_eof() {
        return Unreadable::new(
            line,
            "Ce fichier JSON ne se lit pas jusqu'au bout : il est coupé.",
            "Téléchargez-le à nouveau.",
        );
    }
    Unreadable::new(
        line,
        format!("Ce fichier JSON ne se lit pas jusqu'au bout ({error})."),
        "Téléchargez-le à nouveau.",
    )
}

#[derive(Default)]
struct Found {
    lines: Vec<MeasureLine>,
    names: BTreeSet<String>,
    /// Weeks, also those of which nothing was measured.
    weeks: usize,
}

impl Found {
    fn week(&mut self, period: &str, of_week: &Value) -> Result<(), Unreadable> {
        self.weeks += 1;
        // A week is told by its first and its last day: a day alone is a day's figure, be it a Monday's.
        if fields::day(period).is_some() {
            return Err(Unreadable::new(
                0,
                format!("Cette réponse est par jour (« {period} »), pas par semaine."),
                "Exportez avec des semaines (period=week) : des jours ne s'additionnent pas sans compter deux fois les mêmes visiteurs.",
            ));
        }
        match of_week {
            // Matomo writes a week without a visit as an empty list.
            Value::Array(rows) if rows.is_empty() => {}
            Value::Array(rows) => {
                for row in rows {
                    let Value::Object(row) = row else {
                        return Err(neither());
                    };
                    self.row(Some(period), row);
                }
            }
            Value::Object(row) => self.row(Some(period), row),
            // A report with a single measure is a number a week, and does not say which.
            _ => return Err(neither()),
        }
        Ok(())
    }

    fn row(&mut self, period: Option<&str>, row: &Map<String, Value>) {
        let named = |column| place(row, column);
        let period = period.map(str::to_owned).or_else(|| named(columns::PERIOD));
        let places = [columns::LABEL, columns::UAI, columns::UNIT].map(named);
        self.push(period.unwrap_or_default(), places, row);
    }

    fn peertube(&mut self, row: &Map<String, Value>, today: &str) {
        let own = row.get("date").map(plain).filter(|text| !text.is_empty());
        self.push(own.unwrap_or_else(|| today.to_owned()), [None, None, None], row);
    }

    fn push(&mut self, period: String, places: [Option<String>; 3], row: &Map<String, Value>) {
        let placed = places.iter().any(Option::is_some);
        let [label, uai, unit] = places.map(Option::unwrap_or_default);
        let mut values = Vec::new();
        for (name, value) in row {
            let folded = fold(name);
            if let Some((column, measure)) = columns::measure(&folded) {
                values.push((column, measure, plain(value)));
            }
            self.names.insert(folded);
        }
        self.lines.push(MeasureLine {
            line: 0,
            placed,
            daily: false,
            period,
            label,
            uai,
            unit,
            values,
        });
    }
}

/// What a row says in a column of words, whatever the column is called; none when it has no such column.
fn place(row: &Map<String, Value>, column: usize) -> Option<String> {
    let spellings = columns::WANTED.get(column)?.spellings;
    let named = row
        .iter()
        .find(|(name, _)| spellings.contains(&fold(name).as_str()));
    named.map(|(_, value)| plain(value))
}

/// A value as it is written, without quotes; empty for nothing.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn is_peertube(object: &Map<String, Value>) -> bool {
    object.keys().any(|name| name.starts_with("totalLocal"))
}

fn is_error(object: &Map<String, Value>) -> bool {
    object.get("result").and_then(Value::as_str) == Some("error")
}

fn refused(object: &Map<String, Value>) -> Unreadable {
    let why: String = object
        .get("message")
        .map(plain)
        .unwrap_or_default()
        .chars()
        .take(200)
        .collect();
    Unreadable::new(
        0,
        format!("Matomo a répondu par une erreur : {why}"),
        "Vérifiez l'adresse, le site et le jeton.",
    )
}

fn neither() -> Unreadable {
    Unreadable::new(
        0,
        "Ce fichier JSON n'est ni un relevé hebdomadaire de Matomo (VisitsSummary, Actions) ni une statistique de PeerTube.",
        "Exportez depuis Matomo avec period=week et plusieurs semaines, ou prenez /api/v1/server/stats de PeerTube.",
    )
}
