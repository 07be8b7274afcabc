//! The stages of adoption and the one table of what may follow what.

/// Where a unit stands on its way to using the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AdoptionStage {
    /// Identifiée: in the census, nobody spoke to it yet.
    Identified,
    /// Contactée.
    Contacted,
    /// Embarquée: its teacher has an account and was shown the service.
    Onboarded,
    /// Active: used in the last 4 school weeks.
    Active,
    /// Régulière: used in 3 of them.
    Regular,
    /// Décrochée: 6 school weeks without use.
    Lapsed,
    /// Refus.
    Declined,
}

use AdoptionStage::{Active, Contacted, Declined, Identified, Lapsed, Onboarded, Regular};

impl AdoptionStage {
    /// Every stage, in the order of the screen: the index is the one of [`super::StageCounts`].
    pub const ALL: [Self; 7] = [
        Identified, Contacted, Onboarded, Active, Regular, Lapsed, Declined,
    ];

    /// What may follow: any step forward, also over a stage; `Lapsed` after Onboarded or later, and back to any of them; `Declined` from any, back to Contacted.
    /// A step back is made only by a correction.
    pub const fn followers(self) -> &'static [Self] {
        match self {
            Identified => &[Contacted, Onboarded, Active, Regular, Declined],
            Contacted => &[Onboarded, Active, Regular, Declined],
            Onboarded => &[Active, Regular, Lapsed, Declined],
            Active => &[Regular, Lapsed, Declined],
            Regular => &[Lapsed, Declined],
            Lapsed => &[Onboarded, Active, Regular, Declined],
            Declined => &[Contacted],
        }
    }

    /// Whether `next` may follow.
    pub fn may_precede(self, next: Self) -> bool {
        self.followers().contains(&next)
    }

    /// Embarquée on the screen: Onboarded, Active or Regular.
    pub const fn is_onboarded(self) -> bool {
        matches!(self, Onboarded | Active | Regular)
    }

    /// Utilisatrice on the screen: Active or Regular.
    pub const fn is_using(self) -> bool {
        matches!(self, Active | Regular)
    }

    /// Its place in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The code kept in the store and in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Identified => "identified",
            Contacted => "contacted",
            Onboarded => "onboarded",
            Active => "active",
            Regular => "regular",
            Lapsed => "lapsed",
            Declined => "declined",
        }
    }

    /// The stage of a code, if it is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}
