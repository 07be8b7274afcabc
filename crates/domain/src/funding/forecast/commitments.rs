//! Contracts to come: their pace and their amounts, drawn again from the weeks that committed.
//!
//! A week that committed is one event, whatever the number of its contracts. Each future draws a pace, with the odds that the past weeks
//! give to it: a short past leaves many paces likely, so the forecast is wide. A pace is either a law of the weeks between two events
//! (Weibull's, for whole weeks, whose shape says whether they come at any time or at regular times), or one event a calendar month.

use super::{
    draw::{Odds, ladder, likely, survival},
    history::{History, TimeStep},
};
use crate::calendar::Week;
use crate::forecast::draw::{chi_square, normal};
use chrono::Datelike;
use std::collections::BTreeMap;

/// Shapes of the gaps, and their odds before any week is seen: at any time (0.8 somewhat in bursts, 1 without memory), or regular.
/// With the month's, regular paces weigh more, as few gaps must be enough to know one.
const SHAPES: [(f64, f64); 4] = [(0.8, 0.1), (1.0, 0.3), (10.0, 0.2), (30.0, 0.4)];
/// Scales of the gaps, in weeks, each as likely before any week is seen: from every week to once a year, by steps of 9 %.
const SCALE_MIN: f64 = 0.3;
const SCALE_MAX: f64 = 52.0;
const SCALES: u32 = 60;

/// Odds, on the same scale as the shapes', of one event in each calendar month, in any of its weeks.
const MONTHLY_PRIOR: f64 = 0.2;
/// There, the odds that a month sees its event, and that a week sees one more: nearly sure, not quite.
const MONTHLY: f64 = 0.985;
const MONTHLY_MORE: f64 = 0.005;

/// Before any amount is seen, amounts differ by some 10 % (deviation of their logarithm), a belief that weighs as much as one amount: so
/// even amounts stay even with few of them seen, and uneven ones are soon believed.
const SPREAD_PRIOR: f64 = 0.1;
const SPREAD_PRIOR_WEIGHT: u8 = 1;
/// The widest spread of a future: beyond, a few draws would promise any amount.
const SPREAD_MAX: f64 = 1.5;

/// What the past says of contracts to come.
pub struct Commitments {
    laws: Vec<PaceModel>,
    odds: Odds,
    amounts: Amounts,
    /// Weeks since the last event, at the running week, and its month; `None` when no week committed.
    last: Option<(usize, Month)>,
    /// The months of the steps ahead.
    months: Vec<Month>,
}

/// A pace of events.
enum Pace {
    /// A law of the weeks between two.
    Gaps { scale: f64, shape: f64 },
    /// One a month.
    Months,
}

/// Model of a likely pace: the odds that weeks are drawn from.
enum PaceModel {
    /// Odds of an event in a week, by the weeks since the last one.
    Gaps(Vec<f64>),
    /// Those of the month.
    Months,
}

/// The month of a week, that of its Thursday.
#[derive(Clone, Copy)]
struct Month {
    /// Its first Thursday's week, which names it.
    first: i32,
    /// Odds that the event of a month that has not seen it comes in this week.
    odds: f64,
}

/// The amounts of the past events.
struct Amounts {
    /// Logarithms of those above zero.
    logs: Vec<f64>,
    mean: f64,
    /// Sum of the squares of their distances from the mean.
    squares: f64,
    /// Those below zero: weeks that withdrew more than they committed.
    withdrawn: Vec<f64>,
}

