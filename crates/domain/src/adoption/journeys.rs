//! How the units of a census travel from stage to stage: who ever reached which, after how long; how long those who were onboarded go on;
//! who stands still. Folded unit by unit into counts: as small for a nation as for a school.

mod cohort;
mod journey;
mod waiting;

pub use cohort::{Cohort, FEW, SchoolWeeks, UseAfter};
pub use journey::Journey;
pub use waiting::{WAITING_DAYS, WAITING_STAGES, Waiting};

use super::{AdoptionStage, Tally};
use crate::{calendar::Zone, territory::TerritoryCode};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// The stages on the way to a regular use, each reached before the next.
pub const LADDER: [AdoptionStage; 4] = [
    AdoptionStage::Contacted,
    AdoptionStage::Onboarded,
    AdoptionStage::Active,
    AdoptionStage::Regular,
];

/// What the units of a territory's census did up to a day, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journeys {
    /// The day.
    pub until: NaiveDate,
    /// Units in the census on that day, those that declined included.
    pub census: i64,
    /// Units that left it before.
    pub left: i64,
    /// Of the census, how many ever reached each stage of [`LADDER`].
    pub reached: [i64; 4],
    /// The days from the stage before to each of them, of all who were at the stage before, those that left since included.
    pub waits: [Tally; 4],
    /// By the first day of the month in which they were first onboarded.
    pub cohorts: BTreeMap<NaiveDate, Cohort>,
    /// Those that stand at a stage before a regular use, by child territory; `None` for those in none.
    pub waiting: BTreeMap<Option<TerritoryCode>, Waiting>,
    weeks: SchoolWeeks,
}

impl Journeys {
    /// None so far.
    pub fn new(until: NaiveDate, weeks: SchoolWeeks) -> Self {
        Self {
            until,
            census: 0,
            left: 0,
            reached: [0; 4],
            waits: Default::default(),
            cohorts: BTreeMap::new(),
            waiting: BTreeMap::new(),
            weeks,
        }
    }

    /// Counts a unit with its child territory and its holidays.
    pub fn add(&mut self, journey: &Journey, child: Option<TerritoryCode>, zone: Option<Zone>) {
        for (rank, wait) in self.waits.iter_mut().enumerate() {
            if let Some(follow_up) = journey.wait(rank) {
                wait.add(follow_up);
            }
        }
        if let Some(onboarded) = journey.onboarded() {
            let month = onboarded.with_day(1).unwrap_or(onboarded);
            let cohort = self.cohorts.entry(month).or_default();
            cohort.add(journey, onboarded, &self.weeks, zone);
        }
        let Some((stage, since)) = journey.stands else {
            self.left += 1;
            return;
        };
        self.census += 1;
        for (count, reached) in self.reached.iter_mut().zip(journey.reached) {
            *count += i64::from(reached.is_some());
        }
        let days = (self.until - since).num_days();
        self.waiting.entry(child).or_default().add(stage, days);
    }

    /// All those that were onboarded, whatever the month.
    pub fn together(&self) -> Cohort {
        let mut all = Cohort::default();
        self.cohorts.values().for_each(|cohort| all.add_all(cohort));
        all
    }

    /// All those that stand before a regular use, whatever the child territory.
    pub fn waiting_in_all(&self) -> Waiting {
        let mut all = Waiting::default();
        self.waiting.values().for_each(|waiting| all.add_all(waiting));
        all
    }
}

#[cfg(test)]
mod tests;
