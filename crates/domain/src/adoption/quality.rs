//! How good what is known of units is: silent, estimated or contradicted ones, and how late what happened was written. Counts, unit by unit.

use super::freshness::{SILENT_AFTER_DAYS, STALE_AFTER_DAYS, silence};
use super::{AdoptionEvent, AdoptionStage, Timeline};
use crate::calendar::paris_day;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// What is known of the units of a place on a day, and how well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    /// Units of the census on that day: those that left are not counted.
    pub units: i64,
    /// Of these, estimates that no list has confirmed.
    pub estimated: i64,
    /// Of these, without news for more than [`STALE_AFTER_DAYS`] days: to be called again.
    pub stale: i64,
    /// Of these, without news for more than [`SILENT_AFTER_DAYS`] days.
    pub silent: i64,
    /// Of these, with two stages written for one day: one corrected the other.
    pub contradicted: i64,
    /// The day of the latest news, of units that left since included.
    pub last_news: Option<NaiveDate>,
    /// Updates by the days from when they were true to when they were written.
    late: BTreeMap<i64, i64>,
}

impl Quality {
    /// Counts a unit by its history up to a day; one that was not in the census that day counts for its updates only.
    pub fn add(&mut self, timeline: &Timeline, estimated: bool, until: NaiveDate) {
        let mut heard = None;
        for event in timeline.news().filter(|event| event.day <= until) {
            let days = (paris_day(event.recorded_at) - event.day).num_days().max(0);
            *self.late.entry(days).or_insert(0) += 1;
            heard = Some(event.day);
        }
        self.last_news = self.last_news.max(heard);
        let census_day = timeline.events().first().map(|entry| entry.day);
        let Some(entered) = census_day.filter(|day| *day <= until) else {
            return;
        };
        if timeline.step_on(until).is_none_or(|step| step.stage().is_none()) {
            return;
        }
        let days = silence(heard, entered, until);
        self.units += 1;
        self.estimated += i64::from(estimated);
        self.stale += i64::from(days > STALE_AFTER_DAYS);
        self.silent += i64::from(days > SILENT_AFTER_DAYS);
        self.contradicted += i64::from(is_contradicted(timeline, until));
    }

    /// The updates counted: those that are news.
    pub fn updates(&self) -> i64 {
        self.late.values().sum()
    }

    /// The days within which so many of a hundred updates were written (50: the median); `None` without any.
    pub fn written_within(&self, of_hundred: i64) -> Option<i64> {
        let wanted = self.updates() * of_hundred;
        let mut before = 0;
        let reached = |(days, number): (&i64, &i64)| {
            before += number;
            (before * 100 >= wanted).then_some(*days)
        };
        self.late.iter().find_map(reached)
    }

    /// The day by which the next news is due, not to be called again; `None` before any news.
    pub fn due(&self) -> Option<NaiveDate> {
        let days = u64::try_from(STALE_AFTER_DAYS).ok()?;
        self.last_news?.checked_add_days(Days::new(days))
    }
}

/// Whether two stages were written for one day up to a day: one corrected the other. What was taken back was not written.
fn is_contradicted(timeline: &Timeline, until: NaiveDate) -> bool {
    let mut stages: BTreeMap<NaiveDate, AdoptionStage> = BTreeMap::new();
    let stands = |event: &&AdoptionEvent| {
        event.sequence > 1 && event.day <= until && !timeline.is_annulled(event.sequence)
    };
    let told = timeline.events().iter().filter(stands);
    told.filter_map(|event| Some((event.day, event.step.stage()?)))
        .any(|(day, stage)| *stages.entry(day).or_insert(stage) != stage)
}

#[cfg(test)]
mod tests;
