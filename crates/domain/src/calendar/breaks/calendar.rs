//! The calendar: every break of every zone, and how much of a week is school.

use super::{Break, BreakKind, CalendarRefused};
use crate::calendar::{SchoolYear, Week, Zone, day};
use chrono::NaiveDate;
use std::sync::Arc;

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

    /// The first school day of a year in a zone, on which a class without a census day enters: the day after the summer holidays where they are known, else
    /// the usual one: mid-August at La Réunion, late August at Mayotte, elsewhere 1 September, from which every census counts.
    pub fn start_in(&self, year: SchoolYear, zone: Option<Zone>) -> NaiveDate {
        let usual = match zone {
            Some(Zone::Reunion) => day(year.first(), 8, 16),
            Some(Zone::Mayotte) => day(year.first(), 8, 23),
            _ => year.start(),
        };
        let august = day(year.first(), 8, 1);
        let summer =
            |off: &&Break| Some(off.zone) == zone && off.kind == BreakKind::Holiday && off.holds(august);
        let known = self
            .0
            .iter()
            .filter(summer)
            .filter_map(|off| off.to.succ_opt())
            .max();
        known.unwrap_or(usual).min(year.start())
    }

    fn is_school_day(&self, day: NaiveDate, zone: Zone) -> bool {
        !self.0.iter().any(|off| off.zone == zone && off.holds(day))
    }
}
