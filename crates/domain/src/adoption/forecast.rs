//! The forecast of adoption: how many units will ever have been onboarded, week by week to the end of the school year, with its spread, and
//! the day an objective is reached.
//!
//! In a school week, a unit that was not yet onboarded and did not decline is with the chance `p + q·A/M`: `A` units of the known `M` already were (what the
//! others do, `q`, and what comes from elsewhere, `p`). Many futures are drawn from the year's own weeks; the spread is where 8 futures
//! out of 10 lie. Same course, same seed: same forecast.

mod backtest;
mod fit;
mod futures;
mod likely;
mod past;

use crate::{calendar::Week, forecast::Spread};
use chrono::NaiveDate;
use likely::Likely;

pub use backtest::{Backtest, WeekForecast, backtest};
pub use past::{Came, HORIZONS, KeptOn, METHOD, Origin, PastForecast, TESTED_NEEDED, past_forecasts, worth};

/// Below one unit in so many (20 %) it is too early: what the others do, `q`, is not seen yet.
const NEEDED_ONE_IN: i64 = 5;
/// Nor from fewer school weeks than this, from the first that onboarded a unit.
const WEEKS_NEEDED: usize = 8;

/// Weeks of which the recent pace is the mean.
const PACE_WEEKS: usize = 8;

/// Futures drawn: some milliseconds for half a year seen and half a year ahead.
const RUNS: usize = 1000;
/// No more weeks than this are forecast: the units of a year live fourteen months.
const WEEKS_MAX: usize = 70;

/// By how much a forecast's weekly errors are widened until the product's own past errors say better ([`backtest`]).
pub const WIDEN_START: f64 = 1.1;

/// A week that is over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeekSeen {
    /// The week.
    pub week: Week,
    /// Units that had ever reached Onboarded by its end, of those still in the census.
    pub reached: i64,
    /// Share of the units that had school, weighted by its days: 1 in a full week, 0 in everybody's holidays.
    pub school: f64,
}

/// A week to come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeekAhead {
    /// The week.
    pub week: Week,
    /// Share of the units that will have school, as in [`WeekSeen`].
    pub school: f64,
}

/// The chance of a unit to be onboarded in a full school week: `p + q·A/M`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hazard {
    /// Where no unit is yet: 0.006 is 6 units of 1,000 a week.
    pub p: f64,
    /// What is added where all the others are.
    pub q: f64,
}

/// What a forecast is drawn from: a policy's school year, in one territory.
#[derive(Clone, Copy, Debug)]
pub struct Course<'a> {
    /// The weeks that are over, oldest first, each the one after: a hole is read as weeks that taught nothing.
    pub weeks: &'a [WeekSeen],
    /// Units that had reached Onboarded before the first of these weeks.
    pub before: i64,
    /// Units that are or may be onboarded, `M`: the census but for those that declined; known, not guessed.
    pub units: i64,
    /// The weeks to forecast, to that of 31 August: those after the last one seen, 70 at most.
    pub ahead: &'a [WeekAhead],
    /// A number of units to reach.
    pub objective: Option<i64>,
    /// By how much weekly errors are widened: [`WIDEN_START`], then what [`Backtest::widening`] answers. 1 is as seen; read as 1 when it is none of 0 to 10.
    pub widen: f64,
    /// A past year's hazard, used while it is too early.
    pub prior: Option<Hazard>,
    /// The same seed draws the same futures.
    pub seed: u64,
}

/// A forecast, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum AdoptionForecast {
    /// Too little adoption or too few school weeks to learn from, and no past year's hazard.
    TooEarly {
        /// Units ever onboarded.
        reached: i64,
        /// Units that it takes: 20 % of those that did not decline, and one at least.
        needed: i64,
        /// School weeks seen, from the first that onboarded a unit.
        weeks: usize,
        /// School weeks that it takes: 8.
        weeks_needed: usize,
    },
    /// What lies ahead.
    Ahead(AdoptionProjection),
}

/// Projection of the adoption: what lies ahead, as 8 futures out of 10 have it.
#[derive(Clone, Debug, PartialEq)]
pub struct AdoptionProjection {
    /// Units ever onboarded by the end of each week ahead.
    pub weeks: Vec<(Week, Spread<i64>)>,
    /// When the objective is reached; `None` without one.
    pub reached_objective: Option<ReachedBy>,
    /// What the forecast learnt from.
    pub basis: Basis,
    /// The hazard it uses: what a year that is over leaves to the next as its `prior`.
    pub hazard: Hazard,
}

