//! Numbers of the State's financial system, and budget years.

use super::window::{FIRST_YEAR, LAST_YEAR};
use crate::territory::Code;
use chrono::{Datelike, NaiveDate};
use std::fmt;

/// A number of Chorus: of an engagement juridique (EJ), of a service fait, of a demande de paiement (DP). Ten digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChorusNumber(Code<10>);

/// A text is no number of Chorus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a Chorus number is ten digits")]
pub struct NumberError;

impl ChorusNumber {
    /// The number so written, spaces aside.
    ///
    /// # Errors
    /// [`NumberError`]: it is not ten digits.
    pub fn read(text: &str) -> Result<Self, NumberError> {
        let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        let whole = digits.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_digit());
        Code::new(&digits).filter(|_| whole).map(Self).ok_or(NumberError)
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}
impl fmt::Display for ChorusNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A budget year, from 1 January to 31 December: credits of one do not serve the next without a carry-over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BudgetYear(i32);

impl BudgetYear {
    /// A year in which the convention has credits; none outside.
    pub const fn new(year: i32) -> Option<Self> {
        if year >= FIRST_YEAR && year <= LAST_YEAR {
            Some(Self(year))
        } else {
            None
        }
    }

    /// The year of a day.
    pub fn of(day: NaiveDate) -> Option<Self> {
        Self::new(day.year())
    }

    /// The year to propose on a day: its own, else the nearest of the convention.
    pub fn nearest(day: NaiveDate) -> Self {
        Self(day.year().clamp(FIRST_YEAR, LAST_YEAR))
    }

    /// The year before it; the convention's first has none.
    pub const fn before(self) -> Option<Self> {
        Self::new(self.0 - 1)
    }

    /// Every year of the convention.
    pub fn all() -> impl Iterator<Item = Self> {
        (FIRST_YEAR..=LAST_YEAR).map(Self)
    }

    /// Its number.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// Its last day: what is neither paid nor carried over then falls.
    pub fn last_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 12, 31).unwrap_or(NaiveDate::MAX)
    }
}
impl fmt::Display for BudgetYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_proposed_is_that_of_the_day_within_the_convention() {
        let proposed = |year| BudgetYear::nearest(NaiveDate::from_ymd_opt(year, 3, 15).unwrap()).number();
        for year in FIRST_YEAR..=LAST_YEAR {
            assert_eq!(proposed(year), year);
        }
        assert_eq!(
            (proposed(FIRST_YEAR - 1), proposed(LAST_YEAR + 3)),
            (FIRST_YEAR, LAST_YEAR)
        );
        assert_eq!(BudgetYear::nearest(NaiveDate::MIN).before(), None);
    }
}
