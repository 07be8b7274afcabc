//! Objectives: what a territory aims at in a school year, and how far it is.

use super::{AdoptionRefused, StageCounts};
use crate::{account::coded, calendar::SchoolYear};
use chrono::NaiveDate;

coded! {
    /// What is aimed at.
    Measure {
        /// Embarquées: Onboarded, Active or Regular.
        Onboarded = "onboarded",
        /// Utilisatrices: Active or Regular.
        Using = "using",
    }
}

/// A share of a territory's units by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Objective {
    /// By when.
    pub day: NaiveDate,
    /// What.
    pub measure: Measure,
    /// How many of the census, per mille: 1 to 1,000.
    pub share: i64,
}

/// How far an objective is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// How many units it takes.
    pub wanted: i64,
    /// How many there are.
    pub reached: i64,
}

impl Gap {
    /// How many lack; zero once it is reached.
    pub fn lacking(self) -> i64 {
        (self.wanted - self.reached).max(0)
    }
}

impl Objective {
    /// An objective of a school year.
    ///
    /// # Errors
    /// [`AdoptionRefused::DayOutsideYear`]; a share outside 1 to 1,000 is [`AdoptionRefused::NoShare`].
    pub fn new(
        year: SchoolYear,
        day: NaiveDate,
        measure: Measure,
        share: i64,
    ) -> Result<Self, AdoptionRefused> {
        let (first, last) = (year.first_event_day(), year.last_event_day());
        if day < first || day > last {
            return Err(AdoptionRefused::DayOutsideYear { day, first, last });
        }
        if !(1..=1_000).contains(&share) {
            return Err(AdoptionRefused::NoShare(share));
        }
        Ok(Self { day, measure, share })
    }

    /// How far it is: what it takes is rounded up, a part of a unit being none.
    pub fn gap(self, counts: &StageCounts) -> Gap {
        let reached = match self.measure {
            Measure::Onboarded => counts.onboarded(),
            Measure::Using => counts.using(),
        };
        Gap {
            wanted: (self.share * counts.census()).div_euclid(1_000)
                + i64::from(self.share * counts.census() % 1_000 != 0),
            reached,
        }
    }
}

/// The one that matters on a day: the next to come, else the last that was.
pub fn current(objectives: &[Objective], today: NaiveDate) -> Option<Objective> {
    let next = objectives.iter().filter(|objective| objective.day >= today).min();
    next.or_else(|| objectives.iter().max()).copied()
}

#[cfg(test)]
mod tests;
