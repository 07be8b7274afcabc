//! Why a stage is suggested, in words.

use crate::french::{count, number, short_day};
use domain::{
    AdoptionStage,
    calendar::{Calendar, Zone, paris_day},
    usage::{LAPSED_AFTER, Suggestion, WINDOW},
};
use store::usage::{SeenAs, SeenUnit};

/// Why a stage is suggested: the weeks that decide, and whose uses they are.
pub fn reason(calendar: &Calendar, seen: &SeenUnit, found: &Suggestion) -> String {
    let zone = Zone::of_lineage(&[seen.unit.unit.academy]);
    let is_school = |week: domain::Week| calendar.is_school_week(week, zone);
    let (many, told) = match (found.stage, found.used) {
        (AdoptionStage::Lapsed, _) => (
            LAPSED_AFTER,
            format!("{LAPSED_AFTER} semaines de classe sans usage"),
        ),
        (_, 0) => (WINDOW, "un usage pendant les vacances".to_owned()),
        (_, used) => {
            let used = i64::try_from(used).unwrap_or(0);
            let weeks = count(
                used,
                "semaine de classe avec usage",
                "semaines de classe avec usage",
            );
            (WINDOW, format!("{weeks} sur {WINDOW}"))
        }
    };
    // From the first of the school weeks that count, holidays between them too.
    let mut school = seen.weeks.iter().rev().filter(|(week, _)| is_school(*week));
    let first = school.nth(many - 1).or(seen.weeks.first()).map(|(week, _)| *week);
    let weeks: Vec<String> = seen
        .weeks
        .iter()
        .filter(|(week, _)| first.is_some_and(|first| *week >= first))
        .map(|(week, uses)| {
            let uses = uses.map_or_else(|| "–".to_owned(), number);
            if is_school(*week) {
                uses
            } else {
                format!("{uses} (vacances)")
            }
        })
        .collect();
    let whose = match seen.why {
        SeenAs::Own => "usages de la classe".to_owned(),
        SeenAs::Alone => "usages de l'école, dont c'est la seule classe recensée".to_owned(),
        SeenAs::Linked(link) => format!(
            "usages de l'école, attribués le {}",
            short_day(paris_day(link.recorded_at))
        ),
    };
    format!("{told} ({whose}). Semaine par semaine : {}.", weeks.join(", "))
}
