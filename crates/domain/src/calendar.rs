//! The school calendar: years, weeks, days without school by zone. Data that can be edited, with the rules that read it.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

mod breaks;
mod official;
mod zone;

pub use breaks::{BREAK_DAYS_MAX, Break, BreakKind, Calendar, CalendarRefused, LABEL_MAX};
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

/// A week, known by its Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Week(NaiveDate);

impl Week {
    /// The week a day belongs to.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.week(Weekday::Mon).checked_first_day().unwrap_or(day))
    }

    /// Its Monday.
    pub const fn monday(self) -> NaiveDate {
        self.0
    }

    /// Its Sunday.
    pub fn sunday(self) -> NaiveDate {
        self.day(6)
    }

    /// Its number, counted from the first Monday of the year 1, which is its first day.
    pub fn number(self) -> i32 {
        (self.0.num_days_from_ce() - 1).div_euclid(7)
    }

    /// The week of a number; `None` beyond the calendar.
    pub fn numbered(number: i32) -> Option<Self> {
        let day = number.checked_mul(7)?.checked_add(1)?;
        NaiveDate::from_num_days_from_ce_opt(day).map(Self)
    }

    /// A day of it: 0 is its Monday, 6 its Sunday.
    pub fn day(self, rank: u32) -> NaiveDate {
        let rank = Days::new(u64::from(rank.min(6)));
        self.0.checked_add_days(rank).unwrap_or(self.0)
    }

    /// The week after.
    pub fn next(self) -> Self {
        Self(self.0.checked_add_days(Days::new(7)).unwrap_or(self.0))
    }

    /// The week `weeks` earlier.
    pub fn back(self, weeks: u64) -> Self {
        Self(self.0.checked_sub_days(Days::new(7 * weeks)).unwrap_or(self.0))
    }
}

#[cfg(test)]
mod tests;
