//! Contracts to come: their pace and their amounts, drawn again from the weeks that committed.
//!
//! A week that committed is one event, whatever the number of its contracts. The weeks between two events follow Weibull's law for whole
//! weeks; its shape says whether they come at any time (1: lumpy) or at regular times (monthly). Shape and scale are not guessed: each
//! run draws a pair, with the odds that the past gaps give to it. So a short past gives a wide forecast.

use super::{
    draw::{Odds, chi_square, ladder, normal, survival},
    history::{History, Step, WEEKS_MAX},
};

/// Shapes of the gaps, and their odds before any week is seen: lumpy and regular are as likely.
const SHAPES: [(f64, f64); 4] = [(0.8, 0.1), (1.0, 0.3), (10.0, 0.2), (30.0, 0.4)];
/// Scales of the gaps, in weeks, each as likely before any week is seen: from every week to once a year.
const SCALE_MIN: f64 = 0.3;
const SCALE_MAX: f64 = 52.0;
const SCALES: u32 = 60;

/// Before any amount is seen, amounts spread by this much (deviation of their logarithm), which weighs as much as so many amounts seen.
const SPREAD_PRIOR: f64 = 0.15;
const SPREAD_PRIOR_WEIGHT: usize = 1;
/// The widest spread of a run.
const SPREAD_MAX: f64 = 1.5;

/// What the past says of contracts to come.
pub struct Commitments {
    laws: Vec<Law>,
    odds: Odds,
    amounts: Amounts,
    /// Weeks since the last event, at the running week; `None` when no week committed.
    since: Option<usize>,
}

/// One pair of scale and shape: the odds of an event in a week, by the weeks since the last one.
struct Law {
    hazard: Vec<f64>,
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
    pub fn learn(history: &History) -> Self {
        let events: Vec<usize> = (0..history.committed.len())
            .filter(|&at| history.committed.get(at).is_some_and(|&moved| moved != 0.0))
            .collect();
        let running = history.complete();
        let since = events.last().map(|last| running - last);
        let mut gaps = vec![0.0; WEEKS_MAX + 2];
        for (before, after) in events.iter().zip(events.iter().skip(1)) {
            if let Some(count) = gaps.get_mut(after - before) {
                *count += 1.0;
            }
        }
        let quiet = since.unwrap_or(running).saturating_sub(1);
        let mut laws = Vec::new();
        let mut logs = Vec::new();
        for (shape, prior) in SHAPES {
            for scale in ladder(SCALE_MIN, SCALE_MAX, SCALES) {
                let law = Law::new(scale, shape);
                logs.push(f64::ln(prior) + law.log_likelihood(&gaps, quiet));
                laws.push(law);
            }
        }
        Self {
            odds: Odds::from_logs(&logs),
            laws,
            amounts: Amounts::learn(&history.committed),
            since,
        }
    }

    /// One future: what is committed from now to the end of each step, in cents, never above `left`. A contract that no longer fits is cut.
    pub fn run(&self, rng: &mut fastrand::Rng, steps: &[Step], left: f64, totals: &mut [f64]) {
        let mut total = 0.0;
        let law = self.laws.get(self.odds.pick(rng));
        let level = self.amounts.level(rng);
        let mut since = self.since.unwrap_or(0);
        for (step, cumulated) in steps.iter().zip(totals) {
            let hazard = law.map_or(0.0, |law| law.hazard(since.max(1)));
            let happens = self.since.is_some() && rng.f64() < 1.0 - (1.0 - hazard).powf(step.share);
            if happens {
                total = f64::min(left, total + self.amounts.draw(rng, &level));
                since = 0;
            }
            since += 1;
            *cumulated = total;
        }
    }
}

impl Law {
    /// Up to a week with certainty, or the longest gap that is read.
    fn new(scale: f64, shape: f64) -> Self {
        let mut before = 1.0;
        let mut hazard = Vec::new();
        let mut week = 0.0;
        while hazard.len() <= WEEKS_MAX && before > 1e-12 {
            week += 1.0;
            let after = survival(week, scale, shape);
            hazard.push(1.0 - after / before);
            before = after;
        }
        Self { hazard }
    }

    /// The odds of an event so many weeks (1 or more) after the last, when none came in between.
    fn hazard(&self, since: usize) -> f64 {
        let at = since.saturating_sub(1).min(self.hazard.len().saturating_sub(1));
        self.hazard.get(at).copied().unwrap_or(0.0)
    }

    /// The logarithm of the odds of the past gaps, counted by their length, then of `quiet` weeks with no event.
    fn log_likelihood(&self, gaps: &[f64], quiet: usize) -> f64 {
        let mut survived = 0.0;
        let mut sum = 0.0;
        for (length, count) in gaps.iter().enumerate().skip(1) {
            let hazard = self.hazard(length);
            if *count > 0.0 {
                sum += count * (survived + hazard.max(1e-12).ln());
            }
            survived += (1.0 - hazard).max(1e-12).ln();
            if length == quiet {
                sum += survived;
            }
        }
        sum
    }
}

/// What one run believes of the amounts.
struct Level {
    /// Shift of the mean logarithm.
    shift: f64,
    /// How far from the mean a past amount drawn again is put, as a share of its own distance.
    shrink: f64,
    /// Deviation of the blur around it.
    blur: f64,
}

impl Amounts {
    fn learn(committed: &[f64]) -> Self {
        let logs: Vec<f64> = committed.iter().filter(|moved| **moved > 0.0).map(|moved| moved.ln()).collect();
        let mean = logs.iter().sum::<f64>() / count(&logs).max(1.0);
        Self {
            squares: logs.iter().map(|log| (log - mean).powi(2)).sum(),
            mean,
            logs,
            withdrawn: committed.iter().copied().filter(|moved| *moved < 0.0).collect(),
        }
    }

    /// Draws the spread and the mean that a run believes, given how few amounts were seen.
    fn level(&self, rng: &mut fastrand::Rng) -> Level {
        let freedom = (self.logs.len() + SPREAD_PRIOR_WEIGHT).saturating_sub(1).max(1);
        let prior = count(&[0.0; SPREAD_PRIOR_WEIGHT]) * SPREAD_PRIOR.powi(2);
        let variance = ((prior + self.squares) / chi_square(rng, freedom).max(1e-9)).min(SPREAD_MAX.powi(2));
        let seen = count(&self.logs).max(1.0);
        let own = self.squares / seen;
        Level {
            shift: normal(rng) * (variance / seen).sqrt(),
            shrink: if own > variance { (variance / own).sqrt() } else { 1.0 },
            blur: (variance - own).max(0.0).sqrt(),
        }
    }

    /// An amount, in cents: a past one drawn again and blurred, or a past withdrawal as it was.
    fn draw(&self, rng: &mut fastrand::Rng, level: &Level) -> f64 {
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

/// A length as a number.
fn count(list: &[f64]) -> f64 {
    list.iter().map(|_| 1.0).sum()
}
