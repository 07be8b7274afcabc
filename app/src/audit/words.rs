//! The words of the trail: what each line is about, from the codes and the values that it keeps.

use crate::{
    french::{self, funding},
    import,
};
use chrono::NaiveDate;
use domain::{
    AccountId, Actor, AuditAction, Role, SchoolYear, Uai, UnitId,
    adoption::BatchKind,
    calendar::{Break, BreakKind, Zone},
    funding::{DutyKind, EntryKind, EntryNumber, FundingRefused, Hash},
    objective::Measure,
};
use std::collections::BTreeMap;
use store::{
    audit::AuditEntry,
    import::{ImportKind, ImportState},
};
use uuid::Uuid;

/// The words for a line whose detail this version can't read.
const OLDER: &str = "détail d'une version précédente";

/// The title of a line. An action that an older or a newer program kept is no fault.
pub(super) fn title(entry: &AuditEntry) -> &'static str {
    AuditAction::from_code(&entry.action).map_or("Action d'une autre version", french::action)
}

/// The object of a line in words: people by their names, values by their words. Ids are the file's alone.
pub(super) fn object(entry: &AuditEntry, names: &BTreeMap<AccountId, String>) -> String {
    use AuditAction as A;
    let object = entry.object.as_str();
    let Some(action) = AuditAction::from_code(&entry.action) else {
        return entry.action.clone();
    };
    let told = match action {
        // A method and its path are one object.
        A::AccessRefused => Some(object.to_owned()),
        _ if object.is_empty() => Some(String::new()),
        A::LedgerEntered | A::LedgerImported if entry.refused => {
            FundingRefused::from_text(object).as_ref().map(funding::refusal)
        }
        A::LedgerEntered | A::LedgerImported => joined(object, ledger),
        A::DutyOpened | A::DutyTold | A::DutyAdjusted | A::DutySuspended | A::DutyLifted | A::DutyClosed => {
            joined(object, |part| {
                DutyKind::from_code(part).map(|kind| funding::duty(kind).to_lowercase())
            })
        }
        A::FundingDaySet => funding_day(object),
        A::ObjectiveSet => objective(object),
        A::UsageLinked => usage_link(object),
        A::CalendarBreakAdded | A::CalendarBreakTakenBack => breaks(object),
        A::RetentionSet => retention(object),
        A::RetentionApplied => counted(object, "donnée effacée", "données effacées"),
        A::ImportInterrupted => counted(object, "import", "imports"),
        A::OtherSessionsClosed => counted(object, "session", "sessions"),
        A::DemoLoaded => demonstration(object),
        A::BatchUndone => joined(object, |part| {
            BatchKind::from_code(part).map(|kind| french::batch_kind(kind).to_lowercase())
        }),
        A::AdoptionRecorded
        | A::AdoptionAnnulled
        | A::ClassCorrected
        | A::ClassAdded
        | A::ClassClosed
        | A::ClassReopened
        | A::ClassMoved => joined(object, |part| Some(class(part))),
        A::ForecastKept
        | A::ImportOpened
        | A::ImportApplied
        | A::ImportClosed
        | A::AccountInvited
        | A::AccountMade
        | A::RoleGiven
        | A::RoleTaken
        | A::AccountChanged
        | A::AccountClosed
        | A::AccountReopened
        | A::AccountErased
        | A::AccountBound
        | A::LinkMade
        | A::SessionOpened
        | A::SessionClosed
        | A::TokenMade
        | A::TokenRevoked => joined(object, |part| Some(word(part, names))),
    };
    told.unwrap_or_else(|| OLDER.to_owned())
}

/// The parts of an object but its ids and hashes, each in words; none when one of them has none.
fn joined(object: &str, word: impl Fn(&str) -> Option<String>) -> Option<String> {
    let parts = object
        .split(' ')
        .filter(|part| Uuid::parse_str(part).is_err() && Hash::read(part).is_none());
    Some(parts.map(word).collect::<Option<Vec<_>>>()?.join(" · "))
}

/// A part of what is said of people and files.
fn word(part: &str, names: &BTreeMap<AccountId, String>) -> String {
    let person = Actor::from_code(part).and_then(Actor::account);
    if let Some(name) = person.and_then(|id| names.get(&id)) {
        return name.clone();
    }
    if let Some(role) = Role::from_code(part) {
        return french::role(role).to_lowercase();
    }
    if let Ok(day) = part.parse::<NaiveDate>() {
        return format!("dès le {}", french::short_day(day));
    }
    if let Some(kind) = ImportKind::from_code(part) {
        return import::kind(kind).to_lowercase();
    }
    if let Some(state) = ImportState::from_code(part) {
        return import::state(state).to_lowercase();
    }
    match part {
        "sign-in" => "connexion".to_owned(),
        "link" => "lien".to_owned(),
        "role" => "rôle de la démonstration".to_owned(),
        "proconnect" => "ProConnect".to_owned(),
        "uninvited" => "sans invitation".to_owned(),
        "unknown" => "adresse inconnue".to_owned(),
        _ => part.to_owned(),
    }
}

