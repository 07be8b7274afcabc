//! Usage measures of the invented nation: what Matomo and PeerTube would have counted, with a gap and a correction as there are.

use crate::{POLICY, Plan, random, school::DemoSchool};
use chrono::NaiveDate;
use domain::{
    PolicyCode, TerritoryCode, UnitId, Week,
    calendar::{Calendar, Zone},
    usage::{Instrument, Measure, UsagePlace},
};
use std::collections::BTreeMap;
use store::{
    StoreError,
    intake::{Intake, UsageAsk, UsageRow},
};

/// One unit in so many of the year under way is measured by itself.
const MEASURED: i64 = 60;
/// The most of them.
const UNITS_MAX: usize = 2_000;
/// The last weeks in which units and schools are measured.
const RECENT: i32 = 14;

/// The units of the year under way that are measured by themselves, with their académie.
#[derive(Default)]
pub struct Followed(Vec<(UnitId, TerritoryCode)>);

impl Followed {
    /// Follows a unit, perhaps.
    pub fn meet(&mut self, id: UnitId, academy: TerritoryCode) {
        if id.0 % MEASURED == 0 && self.0.len() < UNITS_MAX {
            self.0.push((id, academy));
        }
    }
}

/// Brings the measures, as so many files.
pub async fn bring(
    intake: &mut Intake,
    plan: &Plan,
    calendar: &Calendar,
    schools: &[DemoSchool],
    followed: &Followed,
) -> Result<(), StoreError> {
    let period = Period::of(plan, calendar);
    let national = period.national();
    let first = [
        national.clone(),
        period.academies(schools, &national),
        period.recent(schools, followed),
    ];
    put(intake, Instrument::Matomo, "matomo-2019-2021.csv", first.concat()).await?;
    put(
        intake,
        Instrument::PeerTube,
        "peertube-stats.csv",
        period.videos(),
    )
    .await?;
    // A robot had been counted for a week.
    let march = Week::of(NaiveDate::from_ymd_opt(2021, 3, 8).unwrap_or_default());
    let wrong = national.iter().filter(|row| row.week == march);
    let corrected = wrong.map(|row| UsageRow {
        value: row.value * 81 / 100,
        ..*row
    });
    put(
        intake,
        Instrument::Matomo,
        "matomo-mars-2021-corrige.csv",
        corrected.collect(),
    )
    .await
}

async fn put(intake: &mut Intake, by: Instrument, name: &str, rows: Vec<UsageRow>) -> Result<(), StoreError> {
    let Some(policy) = PolicyCode::new(POLICY) else {
        return Ok(());
    };
    let ask = UsageAsk {
        policy,
        instrument: by,
        origin: name,
    };
    intake.stage_usage(&rows).await?;
    // All of it is known: nothing can be refused.
    intake.apply_usage(&ask, &mut |_, _| {}).await?;
    Ok(())
}

/// What is measured: the nation of a plan, week by week.
struct Period<'a> {
    plan: &'a Plan,
    calendar: &'a Calendar,
    /// From the opening in October 2019 to the last week that is over.
    weeks: Vec<Week>,
}

fn weeks(plan: &Plan) -> Vec<Week> {
    let mut week = Week::of(NaiveDate::from_ymd_opt(2019, 10, 7).unwrap_or_default());
    let mut weeks = Vec::new();
    while week.sunday() < plan.today {
        weeks.push(week);
        week = week.next();
    }
    weeks
}

/// Nobody looked at Matomo during two weeks of November 2020.
fn is_missing(week: Week) -> bool {
    let off = |day: u32| NaiveDate::from_ymd_opt(2020, 11, day).map(Week::of) == Some(week);
    off(9) || off(16)
}

fn row(place: UsagePlace, measure: Measure, week: Week, value: i64) -> UsageRow {
    UsageRow {
        line: 0,
        place,
        measure,
        week,
        value,
    }
}

impl<'a> Period<'a> {
    fn of(plan: &'a Plan, calendar: &'a Calendar) -> Self {
        Self {
            plan,
            calendar,
            weeks: weeks(plan),
        }
    }

    /// How lively a week is, per mille: holidays are quiet, the spring of 2020 was not.
    fn liveliness(&self, week: Week, zone: Option<Zone>) -> i64 {
        let closed = (
            NaiveDate::from_ymd_opt(2020, 3, 16),
            NaiveDate::from_ymd_opt(2020, 5, 10),
        );
        if let (Some(from), Some(to)) = closed
            && (from..=to).contains(&week.monday())
        {
            return 2_100;
        }
        match self.calendar.school_share(week, zone) {
            share if share >= 0.9 => 1_000,
            share if share >= 0.5 => 650,
            share if share > 0.1 => 300,
            _ => 110,
        }
    }