impl Commitments {
    /// Learns the pace and the amounts.
    pub fn learn(history: &History, steps: &[TimeStep]) -> Self {
        let months = history.weeks().map(Month::of);
        let weeks: Vec<(bool, Month)> = history
            .committed
            .iter()
            .map(|moved| *moved != 0.0)
            .zip(months)
            .collect();
        let gaps = Gaps::of(&weeks);
        let mut paces = vec![(
            Pace::Months,
            f64::ln(MONTHLY_PRIOR) + log_likelihood_monthly(&weeks),
        )];
        for (shape, prior) in SHAPES {
            let prior = f64::ln(prior / f64::from(SCALES));
            for scale in ladder(SCALE_MIN, SCALE_MAX, SCALES) {
                paces.push((
                    Pace::Gaps { scale, shape },
                    prior + gaps.log_likelihood(scale, shape),
                ));
            }
        }
        let (paces, odds) = likely(paces);
        let longest = weeks.len() + steps.len();
        let laws = paces.into_iter().map(|pace| match pace {
            Pace::Gaps { scale, shape } => PaceModel::Gaps(hazards(scale, shape, longest)),
            Pace::Months => PaceModel::Months,
        });
        Self {
            odds,
            laws: laws.collect(),
            amounts: Amounts::learn(&history.committed),
            last: weeks
                .iter()
                .rev()
                .zip(0..)
                .find_map(|((event, month), since)| event.then_some((since, *month))),
            months: steps.iter().map(|step| Month::of(step.week)).collect(),
        }
    }

    /// One future: what is committed from now to the end of each step, in cents, never above `left`. A contract that no longer fits is cut.
    pub fn run(&self, rng: &mut fastrand::Rng, steps: &[TimeStep], left: f64, totals: &mut [f64]) {
        totals.fill(0.0);
        let (Some(law), Some((mut since, mut seen))) = (self.laws.get(self.odds.pick(rng)), self.last) else {
            return;
        };
        let level = self.amounts.level(rng);
        let mut total = 0.0;
        for ((step, month), cumulated) in steps.iter().zip(&self.months).zip(totals) {
            let hazard = match law {
                PaceModel::Gaps(hazard) => hazard_at(hazard, since),
                PaceModel::Months => month.hazard(seen),
            };
            if rng.f64() < 1.0 - (1.0 - hazard).powf(step.share) {
                total = f64::min(left, total + self.amounts.draw(rng, &level));
                since = 0;
                seen = *month;
            }
            since += 1;
            *cumulated = total;
        }
    }
}

impl Month {
    fn of(week: Week) -> Self {
        let thursday = week.day(3);
        let rank = thursday.day0() / 7;
        let last = week.next().day(3).month() != thursday.month();
        // A fifth Thursday is looked for from the fourth on; before, a month's mean length is near enough.
        let weeks = match (rank, last) {
            (3, true) => 4.0,
            (3, false) | (4, _) => 5.0,
            _ => 4.35,
        };
        let before = f64::from(rank);
        Self {
            first: week.number() - i32::try_from(rank).unwrap_or(0),
            odds: MONTHLY / (weeks - MONTHLY * before),
        }
    }

    /// The odds of an event in this week, when the last one came in `seen`.
    fn hazard(self, seen: Self) -> f64 {
        if self.first == seen.first {
            MONTHLY_MORE
        } else {
            self.odds
        }
    }
}

/// The weeks between the past events.
struct Gaps {
    /// The lengths of the gaps, in weeks, and how many have each.
    counts: BTreeMap<usize, f64>,
    /// Whole weeks since the last event.
    quiet: f64,
}

impl Gaps {
    fn of(weeks: &[(bool, Month)]) -> Self {
        let mut counts = BTreeMap::new();
        let mut last: Option<usize> = None;
        for (at, _) in weeks.iter().enumerate().filter(|(_, (event, _))| *event) {
            if let Some(last) = last {
                *counts.entry(at - last).or_insert(0.0) += 1.0;
            }
            last = Some(at);
        }
        let since = weeks.len().saturating_sub(last.unwrap_or(0) + 2);
        Self {
            counts,
            quiet: length(since),
        }
    }

    /// The logarithm of the odds of these gaps, then of the quiet weeks.
    fn log_likelihood(&self, scale: f64, shape: f64) -> f64 {
        let each = self.counts.iter().map(|(weeks, count)| {
            let weeks = length(*weeks);
            let odds = survival(weeks - 1.0, scale, shape) - survival(weeks, scale, shape);
            count * odds.max(1e-300).ln()
        });
        each.sum::<f64>() - (self.quiet / scale).powf(shape)
    }
}

