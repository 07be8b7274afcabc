//! The amounts of the contracts to come: their level, and how far they spread.

use super::length;
use crate::forecast::draw::{chi_square, normal};

/// Before any amount is seen, amounts differ by some 10 % (deviation of their logarithm), a belief that weighs as much as one amount: so
/// even amounts stay even with few of them seen, and uneven ones are soon believed.
const SPREAD_PRIOR: f64 = 0.1;
const SPREAD_PRIOR_WEIGHT: u8 = 1;
/// The widest spread of a future: beyond, a few draws would promise any amount.
const SPREAD_MAX: f64 = 1.5;

/// The amounts of the past events.
pub(super) struct Amounts {
    /// Logarithms of those above zero.
    logs: Vec<f64>,
    mean: f64,
    /// Sum of the squares of their distances from the mean.
    squares: f64,
    /// Those below zero: weeks that withdrew more than they committed.
    withdrawn: Vec<f64>,
}

/// Model of the amounts that one future believes.
pub(super) struct AmountModel {
    /// Shift of the mean logarithm.
    shift: f64,
    /// How far from the mean a past amount drawn again is put, as a share of its own distance.
    shrink: f64,
    /// Deviation of the blur around it.
    blur: f64,
}

impl Amounts {
    pub(super) fn learn(committed: &[f64]) -> Self {
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
    pub(super) fn level(&self, rng: &mut fastrand::Rng) -> AmountModel {
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
    pub(super) fn draw(&self, rng: &mut fastrand::Rng, level: &AmountModel) -> f64 {
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
