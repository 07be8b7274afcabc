//! How the units of a census travel from stage to stage: who ever reached which, after how long; how long those who were onboarded go on;
//! who stands still. Folded unit by unit into counts: as small for a nation as for a school.

mod cohort;
mod waiting;

pub use cohort::{Cohort, FEW, SchoolWeeks, UseAfter};
pub use waiting::{WAITING_DAYS, WAITING_STAGES, Waiting};

use super::{AdoptionEvent, AdoptionStage, FollowUp, Tally, Timeline};
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

/// What one unit did up to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Journey {
    /// The day it entered the census.
    pub entered: NaiveDate,
    /// The day it first stood at each stage of [`LADDER`] or beyond it: a stage passed over is reached the same day.
    pub reached: [Option<NaiveDate>; 4],
    /// The day it first lapsed or declined after it was onboarded.
    pub stopped: Option<NaiveDate>,
    /// Whether it was onboarded again after that.
    pub came_back: bool,
    /// Where it stands and since when; none when it left.
    pub stands: Option<(AdoptionStage, NaiveDate)>,
    /// The last day it was followed: the day it left the census, else the day asked for.
    pub followed_to: NaiveDate,
}

impl Journey {
    /// The journey that a history tells up to a day; none when it begins later.
    pub fn of(timeline: &Timeline, until: NaiveDate) -> Option<Self> {
        let events = timeline.effective();
        let mut told = events.into_iter().filter(|event| event.day <= until);
        let mut journey = Self {
            entered: told.next()?.day,
            reached: [None; 4],
            stopped: None,
            came_back: false,
            stands: None,
            followed_to: until,
        };
        journey.stands = Some((AdoptionStage::Identified, journey.entered));
        told.for_each(|event| journey.go(event));
        Some(journey)
    }

    fn go(&mut self, event: &AdoptionEvent) {
        let Some(stage) = event.step.stage() else {
            (self.stands, self.followed_to) = (None, event.day);
            return;
        };
        self.stands = Some((stage, event.day));
        // On the ladder up to the stage; whoever lapsed had been onboarded; whoever declined is where they were.
        let up_to = match stage {
            AdoptionStage::Lapsed => 2,
            _ => LADDER.iter().position(|own| *own == stage).map_or(0, |at| at + 1),
        };
        for reached in self.reached.iter_mut().take(up_to) {
            reached.get_or_insert(event.day);
        }
        if stage.is_onboarded() {
            self.came_back |= self.stopped.is_some();
        } else if self.onboarded().is_some() && stage != AdoptionStage::Contacted {
            self.stopped.get_or_insert(event.day);
        }
    }

    /// The day it was first onboarded.
    pub const fn onboarded(&self) -> Option<NaiveDate> {
        self.reached[1]
    }

    /// The time from one stage of [`LADDER`] to the next, in days: from the census day for the first. None where it is not at the one before.
    fn wait(&self, rank: usize) -> Option<FollowUp> {
        let from = match rank.checked_sub(1) {
            None => Some(self.entered),
            Some(before) => self.reached.get(before).copied().flatten(),
        };
        let to = self.reached.get(rank).copied().flatten();
        FollowUp::of_days(from?, to, self.followed_to)
    }
}

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
