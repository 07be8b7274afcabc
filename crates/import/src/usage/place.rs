//! Where a line was measured: the nation, an académie by its name, its code or the domain of its addresses, a school, a unit.

use super::{columns, line::MeasureLine};
use crate::reading::{fields, headers::title, job::Job};
use domain::{
    TerritoryCode, TerritoryKind, Uai, UnitId,
    search::fold,
    territory::ACADEMIES,
    usage::{UsagePlace, academy_of_domain},
};

/// Where.
pub enum Where {
    /// There.
    Place(UsagePlace),
    /// In an académie, by one of the domains of its addresses.
    Domain(UsagePlace),
    /// Among people whose address says no académie.
    Stranger,
}

/// Where a line was measured; what is wrong is told.
pub fn of(line: &MeasureLine, job: &mut Job<'_>) -> Option<Where> {
    if !line.unit.is_empty() {
        let id = line.unit.parse().ok().filter(|id| *id > 0);
        if id.is_none() {
            let advice = "Repartez d'un fichier téléchargé depuis la liste des classes.";
            wrong(
                line,
                columns::UNIT,
                &line.unit,
                "Ce n'est pas le numéro d'une classe.",
                advice,
                job,
            );
        }
        return id.map(|id| Where::Place(UsagePlace::Unit(UnitId(id))));
    }
    if !line.uai.is_empty() {
        return school(line, &line.uai, job).map(|uai| Where::Place(UsagePlace::School(uai)));
    }
    match line.label.as_str() {
        "" if line.placed => {
            let why = "Rien ne dit de quoi est cette mesure : ni territoire, ni UAI, ni classe.";
            let advice = "Complétez la ligne, ou écrivez FR si elle est celle de la France.";
            wrong(line, columns::LABEL, "", why, advice, job);
            None
        }
        "" => Some(Where::Place(UsagePlace::Territory(TerritoryCode::nation()))),
        label => labelled(line, label, job),
    }
}

fn labelled(line: &MeasureLine, label: &str, job: &mut Job<'_>) -> Option<Where> {
    if let Some(academy) = academy_of_domain(label) {
        return Some(Where::Domain(UsagePlace::Territory(academy)));
    }
    let named = |code| Some(Where::Place(UsagePlace::Territory(code)));
    let folded = fold(label);
    let folded = folded.strip_prefix("academie de ").unwrap_or(&folded);
    if matches!(folded, "france" | "national" | "total") {
        return named(TerritoryCode::nation());
    }
    if let Some(academy) = ACADEMIES.iter().find(|academy| fold(academy.name) == folded) {
        return TerritoryCode::academy(academy.code).and_then(named);
    }
    match TerritoryCode::parse(label) {
        Some(code) if matches!(code.kind(), TerritoryKind::Nation | TerritoryKind::Academy) => named(code),
        Some(_) => {
            let why = "Les usages ne sont pas mesurés à ce niveau : nation, académie, école ou classe.";
            let advice = "Gardez les lignes de la nation et des académies.";
            wrong(line, columns::LABEL, label, why, advice, job);
            None
        }
        None if label.len() == 8 && label.bytes().take(7).all(|byte| byte.is_ascii_digit()) => {
            school(line, label, job).map(|uai| Where::Place(UsagePlace::School(uai)))
        }
        None => Some(Where::Stranger),
    }
}

fn school(line: &MeasureLine, text: &str, job: &mut Job<'_>) -> Option<Uai> {
    fields::uai_of(text, line.line, title(columns::WANTED, columns::UAI), job)
}

fn wrong(line: &MeasureLine, column: usize, value: &str, reason: &str, advice: &str, job: &mut Job<'_>) {
    let title = Some(title(columns::WANTED, column));
    job.findings.error(line.line, title, value, reason, advice);
}
