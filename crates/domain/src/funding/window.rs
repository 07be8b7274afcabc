//! The convention's bounds and the acceleration window of 6 to 8 months.

use super::Cents;
use chrono::{Datelike, Months, NaiveDate};

/// The most that the délégant makes available, in AE and in CP, until an amendment says otherwise (article 4).
pub const CONVENTION_MAXIMUM: Cents = Cents(5_000_000);
/// The first budget year with credits (article 4, schedule).
pub const FIRST_YEAR: i32 = 2020;
/// The last budget year: that of the convention's end.
pub const LAST_YEAR: i32 = 2021;
/// The convention's last day: « en décembre 2021 » (article 2), read as the 31st.
pub const CONVENTION_END: NaiveDate = match NaiveDate::from_ymd_opt(2021, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// The window in which the prize is to speed up the rollout: « une durée de 6 à 8 mois » (context of the convention). It starts on the day that
/// somebody sets, never on a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccelerationWindow {
    /// Its first day.
    pub start: NaiveDate,
}

impl AccelerationWindow {
    /// The day on which so many months are over.
    pub fn after(self, months: u32) -> NaiveDate {
        self.start
            .checked_add_months(Months::new(months))
            .unwrap_or(NaiveDate::MAX)
    }

    /// The day on which 6 months are over.
    pub fn month_6(self) -> NaiveDate {
        self.after(6)
    }

    /// The day on which 8 months are over.
    pub fn month_8(self) -> NaiveDate {
        self.after(8)
    }

    /// How many months a day is after the start, in tenths: whole months, then the days of the month under way. Before the start: below zero.
    pub fn tenths_of_months(self, day: NaiveDate) -> i64 {
        if day < self.start {
            return -((self.start - day).num_days() * 10 / 30).max(1);
        }
        let whole = i64::from(day.year() - self.start.year()) * 12 + i64::from(day.month())
            - i64::from(self.start.month());
        let mut months = u32::try_from(whole).unwrap_or(0);
        if self.after(months) > day {
            months = months.saturating_sub(1);
        }
        let (from, to) = (self.after(months), self.after(months + 1));
        let length = (to - from).num_days().max(1);
        i64::from(months) * 10 + ((day - from).num_days() * 10 + length / 2) / length
    }

    /// The month under way on a day: 1 is the first. None before the start.
    pub fn month_under_way(self, day: NaiveDate) -> Option<u32> {
        (day >= self.start)
            .then(|| (0..).take_while(|months| self.after(*months) <= day).count())
            .and_then(|months| u32::try_from(months).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn months_of_the_window_are_counted_from_the_day_that_was_set() {
        let window = AccelerationWindow {
            start: day(2021, 5, 3),
        };
        assert_eq!(window.month_6(), day(2021, 11, 3));
        assert_eq!(window.month_8(), day(2022, 1, 3));
        assert_eq!(window.tenths_of_months(day(2021, 5, 3)), 0);
        assert_eq!(window.tenths_of_months(day(2021, 10, 3)), 50);
        assert_eq!(window.tenths_of_months(day(2021, 12, 17)), 75);
        assert_eq!(window.tenths_of_months(day(2021, 4, 3)), -10);
        assert_eq!(window.month_under_way(day(2021, 5, 3)), Some(1));
        assert_eq!(window.month_under_way(day(2021, 10, 2)), Some(5));
        assert_eq!(window.month_under_way(day(2021, 10, 3)), Some(6));
        assert_eq!(window.month_under_way(day(2021, 5, 2)), None);
    }

    #[test]
    fn a_window_that_starts_on_a_31st_ends_on_the_last_day_of_a_shorter_month() {
        let window = AccelerationWindow {
            start: day(2020, 8, 31),
        };
        assert_eq!(window.month_6(), day(2021, 2, 28));
        assert_eq!(window.tenths_of_months(day(2021, 2, 28)), 60);
    }
}
