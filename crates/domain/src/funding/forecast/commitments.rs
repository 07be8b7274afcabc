//! Contracts to come: their pace and their amounts, drawn again from the weeks that committed.
//!
//! A week that committed is one event, whatever the number of its contracts. Each future draws a pace, with the odds that the past weeks
//! give to it: a short past leaves many paces likely, so the forecast is wide. A pace is either a law of the weeks between two events
//! (Weibull's, for whole weeks, whose shape says whether they come at any time or at regular times), or one event a calendar month.

mod amounts;
mod pace;

use super::{
    draw::{Odds, ladder, likely},
    history::{History, TimeStep},
};
use amounts::Amounts;
use pace::{Gaps, Month, Pace, PaceModel, hazard_at, hazards, log_likelihood_monthly};

/// Shapes of the gaps, and their odds before any week is seen: at any time (0.8 somewhat in bursts, 1 without memory), or regular.
/// With the month's, regular paces weigh more, as few gaps must be enough to know one.
const SHAPES: [(f64, f64); 4] = [(0.8, 0.1), (1.0, 0.3), (10.0, 0.2), (30.0, 0.4)];
/// Scales of the gaps, in weeks, each as likely before any week is seen: from every week to once a year, by steps of 9 %.
const SCALE_MIN: f64 = 0.3;
const SCALE_MAX: f64 = 52.0;
const SCALES: u32 = 60;

/// Odds, on the same scale as the shapes', of one event in each calendar month, in any of its weeks.
const MONTHLY_PRIOR: f64 = 0.2;

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

/// A number of weeks or of amounts, to compute with.
fn length(count: usize) -> f64 {
    u16::try_from(count).map_or(f64::from(u16::MAX), f64::from)
}
