//! Units onboarded in the same month: the share still in use after so many school weeks.

use super::{Journey, Tally};
use crate::{
    adoption::FollowUp,
    calendar::{Calendar, SchoolYear, Week, Zone},
};
use chrono::NaiveDate;

/// Below so many units a share says more of chance than of them: it is not given.
pub const FEW: u32 = 5;

/// How many school weeks of a year are over at the end of each week, by holiday zone. A week counts when more than half of it is school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolWeeks {
    first: Week,
    over: Vec<(Option<Zone>, Vec<u32>)>,
}

impl SchoolWeeks {
    /// Those of a year's units: from July before it to August after.
    pub fn of(calendar: &Calendar, year: SchoolYear) -> Self {
        let first = Week::of(year.first_event_day());
        let weeks = std::iter::successors(Some(first), |week| Some(week.next()));
        let weeks: Vec<Week> = weeks
            .take_while(|week| week.monday() <= year.last_event_day())
            .collect();
        let zones = Zone::ALL.iter().copied().map(Some).chain([None]);
        let over = |zone: Option<Zone>| {
            // A zone whose holidays nobody entered would have school all summer: the mainland's mean stands for it.
            let counted = zone.filter(|zone| calendar.is_known(year, Some(*zone)));
            let mut count = 0;
            let mut over = |week: &Week| {
                count += u32::from(calendar.is_school_week(*week, counted));
                count
            };
            (zone, weeks.iter().map(&mut over).collect())
        };
        Self {
            first,
            over: zones.map(over).collect(),
        }
    }

    /// School weeks after the week of a day, up to that of another and with it.
    pub fn between(&self, from: NaiveDate, to: NaiveDate, zone: Option<Zone>) -> u32 {
        let own = self.over.iter().find(|(known, _)| *known == zone);
        let own = own.map(|(_, weeks)| weeks.as_slice()).unwrap_or_default();
        let over = |day: NaiveDate| {
            let at = Week::of(day).number() - self.first.number();
            let known = usize::try_from(at).ok().and_then(|at| own.get(at));
            known.or(own.last()).copied().unwrap_or(0)
        };
        over(to).saturating_sub(over(from))
    }
}

/// Units onboarded in the same month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cohort {
    /// The school weeks from the one of the onboarding to the first lapse or refusal, or to the last day followed.
    pub weeks: Tally,
    /// Of those that lapsed or declined, how many were onboarded again later: the curve does not count them in again.
    pub came_back: i64,
}

/// The share of a cohort still in use after some school weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UseAfter {
    /// The school weeks after the one of the onboarding.
    pub week: u32,
    /// How many were followed for so long.
    pub followed: u32,
    /// How many had stopped by then.
    pub stopped: u32,
    /// The share still in use, 0 to 1.
    pub share: f64,
    /// Its 95 % interval; `None` while none has stopped, or once all have.
    pub interval: Option<(f64, f64)>,
}

impl Cohort {
    pub(super) fn add(
        &mut self,
        journey: &Journey,
        onboarded: NaiveDate,
        weeks: &SchoolWeeks,
        zone: Option<Zone>,
    ) {
        // Who goes on is followed to the last week that is over: of the one under way nobody knows yet.
        let over = Week::of(journey.followed_to);
        let over = if over.sunday() <= journey.followed_to {
            over
        } else {
            over.back(1)
        };
        let to = journey.stopped.unwrap_or_else(|| over.sunday().max(onboarded));
        self.weeks.add(FollowUp {
            time: weeks.between(onboarded, to, zone),
            ended: journey.stopped.is_some(),
        });
        self.came_back += i64::from(journey.came_back);
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        self.weeks.add_all(&other.weeks);
        self.came_back += other.came_back;
    }

    /// How many units it has.
    pub fn units(&self) -> u32 {
        self.weeks.count()
    }

    /// The share still in use after each school week, from 0, for as long as [`FEW`] of its units were followed; nothing of a smaller cohort.
    pub fn course(&self) -> Vec<UseAfter> {
        let curve = self.weeks.survival();
        let after = |week: u32| {
            let followed = self.weeks.followed_to(week);
            let step = curve.step_at(week);
            (followed >= FEW).then(|| UseAfter {
                week,
                followed,
                stopped: self.weeks.ended_by(week),
                share: step.map_or(1.0, |step| step.share),
                interval: step.and_then(|step| step.interval),
            })
        };
        (0..).map_while(after).collect()
    }
}
