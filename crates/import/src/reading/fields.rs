//! Fields as people write them: UAI, day, year, levels, yes or no.

use super::{headers::Row, job::Job};
use chrono::NaiveDate;
use domain::{LevelCode, SchoolYear, Uai, policy::Policy, territory::UaiError, unit::Levels};

/// The UAI of a row; none when it is wrong, which is then an error of the report.
pub fn uai(row: &Row<'_>, column: usize, job: &mut Job<'_>) -> Option<Uai> {
    uai_of(row.text(column), row.line, row.title(column), job)
}

/// The UAI so written, at a line and in a column; none when it is wrong, which is then an error of the report.
pub fn uai_of(text: &str, line: u64, title: &str, job: &mut Job<'_>) -> Option<Uai> {
    let title = Some(title);
    let (reason, advice) = match text.parse::<Uai>() {
        Ok(uai) => return Some(uai),
        Err(UaiError::LostZeros { repaired }) if job.request.repair => {
            let reason = format!("Ce UAI a perdu son zéro de tête : il est lu {repaired}.");
            job.findings
                .repaired(line, title, text, reason, "Vérifiez qu'il s'agit bien de lui.");
            return Some(repaired);
        }
        Err(UaiError::LostZeros { repaired }) => (
            format!("Ce UAI a perdu son zéro de tête : ce serait {repaired}."),
            "Importez à nouveau en demandant la réparation (--repair, ou la case du formulaire).".to_owned(),
        ),
        Err(UaiError::WrongLetter { expected }) => (
            "La lettre de ce UAI ne correspond pas à ses chiffres.".to_owned(),
            format!("Vérifiez-le : avec ces chiffres la lettre serait {expected}."),
        ),
        Err(UaiError::Malformed) if text.is_empty() => (
            "Le UAI manque.".to_owned(),
            "Un UAI a sept chiffres et une lettre.".to_owned(),
        ),
        Err(UaiError::Malformed) => (
            "Ce n'est pas un UAI.".to_owned(),
            "Un UAI a sept chiffres et une lettre, comme 0350122T.".to_owned(),
        ),
    };
    job.findings.error(line, title, text, reason, advice);
    None
}

/// A day written the French or the ISO way.
pub fn day(text: &str) -> Option<NaiveDate> {
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(day, format).ok())
        .filter(|day| (2000..2100).contains(&chrono::Datelike::year(day)))
}

/// The school year of a row: its own, else the request's.
pub fn year(row: &Row<'_>, column: usize, job: &mut Job<'_>) -> Option<SchoolYear> {
    let text = row.text(column);
    let year = if text.is_empty() {
        job.request.year
    } else {
        text.replace('/', "-").parse().ok()
    };
    if year.is_none() {
        let reason = if text.is_empty() {
            "L'année scolaire manque."
        } else {
            "Ce n'est pas une année scolaire."
        };
        let advice = "Écrivez-la comme 2020-2021, ou donnez-la pour tout le fichier.";
        row.error(column, reason, advice, &mut job.findings);
    }
    year
}

/// Levels: `CP`, `CP+CE1`, `GS/CP`, `CP-CE1`.
pub fn levels(text: &str, policy: &Policy) -> Option<Levels> {
    let parts: Option<Vec<LevelCode>> = text
        .split(['+', '/', '-', ',', '&'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| policy.level(part))
        .collect();
    Levels::new(parts?)
}

/// Yes or no; no when empty; none when it is neither.
pub fn yes(text: &str) -> Option<bool> {
    match domain::search::fold(text).as_str() {
        "" | "non" | "0" | "n" | "faux" => Some(false),
        "oui" | "1" | "o" | "x" | "vrai" => Some(true),
        _ => None,
    }
}