/// A unit, with its event where it has one: `12/3`.
fn unit(part: &str) -> String {
    let number = |text: &str| text.parse::<i64>().is_ok();
    match part.split_once('/') {
        Some((unit, event)) if number(unit) => format!("classe n° {unit}, mise à jour {event}"),
        None if number(part) => format!("classe n° {part}"),
        _ => part.to_owned(),
    }
}

/// A unit, or the school of one.
fn class(part: &str) -> String {
    match part.parse::<Uai>() {
        Ok(school) => format!("école {school}"),
        Err(_) => unit(part),
    }
}

/// A part of what was entered: `entry-5`, `entry-5..9`, `commitment`.
fn ledger(part: &str) -> Option<String> {
    let Some(entries) = part.strip_prefix("entry-") else {
        return EntryKind::from_code(part).map(|kind| funding::kind(kind).to_lowercase());
    };
    let number = |text: &str| text.parse().ok().map(EntryNumber);
    Some(match entries.split_once("..") {
        Some((first, last)) => format!("écritures n° {} à {}", number(first)?, number(last)?),
        None => format!("écriture n° {}", number(entries)?),
    })
}

/// `signature 2021-03-12`.
fn funding_day(object: &str) -> Option<String> {
    let (which, day) = object.split_once(' ')?;
    let which = match which {
        "signature" => "signature",
        "window-start" => "début de la fenêtre d'accélération",
        _ => return None,
    };
    Some(format!("{which} le {}", french::short_day(day.parse().ok()?)))
}

/// `2020-2021 onboarded 2021-06-30 500`, in thousandths; `none`: it was taken back.
fn objective(object: &str) -> Option<String> {
    let parts: Vec<&str> = object.split(' ').collect();
    let [year, measure, day, share] = parts.as_slice() else {
        return None;
    };
    let year: SchoolYear = year.parse().ok()?;
    let measure = match Measure::from_code(measure)? {
        Measure::Onboarded => "embarquées",
        Measure::Using => "utilisatrices",
    };
    let share = match *share {
        "none" => "retiré".to_owned(),
        share => french::percent(share.parse().ok()?, 1_000),
    };
    let day = french::short_day(day.parse().ok()?);
    Some(format!("{year} · {measure} au {day} · {share}"))
}

/// `0350122T 2020-2021 12`; `none`: no class any more.
fn usage_link(object: &str) -> Option<String> {
    let parts: Vec<&str> = object.split(' ').collect();
    let [school, year, unit] = parts.as_slice() else {
        return None;
    };
    let school: Uai = school.parse().ok()?;
    let year: SchoolYear = year.parse().ok()?;
    let unit = match *unit {
        "none" => "aucune classe".to_owned(),
        unit => format!("classe n° {}", UnitId(unit.parse().ok()?)),
    };
    Some(format!("école {school} · {year} · {unit}"))
}

/// `A holiday 2022-10-22 2022-11-06`, or several.
fn breaks(object: &str) -> Option<String> {
    let one = |text: &str| {
        let parts: Vec<&str> = text.split(' ').collect();
        let [zone, kind, from, to] = parts.as_slice() else {
            return None;
        };
        Some(french::school_break(&Break {
            zone: Zone::from_code(zone)?,
            kind: BreakKind::from_code(kind)?,
            from: from.parse().ok()?,
            to: to.parse().ok()?,
            label: None,
        }))
    };
    let told: Option<Vec<_>> = object.split(", ").map(one).collect();
    Some(told?.join(" · "))
}

/// `trail 400`.
fn retention(object: &str) -> Option<String> {
    let (subject, days) = object.split_once(' ')?;
    let (subject, _) = crate::account::data::subject(subject);
    Some(format!(
        "{} · {}",
        subject.to_lowercase(),
        counted(days, "jour", "jours")?
    ))
}

/// `scale 1 seed 5`.
fn demonstration(object: &str) -> Option<String> {
    let (scale, seed) = object.strip_prefix("scale ")?.split_once(" seed ")?;
    Some(format!("échelle {scale}, graine {seed}"))
}

fn counted(number: &str, one: &str, many: &str) -> Option<String> {
    Some(french::count(number.parse().ok()?, one, many))
}

#[cfg(test)]
mod tests;
