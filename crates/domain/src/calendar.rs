//! The school calendar: years, weeks, days without school by zone. Data that can be edited, with the rules that read it.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

mod breaks;
mod official;
#[cfg(not(target_arch = "wasm32"))]
mod paris;
mod week;
mod zone;

pub use breaks::{BREAK_DAYS_MAX, Break, BreakKind, Calendar, CalendarRefused, LABEL_MAX};
#[cfg(not(target_arch = "wasm32"))]
pub use paris::{at_paris, paris_clock, paris_day, start_of_day};
pub use week::Week;
pub use zone::Zone;

/// A school year, September to August, written `2020-2021`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SchoolYear(i32);

/// A text is not a school year of this century.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a school year is two years that follow: 2020-2021")]
pub struct SchoolYearError;

impl SchoolYear {
    /// The school year that starts in September of `first`; `None` outside 2000–2099.
    pub const fn starting(first: i32) -> Option<Self> {
        if first >= 2000 && first <= 2099 {
            Some(Self(first))
        } else {
            None
        }
    }

    /// The year of its rentrée: 2020 for `2020-2021`.
    pub const fn first(self) -> i32 {
        self.0
    }

    /// The school year a day belongs to, from 1 September; `None` outside 2000–2099.
    pub fn of(day: NaiveDate) -> Option<Self> {
        Self::starting(if day.month() >= 9 {
            day.year()
        } else {
            day.year() - 1
        })
    }

    /// The year before; `None` before 2000.
    pub const fn previous(self) -> Option<Self> {
        Self::starting(self.0 - 1)
    }

    /// 1 September: where the year's curves start and its census day, unless a file says another.
    pub fn start(self) -> NaiveDate {
        day(self.0, 9, 1)
    }

    /// The rank of a week in the year: 1 for the one that holds 1 September, 0 and less before it. Two years are compared at the same rank.
    pub fn rank_of(self, week: Week) -> i32 {
        week.number() - Week::of(self.start()).number() + 1
    }

    /// The week of a rank; `None` beyond the calendar.
    pub fn week(self, rank: i32) -> Option<Week> {
        Week::numbered(
            Week::of(self.start())
                .number()
                .checked_add(rank.checked_sub(1)?)?,
        )
    }

    /// The weeks of the year that are over on a day, the first and the last: from the one that holds 1 September to the one before the next rentrée's,
    /// so that no week stands in two years. None is while the last comes before the first.
    pub fn weeks_over(self, today: NaiveDate) -> (Week, Week) {
        let next = Week::of(day(self.0 + 1, 9, 1)).back(1);
        (Week::of(self.start()), Week::of(today).back(1).min(next))
    }

    /// The first day an event of the year's units may have: 1 July before.
    pub fn first_event_day(self) -> NaiveDate {
        day(self.0, 7, 1)
    }

    /// 31 August: the last day an event of the year's units may have.
    pub fn last_event_day(self) -> NaiveDate {
        day(self.0 + 1, 8, 31)
    }
}

/// A day of this century that exists by construction.
const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, self.0 + 1)
    }
}
impl FromStr for SchoolYear {
    type Err = SchoolYearError;
    fn from_str(text: &str) -> Result<Self, SchoolYearError> {
        let (first, second) = text.trim().split_once('-').ok_or(SchoolYearError)?;
        let year = first
            .parse()
            .ok()
            .filter(|_| first.len() == 4)
            .and_then(Self::starting);
        year.filter(|year| second.parse() == Ok(year.0 + 1) && second.len() == 4)
            .ok_or(SchoolYearError)
    }
}
impl TryFrom<String> for SchoolYear {
    type Error = SchoolYearError;
    fn try_from(text: String) -> Result<Self, SchoolYearError> {
        text.parse()
    }
}
impl From<SchoolYear> for String {
    fn from(year: SchoolYear) -> Self {
        year.to_string()
    }
}

#[cfg(test)]
mod tests;
