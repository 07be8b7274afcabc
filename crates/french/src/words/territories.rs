//! The words of territories and of their schools.

use crate::{calendar::long_day, de};
use chrono::NaiveDate;
use domain::{
    PriorityEducation, SchoolYear, TerritoryKind,
    school::SchoolKind,
    territory::{Place, Territory},
};

/// A territory with its kind: `Académie de Rennes`, `Ille-et-Vilaine`.
pub fn territory(kind: TerritoryKind, name: &str) -> String {
    match kind {
        TerritoryKind::Nation | TerritoryKind::Department => name.to_owned(),
        TerritoryKind::Academy => format!("Académie {}", de(name)),
        TerritoryKind::District => format!("Circonscription {}", de(name)),
    }
}

/// The name of the territory that a path leads to.
pub fn place(place: &Place) -> String {
    let here = place.here();
    territory(here.code.kind(), &here.name)
}

/// A school that stands elsewhere than its units of a school year.
#[derive(Clone, Copy, Debug)]
pub struct MovedSchool<'a> {
    /// Its kind: a collège is not called a school.
    pub kind: SchoolKind,
    /// The day of the directory that moved it, where it is known.
    pub since: Option<NaiveDate>,
    /// Its circonscription today, else its département.
    pub here: &'a Territory,
    /// The circonscription that its units of the year keep, else their département.
    pub kept: &'a Territory,
    /// The year.
    pub year: SchoolYear,
    /// The year is still under way.
    pub under_way: bool,
}

/// The sentence of a school that moved: its territory today, and the one that counts its units of a year.
pub fn moved_school(moved: &MovedSchool<'_>) -> String {
    let of = |territory: &Territory| match territory.code.kind() {
        TerritoryKind::District => format!("de la circonscription {}", de(&territory.name)),
        _ => format!("du département « {} »", territory.name),
    };
    let within = |territory: &Territory| match territory.code.kind() {
        TerritoryKind::District => format!("dans la circonscription {}", de(&territory.name)),
        _ => format!("dans le département « {} »", territory.name),
    };
    let subject = match moved.kind {
        SchoolKind::Middle => "Ce collège",
        _ => "Cette école",
    };
    let since = match moved.since {
        Some(day) => format!("depuis l'annuaire du {}", long_day(day)),
        None => "maintenant".to_owned(),
    };
    let until = if moved.under_way {
        " jusqu'à la fin de l'année scolaire"
    } else {
        ""
    };
    format!(
        "{subject} relève {since} {} ; ses classes de {} restent comptées {}{until}.",
        of(moved.here),
        moved.year,
        within(moved.kept)
    )
}

/// What the children of a territory are called.
pub const fn children(kind: TerritoryKind) -> &'static str {
    match kind {
        TerritoryKind::Nation => "académie",
        TerritoryKind::Academy => "département",
        TerritoryKind::Department => "circonscription",
        TerritoryKind::District => "école",
    }
}

/// A mark of priority education.
pub const fn mark(mark: PriorityEducation) -> &'static str {
    match mark {
        PriorityEducation::None => "Hors éducation prioritaire",
        PriorityEducation::Rep => "REP",
        PriorityEducation::RepPlus => "REP+",
    }
}

/// What an establishment is.
pub const fn school_kind(kind: SchoolKind) -> &'static str {
    match kind {
        SchoolKind::Nursery => "École maternelle",
        SchoolKind::Elementary => "École élémentaire",
        SchoolKind::Primary => "École primaire",
        SchoolKind::Middle => "Collège",
    }
}
