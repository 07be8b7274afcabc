//! The words of territories and of their schools.

use crate::de;
use domain::{PriorityEducation, TerritoryKind, school::SchoolKind, territory::Place};

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
