//! A week, known by its Monday.

use chrono::{Datelike, Days, NaiveDate, Weekday};

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
