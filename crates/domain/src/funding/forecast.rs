//! The forecast of the money: what is committed and paid from now to the end, with its spread, and the day it runs out.
//!
//! Many futures are drawn from the ledger's own past weeks and the commitments already signed (docs/methods.md tells how); the spread is
//! where 8 futures out of 10 lie. Same past, same seed: same forecast.

mod commitments;
mod draw;
mod history;
mod payments;
mod projection;

use super::Cents;
use crate::{
    calendar::Week,
    forecast::{Spread, tenths},
};
use chrono::NaiveDate;
use commitments::Commitments;
use history::{History, TimeStep, steps};
use payments::Payments;
pub use projection::{FundingForecast, FundingProjection, RunsOut, WeekProjection};

/// Below this number of weeks from the first that moved money, the running one not counted, it is too early.
const WEEKS_NEEDED: usize = 6;

/// Futures drawn: some 3 ms for half a year of past and four months ahead, 20 ms for two years of each.
const RUNS: usize = 1000;

/// What a week moved, in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekMoves {
    /// The week.
    pub week: Week,
    /// AE committed, less withdrawn or reversed: may be negative.
    pub committed: Cents,
    /// CP paid, less reversed: may be negative.
    pub paid: Cents,
}

/// Input of the forecast. All amounts in cents.
#[derive(Clone, Copy, Debug)]
pub struct ForecastInput<'a> {
    /// Every week since the first entry or the window's start, oldest first, the running one last; a week that is missing moved nothing.
    pub weeks: &'a [WeekMoves],
    /// The day of the forecast: what it moved is in the past.
    pub today: NaiveDate,
    /// AE left under the ceiling.
    pub ae_left: Cents,
    /// CP left under the ceiling.
    pub cp_left: Cents,
    /// Committed and not yet paid.
    pub unpaid: Cents,
    /// The last day to forecast; two years ahead at most are.
    pub until: NaiveDate,
    /// The same seed draws the same futures.
    pub seed: u64,
}

/// Draws the futures of the money from its past.
pub fn forecast(past: &ForecastInput<'_>) -> FundingForecast {
    forecast_of(past, RUNS)
}

/// The same, from a number of futures: its cost grows with it and with the weeks ahead, not with the entries.
fn forecast_of(past: &ForecastInput<'_>, runs: usize) -> FundingForecast {
    let history = History::read(past);
    let weeks = history.as_ref().map_or(0, History::complete);
    match history {
        Some(history) if weeks >= WEEKS_NEEDED => FundingForecast::Ahead(draw_all(past, &history, runs)),
        _ => FundingForecast::TooEarly {
            weeks,
            needed: WEEKS_NEEDED,
        },
    }
}

fn draw_all(past: &ForecastInput<'_>, history: &History, runs: usize) -> FundingProjection {
    let mut rng = fastrand::Rng::with_seed(past.seed);
    let steps = steps(past.today, past.until);
    let ae_left = past.ae_left.max(Cents::ZERO);
    let cp_left = past.cp_left.max(Cents::ZERO);
    let commitments = Commitments::learn(history, &steps);
    let payments = Payments::learn(history, draw::number(past.unpaid), &steps);
    let mut ae = Futures::new(&steps, ae_left);
    let mut cp = Futures::new(&steps, cp_left);
    let mut totals = vec![0.0; steps.len()];
    for _ in 0..runs {
        commitments.run(&mut rng, &steps, draw::number(ae_left), &mut totals);
        ae.add(&totals);
        payments.run(&mut rng, &mut totals);
        cp.add(&totals);
    }
    let spreads = steps.iter().zip(ae.spreads().into_iter().zip(cp.spreads()));
    FundingProjection {
        weeks: spreads
            .skip(1)
            .map(|(step, (ae, cp))| WeekProjection {
                week: step.week,
                ae,
                cp,
            })
            .collect(),
        ae_out: ae.runs_out(past, &steps),
        cp_out: cp.runs_out(past, &steps),
    }
}

/// The futures of one kind of money.
struct Futures {
    left: Cents,
    /// By step, what each future has moved by its end.
    totals: Vec<Vec<Cents>>,
    /// The step in which each future has moved all that is left; their number when none.
    out: Vec<usize>,
}

impl Futures {
    fn new(steps: &[TimeStep], left: Cents) -> Self {
        Self {
            left,
            totals: vec![Vec::new(); steps.len()],
            out: Vec::new(),
        }
    }

    fn add(&mut self, totals: &[f64]) {
        let mut out = totals.len();
        for (rank, (future, total)) in self.totals.iter_mut().zip(totals).enumerate() {
            let total = draw::cents(*total).min(self.left);
            if total == self.left {
                out = out.min(rank);
            }
            future.push(total);
        }
        self.out.push(out);
    }

    fn spreads(&mut self) -> Vec<Spread<Cents>> {
        let spreads = self.totals.iter_mut().map(|future| Spread::of(future));
        spreads.collect()
    }

    fn runs_out(&mut self, past: &ForecastInput<'_>, steps: &[TimeStep]) -> RunsOut {
        if self.left <= Cents::ZERO {
            let today = Some(past.today);
            return RunsOut {
                early: today,
                middle: today,
                late: today,
            };
        }
        let never = steps.len();
        let [early, middle, late] = tenths(&mut self.out).unwrap_or([never; 3]);
        let day = |rank: usize, day: u32| {
            let week = steps.get(rank)?.week;
            Some(week.day(day).max(past.today).min(past.until))
        };
        RunsOut {
            early: day(early, 0),
            middle: day(middle, 3),
            late: day(late, 6),
        }
    }
}

#[cfg(test)]
mod simulated;
#[cfg(test)]
mod tests;
