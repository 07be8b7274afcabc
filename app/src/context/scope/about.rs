//! The sentences that say what figures are of: filters, population, day, and when they were computed.

use super::Scope;
use crate::french;
use chrono::{DateTime, NaiveDate, Utc};
use domain::PriorityEducation;

/// What heads a page whose figures are computed from every event, once for a state of the data: what of, up to when, and when it was.
pub fn computed(scope: &Scope, until: NaiveDate, made_at: DateTime<Utc>) -> String {
    format!(
        "{}, année scolaire {}, au {}. Calculé le {} à partir de chaque mise à jour.",
        french::capital(&scope.policy.unit_many),
        scope.year,
        french::long_day(until),
        french::moment(made_at)
    )
}

/// What is said of every table of adoption: source, filters, population, day, what the words mean.
pub fn about(scope: &Scope, census: i64, day: NaiveDate) -> Vec<(&'static str, String)> {
    let census = french::count(census, "classe recensée", "classes recensées");
    vec![
        (
            "Source",
            "mises à jour de l'adoption, service de pilotage de Classe à 12".to_owned(),
        ),
        ("Filtres", filters(scope)),
        ("Population", census),
        ("Au", french::long_day(day)),
        ("Définitions", french::NOTED.to_owned()),
    ]
}

/// What is said after the source of a picture of a part of the classes; nothing of a picture of all of them.
pub fn narrowed(scope: &Scope) -> String {
    match (scope.level, scope.mark) {
        (None, None) => String::new(),
        _ => format!(" Filtres : {}.", filters(scope)),
    }
}

/// The filters in words.
fn filters(scope: &Scope) -> String {
    let level = scope.level.and_then(|level| {
        let known = scope.policy.levels.iter().find(|known| known.code == level)?;
        Some(known.name.clone())
    });
    format!(
        "année scolaire {} ; niveau : {} ; éducation prioritaire : {}",
        scope.year,
        level.unwrap_or_else(|| "tous".to_owned()),
        scope
            .mark
            .map_or("toutes", |mark: PriorityEducation| french::mark(mark))
    )
}