    fn national(&self) -> Vec<UsageRow> {
        let nation = UsagePlace::Territory(TerritoryCode::nation());
        let mut random = random(self.plan, 71);
        let mut rows = Vec::new();
        for (rank, week) in (0_i64..).zip(&self.weeks) {
            let noise = random.i64(880..=1_120);
            if is_missing(*week) {
                continue;
            }
            // Vacations thin out the zones one after the other: the nation is the mean of them.
            let visits = (2_200 + rank * 62) * self.liveliness(*week, None) / 1_000 * noise / 1_000;
            let of = [
                (Measure::Visits, visits),
                (Measure::UniqueVisitors, visits * 61 / 100),
                (Measure::Actions, visits * 53 / 10),
                (Measure::PageViews, visits * 43 / 10),
                (Measure::Downloads, visits * 21 / 100),
            ];
            rows.extend(of.map(|(measure, value)| row(nation, measure, *week, value)));
        }
        rows
    }

    /// Two visits in three come with an academic address.
    fn academies(&self, schools: &[DemoSchool], national: &[UsageRow]) -> Vec<UsageRow> {
        let mut sizes: BTreeMap<&str, i64> = BTreeMap::new();
        for school in schools {
            *sizes.entry(school.academy).or_default() += 1;
        }
        let all: i64 = sizes.values().sum::<i64>().max(1);
        let mut random = random(self.plan, 72);
        let mut rows = Vec::new();
        for (digits, size) in sizes {
            let Some(code) = TerritoryCode::academy(digits) else {
                continue;
            };
            let (place, zone) = (UsagePlace::Territory(code), Zone::of_academy(digits));
            let zeal = random.i64(600..=1_400);
            for week in &self.weeks {
                let of_week = |row: &&UsageRow| row.week == *week && row.measure == Measure::Visits;
                let (Some(nation), noise) = (national.iter().find(of_week), random.i64(850..=1_150)) else {
                    continue;
                };
                let mean = self.liveliness(*week, None).max(1);
                let visits = nation.value * 2 / 3 * size / all * zeal / 1_000 * self.liveliness(*week, zone)
                    / mean
                    * noise
                    / 1_000;
                rows.push(row(place, Measure::Visits, *week, visits));
                rows.push(row(place, Measure::UniqueVisitors, *week, visits * 63 / 100));
            }
        }
        rows
    }

    /// About 250 videos and 200,000 views by September 2021.
    fn videos(&self) -> Vec<UsageRow> {
        let nation = UsagePlace::Territory(TerritoryCode::nation());
        let mut random = random(self.plan, 73);
        let mut totals = [6_i64, 900, 4, 310, 3];
        let measures = [
            Measure::Videos,
            Measure::VideoViews,
            Measure::Comments,
            Measure::Accounts,
            Measure::Contributors,
        ];
        let mut rows = Vec::new();
        for week in &self.weeks {
            let lively = self.liveliness(*week, None);
            let more = [
                random.i64(0..=6),
                random.i64(1_500..=3_200),
                random.i64(0..=7),
                random.i64(20..=95),
                random.i64(0..=2) / 2,
            ];
            for ((total, more), measure) in totals.iter_mut().zip(more).zip(measures) {
                *total += (more * lively + 500) / 1_000;
                rows.push(row(nation, measure, *week, *total));
            }
        }
        rows
    }

    /// The last weeks of the units that are followed, and of one school in fifty.
    fn recent(&self, schools: &[DemoSchool], followed: &Followed) -> Vec<UsageRow> {
        let Some(last) = self.weeks.last() else {
            return Vec::new();
        };
        let recent = || {
            self.weeks
                .iter()
                .filter(|week| week.number() > last.number() - RECENT)
        };
        let of_units = followed
            .0
            .iter()
            .map(|(id, academy)| (UsagePlace::Unit(*id), Zone::of_academy(academy.local())));
        let of_schools = schools.iter().step_by(50).map(|school| {
            (
                UsagePlace::School(school.school.uai),
                Zone::of_academy(school.academy),
            )
        });
        let mut random = random(self.plan, 74);
        let mut rows = Vec::new();
        for (place, zone) in of_units.chain(of_schools) {
            // Some come each week, some now and then, some left before the autumn's end.
            let (chance, until) = [(90, 0), (35, 0), (80, 8), (0, RECENT)][random.usize(..4)];
            for week in recent() {
                let comes = random.i64(..100) < chance
                    && last.number() - week.number() >= until
                    && self.liveliness(*week, zone) > 500;
                let uses = if comes { random.i64(1..=14) } else { 0 };
                rows.push(row(place, Measure::Visits, *week, uses));
            }
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_counts_about_250_videos_and_200_000_views_in_september_2021() {
        let plan = Plan::new(1);
        let rows = Period::of(&plan, &Calendar::official()).videos();
        let september = Week::of(NaiveDate::from_ymd_opt(2021, 9, 6).unwrap());
        let of = |measure| {
            rows.iter()
                .find(|row| row.measure == measure && row.week == september)
                .unwrap()
                .value
        };
        assert!(
            (220..=280).contains(&of(Measure::Videos)),
            "{}",
            of(Measure::Videos)
        );
        assert!(
            (170_000..=230_000).contains(&of(Measure::VideoViews)),
            "{}",
            of(Measure::VideoViews)
        );
    }
}
