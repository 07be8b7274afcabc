//! What is news of a unit, and how many news each day has: « Dernière nouvelle » and lateness are counted from these and from nothing else.

use super::{AdoptionEvent, Step};
use crate::calendar::Week;
use chrono::{Datelike, NaiveDate};
use std::ops::AddAssign;

/// Whether an event that counts is news: neither the entry into the census nor a withdrawal is.
pub(super) fn is_news(event: &AdoptionEvent) -> bool {
    event.sequence > 1 && event.step != Step::Withdrawn
}

/// How many news each day of a week has, from Monday on. Counted, so that the latest one is known too once a later one is taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NewsCounts(pub [i64; 7]);

impl NewsCounts {
    /// Counts `more` news on a day of the week.
    pub fn count(&mut self, day: NaiveDate, more: i64) {
        let at = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
        if let Some(number) = self.0.get_mut(at) {
            *number += more;
        }
    }

    /// The latest day of a week that has news.
    pub fn latest(&self, week: Week) -> Option<NaiveDate> {
        let last = self.0.iter().rposition(|number| *number > 0)?;
        Some(week.day(u32::try_from(last).ok()?))
    }

    /// Whether nothing is counted.
    pub fn is_zero(&self) -> bool {
        self.0 == [0; 7]
    }
}

impl AddAssign for NewsCounts {
    fn add_assign(&mut self, other: Self) {
        for (mine, more) in self.0.iter_mut().zip(other.0) {
            *mine += more;
        }
    }
}
