//! Days without school: what a break is, and what a calendar of them says of weeks and years.

use super::{SchoolYear, Week, Zone, day};
use crate::account::coded;
use chrono::NaiveDate;
use std::sync::Arc;

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

/// The breaks that are known, by day. A clone is the same calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar(Arc<[Break]>);

impl FromIterator<Break> for Calendar {
    fn from_iter<Breaks: IntoIterator<Item = Break>>(breaks: Breaks) -> Self {
        let mut breaks: Vec<_> = breaks.into_iter().collect();
        breaks.sort();
        Self(breaks.into())
    }
}

impl Calendar {
    /// Every break, by day.
    pub fn all(&self) -> &[Break] {
        &self.0
    }

    /// Whether breaks may be added.
    ///
    /// # Errors
    /// [`CalendarRefused`]: there is none, or one overlaps another of its zone and kind.
    pub fn check(&self, added: &[Break]) -> Result<(), CalendarRefused> {
        if added.is_empty() {
            return Err(CalendarRefused::NoZone);
        }
        for (rank, new) in added.iter().enumerate() {
            let mut others = self.0.iter().chain(added.iter().take(rank));
            if let Some(other) = others.find(|other| new.overlaps(other)) {
                return Err(CalendarRefused::Overlaps(other.clone()));
            }
        }
        Ok(())
    }

    /// The breaks that touch a school year's events (1 July before to 31 August after), by day: those of a zone, or without one those that
    /// the three of the mainland have in common.
    pub fn breaks(&self, year: SchoolYear, zone: Option<Zone>) -> Vec<Break> {
        let of = |zone| {
            self.0
                .iter()
                .filter(move |off| off.zone == zone && off.touches(year))
        };
        match zone {
            Some(zone) => of(zone).cloned().collect(),
            None => {
                let shared = |off: &&Break| {
                    let has = |zone| of(zone).any(|other| other.same_days(off));
                    has(Zone::B) && has(Zone::C)
                };
                of(Zone::A).filter(shared).cloned().collect()
            }
        }
    }

    /// Whether the holidays of a zone are known to the end of a year: without them nothing is forecast. Without a zone, of the three of the mainland.
    /// In every zone the 31st of December is a holiday, and the 1st of August stands between two years.
    pub fn is_known(&self, year: SchoolYear, zone: Option<Zone>) -> bool {
        let (christmas, end) = (day(year.first(), 12, 31), day(year.first() + 1, 8, 1));
        let known = |zone: &Zone| {
            let holiday =
                |on| move |off: &Break| off.zone == *zone && off.kind == BreakKind::Holiday && off.holds(on);
            self.0.iter().any(holiday(christmas)) && self.0.iter().any(holiday(end))
        };
        zone.map_or_else(|| Zone::MAINLAND.iter().all(known), |zone| known(&zone))
    }

    /// How much of a week is school, from 0 to 1: the share of its five days that no break of the zone takes; without a zone, the mean of the
    /// three of the mainland. A zone whose breaks are not known has school every week: ask [`Calendar::is_known`] first.
    pub fn school_share(&self, week: Week, zone: Option<Zone>) -> f64 {
        let of = |zone: Zone| {
            let open = (0..5).filter(|rank| self.is_school_day(week.day(*rank), zone));
            f64::from(u32::try_from(open.count()).unwrap_or(0)) / 5.0
        };
        match zone {
            Some(zone) => of(zone),
            None => Zone::MAINLAND.map(of).iter().sum::<f64>() / 3.0,
        }
    }

    /// Whether a week is one of school: more than half of it is. No use, no silence and no lapse is counted in another.
    pub fn is_school_week(&self, week: Week, zone: Option<Zone>) -> bool {
        self.school_share(week, zone) > 0.5
    }

    fn is_school_day(&self, day: NaiveDate, zone: Zone) -> bool {
        !self.0.iter().any(|off| off.zone == zone && off.holds(day))
    }
}
