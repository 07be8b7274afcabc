//! The few formulas that the forecast of the money shares: picks with odds, survival, rounding to cents.

use crate::funding::Cents;

/// Picks ranks 0, 1, 2… with given odds.
pub struct Odds {
    cumulated: Vec<f64>,
}

impl Odds {
    /// From odds on any common scale; those below zero or not numbers count as zero.
    pub fn new(odds: impl IntoIterator<Item = f64>) -> Self {
        let mut sum = 0.0;
        let cumulated = odds.into_iter().map(|odd| {
            sum += if odd.is_finite() { odd.max(0.0) } else { 0.0 };
            sum
        });
        Self {
            cumulated: cumulated.collect(),
        }
    }

    /// A rank; 0 where all odds are zero.
    pub fn pick(&self, rng: &mut fastrand::Rng) -> usize {
        let total = self.cumulated.last().copied().unwrap_or(0.0);
        let at = rng.f64() * total;
        let rank = self.cumulated.partition_point(|&sum| sum <= at);
        if rank < self.cumulated.len() { rank } else { 0 }
    }
}

/// What is worth drawing from, with its odds, of what has these logarithms of odds on a common scale: all but what is 100 000 times less
/// likely than the likeliest.
pub fn likely<T>(all: Vec<(T, f64)>) -> (Vec<T>, Odds) {
    let largest = all.iter().map(|(_, log)| *log).fold(f64::NEG_INFINITY, f64::max);
    let kept = all.into_iter().filter(|(_, log)| *log >= largest - 11.5);
    let (kept, odds): (Vec<T>, Vec<f64>) = kept.map(|(each, log)| (each, (log - largest).exp())).unzip();
    (kept, Odds::new(odds))
}

/// The share that still waits after `time` weeks, of things whose waits follow Weibull's law: with a shape of 1 they happen at any time
/// alike, with a large one almost all after `scale` weeks.
pub fn survival(time: f64, scale: f64, shape: f64) -> f64 {
    if time <= 0.0 {
        1.0
    } else {
        (-(time / scale).powf(shape)).exp()
    }
}

/// Numbers from `from` to `to`, both included, each the same ratio above the one before.
pub fn ladder(from: f64, to: f64, rungs: u32) -> impl Iterator<Item = f64> {
    let last = f64::from(rungs.max(2) - 1);
    (0..rungs).map(move |rung| from * (to / from).powf(f64::from(rung) / last))
}

/// A number of cents as the statistics use it.
#[expect(
    clippy::cast_precision_loss,
    reason = "a draw needs no exact cents: beyond 90 000 billion euros only"
)]
pub fn number(amount: Cents) -> f64 {
    amount.0 as f64
}

/// The nearest whole cents; the extremes where it is beyond them, 0 where it is no number.
#[expect(
    clippy::cast_possible_truncation,
    reason = "rounded first; the cast keeps to the extremes, and gives 0 for no number"
)]
pub fn cents(amount: f64) -> Cents {
    Cents(amount.round() as i64)
}