/// A number of weeks or of amounts, to compute with.
fn length(count: usize) -> f64 {
    u16::try_from(count).map_or(f64::from(u16::MAX), f64::from)
}

/// The odds of an event 1, 2, 3… weeks after the last, up to a week with certainty or the longest wait that can be drawn.
fn hazards(scale: f64, shape: f64, longest: usize) -> Vec<f64> {
    let mut before = 1.0;
    let mut hazard = Vec::new();
    let mut week = 0.0;
    while hazard.len() < longest && before > 1e-12 {
        week += 1.0;
        let after = survival(week, scale, shape);
        hazard.push(1.0 - after / before);
        before = after;
    }
    hazard
}

/// The odds of an event so many weeks after the last; in the same week, as in the next.
fn hazard_at(hazard: &[f64], since: usize) -> f64 {
    let at = since.saturating_sub(1).min(hazard.len().saturating_sub(1));
    hazard.get(at).copied().unwrap_or(0.0)
}

/// The logarithm of the odds of the past weeks after the first event, if one is to come each month.
fn log_likelihood_monthly(weeks: &[(bool, Month)]) -> f64 {
    let mut seen: Option<Month> = None;
    let mut sum = 0.0;
    for (rank, (event, month)) in weeks.iter().enumerate() {
        let running = rank + 1 == weeks.len();
        if let Some(seen) = seen.filter(|_| *event || !running) {
            let hazard = month.hazard(seen);
            sum += if *event {
                hazard.ln()
            } else {
                (1.0 - hazard).max(1e-12).ln()
            };
        }
        if *event {
            seen = Some(*month);
        }
    }
    sum
}

/// Model of the amounts that one future believes.
struct AmountModel {
    /// Shift of the mean logarithm.
    shift: f64,
    /// How far from the mean a past amount drawn again is put, as a share of its own distance.
    shrink: f64,
    /// Deviation of the blur around it.
    blur: f64,
}

impl Amounts {
    fn learn(committed: &[f64]) -> Self {
        let logs: Vec<f64> = committed
            .iter()
            .filter(|moved| **moved > 0.0)
            .map(|moved| moved.ln())
            .collect();
        let mean = logs.iter().sum::<f64>() / length(logs.len()).max(1.0);
        Self {
            squares: logs.iter().map(|log| (log - mean).powi(2)).sum(),
            mean,
            logs,
            withdrawn: committed.iter().copied().filter(|moved| *moved < 0.0).collect(),
        }
    }

    /// Draws the spread and the mean that a future believes, given how few amounts were seen.
    fn level(&self, rng: &mut fastrand::Rng) -> AmountModel {
        let freedom = (self.logs.len() + usize::from(SPREAD_PRIOR_WEIGHT))
            .saturating_sub(1)
            .max(1);
        let prior = f64::from(SPREAD_PRIOR_WEIGHT) * SPREAD_PRIOR.powi(2);
        let variance = ((prior + self.squares) / chi_square(rng, freedom).max(1e-9)).min(SPREAD_MAX.powi(2));
        let seen = length(self.logs.len()).max(1.0);
        let own = self.squares / seen;
        AmountModel {
            shift: normal(rng) * (variance / seen).sqrt(),
            shrink: if own > variance {
                (variance / own).sqrt()
            } else {
                1.0
            },
            blur: (variance - own).max(0.0).sqrt(),
        }
    }

    /// An amount, in cents: a past one drawn again and blurred, or a past withdrawal as it was.
    fn draw(&self, rng: &mut fastrand::Rng, level: &AmountModel) -> f64 {
        let rank = rng.usize(0..(self.logs.len() + self.withdrawn.len()).max(1));
        match self.logs.get(rank) {
            Some(log) => {
                let kept = self.mean + level.shrink * (log - self.mean);
                (kept + level.shift + level.blur * normal(rng)).exp()
            }
            None => self.withdrawn.get(rank - self.logs.len()).copied().unwrap_or(0.0),
        }
    }
}