/// What a forecast learnt its hazard from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The weeks of this school year.
    ThisYear,
    /// The hazard of a past year, faster or slower as this year's few weeks have it: to be said beside the figure.
    PastYear,
}

/// When an objective is reached. `None`: not in the weeks forecast, in that share of the futures. Known by its week: a Monday, a Thursday,
/// a Sunday; all three the Sunday of its week when it is reached already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReachedBy {
    /// In one future out of ten, before the end of this day's week.
    pub early: Option<NaiveDate>,
    /// In half of the futures, by this day's week.
    pub middle: Option<NaiveDate>,
    /// In nine futures out of ten, by this day.
    pub late: Option<NaiveDate>,
}

/// Draws the futures of a course. Never above the units known nor below those already reached; a week never below the one before.
pub fn forecast(course: &Course<'_>) -> AdoptionForecast {
    forecast_of(course, RUNS)
}

/// The units to onboard in each full school week ahead to reach the objective with the last of them: arithmetic, not a forecast, so it is
/// known however early. 0 when it is reached; `None` without an objective, above the units known, or with no school left.
pub fn pace_needed(course: &Course<'_>) -> Option<f64> {
    let objective = course.objective.filter(|objective| *objective <= course.units)?;
    let missing = objective.saturating_sub(course.reached());
    if missing <= 0 {
        return Some(0.0);
    }
    let school: f64 = course.ahead().map(|ahead| share(ahead.school)).sum();
    (school > 0.0).then(|| number(missing) / school)
}

/// Units onboarded in a full school week, in the mean of the last eight weeks seen; 0 where they hold less than one week of school.
pub fn pace_seen(weeks: &[WeekSeen]) -> f64 {
    let first = weeks.len().saturating_sub(PACE_WEEKS + 1);
    let last = weeks.get(first..).unwrap_or_default();
    let school: f64 = last.iter().skip(1).map(|week| week.school).sum();
    match (last.first(), last.last()) {
        (Some(from), Some(to)) if school >= 1.0 => number(to.reached - from.reached) / school,
        _ => 0.0,
    }
}

/// The same as [`forecast`], from a number of futures.
fn forecast_of(course: &Course<'_>, runs: usize) -> AdoptionForecast {
    let growths = fit::growths(course);
    let weeks = growths.iter().filter(|growth| growth.school >= 0.5).count();
    let reached = course.reached();
    let units = course.units.max(1);
    let needed = units / NEEDED_ONE_IN + i64::from(units % NEEDED_ONE_IN > 0);
    let likely = match course.prior.filter(Hazard::is_known) {
        _ if reached >= needed && weeks >= WEEKS_NEEDED => Likely::of_this_year(growths, course.widen()),
        Some(prior) => Likely::of_past_year(growths, prior, course.widen()),
        None => {
            return AdoptionForecast::TooEarly {
                reached,
                needed,
                weeks,
                weeks_needed: WEEKS_NEEDED,
            };
        }
    };
    AdoptionForecast::Ahead(futures::draw_all(course, &likely, runs))
}

impl Course<'_> {
    /// Units ever onboarded, by now: at most the units known.
    fn reached(&self) -> i64 {
        let last = self.weeks.last().map_or(self.before, |seen| seen.reached);
        last.clamp(0, self.units.max(0))
    }

    /// The weeks ahead that are after those seen.
    fn ahead(&self) -> impl Iterator<Item = &WeekAhead> {
        let last = self.weeks.last().map(|seen| seen.week);
        let after = move |ahead: &&WeekAhead| last.is_none_or(|last| ahead.week > last);
        self.ahead.iter().filter(after).take(WEEKS_MAX)
    }

    fn widen(&self) -> f64 {
        if (0.0..=10.0).contains(&self.widen) {
            self.widen
        } else {
            1.0
        }
    }
}

impl Hazard {
    /// Whether it is a hazard at all.
    fn is_known(&self) -> bool {
        let known = |rate: f64| rate.is_finite() && rate >= 0.0;
        known(self.p) && known(self.q) && self.p + self.q > 0.0
    }
}

/// A share between 0 and 1; what is no number counts as a full week.
fn share(told: f64) -> f64 {
    if told.is_nan() { 1.0 } else { told.clamp(0.0, 1.0) }
}

/// A number of units as the statistics use it.
#[expect(
    clippy::cast_precision_loss,
    reason = "no nation has 9 million billion classes"
)]
const fn number(units: i64) -> f64 {
    units as f64
}

#[cfg(test)]
mod past_tests;
#[cfg(test)]
mod proofs;
#[cfg(test)]
mod simulated;
#[cfg(test)]
mod tests;
