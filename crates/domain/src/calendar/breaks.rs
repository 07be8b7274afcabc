//! Days without school: what a break is, and what a calendar of them says of weeks and years.

mod calendar;

use super::{SchoolYear, Zone, day};
use crate::account::coded;
pub use calendar::Calendar;
use chrono::NaiveDate;

coded! {
    /// Why there is no school.
    BreakKind {
        /// Holidays.
        Holiday = "holiday",
        /// Schools closed to pupils, as from 16 March 2020; the return went by steps from 11 May.
        Closure = "closure",
        /// Classes held at a distance, as from 6 April 2021 until the holidays brought forward to the 10th.
        Distance = "distance",
    }
}

/// The most days of a break, both ends included: summer has some sixty, more is a slip of the finger.
pub const BREAK_DAYS_MAX: i64 = 70;
/// The most characters of a label.
pub const LABEL_MAX: usize = 100;

/// Days without school in a zone, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Break {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Where.
    pub zone: Zone,
    /// Why.
    pub kind: BreakKind,
    /// What people call it, or what it is founded on.
    pub label: Option<String>,
}

/// Why a break is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarRefused {
    /// It ends before it starts.
    #[error("{to} is before {from}")]
    EndsBefore {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        to: NaiveDate,
    },
    /// The first day is outside 2000–2099.
    #[error("{0} is outside 2000–2099")]
    FromOutside(NaiveDate),
    /// The last day is outside 2000–2099.
    #[error("{0} is outside 2000–2099")]
    ToOutside(NaiveDate),
    /// It has more days than any break.
    #[error("{days} days are more than {BREAK_DAYS_MAX}")]
    TooLong {
        /// How many.
        days: i64,
    },
    /// The label has too many characters, or some that are not written.
    #[error("the label has more than {LABEL_MAX} characters")]
    Label,
    /// It is of no zone.
    #[error("no zone")]
    NoZone,
    /// Another of the same zone and kind has some of its days.
    #[error("overlaps another: {0:?}")]
    Overlaps(Break),
    /// What is taken back is not there, or was taken back.
    #[error("there is no such break")]
    NotThere,
}

impl Break {
    /// A break, once its days and its label are those of one.
    ///
    /// # Errors
    /// [`CalendarRefused`]: a day outside 2000–2099, an end before the start, more than [`BREAK_DAYS_MAX`] days, a label that is none.
    pub fn new(
        zone: Zone,
        kind: BreakKind,
        from: NaiveDate,
        to: NaiveDate,
        label: Option<String>,
    ) -> Result<Self, CalendarRefused> {
        let known = day(2000, 1, 1)..=day(2099, 12, 31);
        if !known.contains(&from) {
            return Err(CalendarRefused::FromOutside(from));
        }
        if !known.contains(&to) {
            return Err(CalendarRefused::ToOutside(to));
        }
        if to < from {
            return Err(CalendarRefused::EndsBefore { from, to });
        }
        let days = (to - from).num_days() + 1;
        if days > BREAK_DAYS_MAX {
            return Err(CalendarRefused::TooLong { days });
        }
        let wrong = |label: &String| label.chars().count() > LABEL_MAX || label.chars().any(char::is_control);
        if label.as_ref().is_some_and(wrong) {
            return Err(CalendarRefused::Label);
        }
        Ok(Self {
            from,
            to,
            zone,
            kind,
            label,
        })
    }

    /// Whether a day falls in it.
    pub fn holds(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// Whether it has days among those of a school year's events.
    pub fn touches(&self, year: SchoolYear) -> bool {
        self.to >= year.first_event_day() && self.from <= year.last_event_day()
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.zone == other.zone && self.kind == other.kind && self.from <= other.to && other.from <= self.to
    }

    fn same_days(&self, other: &Self) -> bool {
        (self.kind, self.from, self.to) == (other.kind, other.from, other.to)
    }
}
