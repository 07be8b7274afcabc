//! Payments of the contracts already signed: what is still unpaid, cut into payments like the past ones, each with a delay like theirs.
//!
//! The delay between a commitment and a payment follows Weibull's law, to which a late part may be added. Each future draws one, with the
//! odds that the past payments give to it, given the commitments that came before.

use super::{
    draw::{Odds, ladder, survival},
    history::{History, Step},
};

/// Shapes of the delays, each as likely before any payment is seen: from spread out to all at the same delay.
const SHAPES: [f64; 5] = [0.9, 1.4, 2.2, 4.0, 8.0];
/// Typical delays, in weeks, by steps of a quarter.
const SCALE_MIN: f64 = 1.5;
const SCALE_MAX: f64 = 52.0;
const SCALES: u32 = 16;
/// Before any payment is seen, a delay of some 9 weeks, within a factor of two about two times out of three.
const SCALE_PRIOR: f64 = 9.0;
const SCALE_PRIOR_SPREAD: f64 = 0.7;
/// The share that is paid late, and how many times as late. A ledger of a few months has seen the first payments of its contracts, not
/// the last: without this, what remains is forecast too early. Either is as likely before any payment is seen.
const LATE: [f64; 2] = [0.0, 0.35];
const LATER: f64 = 2.5;

/// Payments of one contract follow one another, so that they are more regular than as many drawn apart. Measured on simulated ledgers:
/// parts cut this much smaller spread as contracts' payments do, and odds as of parts cut this much smaller know the delays as they should.
const SMALLER_DRAWN: f64 = 1.5;
const SMALLER_LEARNT: f64 = 2.5;

/// A future never draws more payments than this: beyond, larger ones.
const PAYMENTS_MAX: f64 = 200.0;

/// A week in which the law expects no payment may still see one, as odd as this share of a lump.
const LUMPS_MIN: f64 = 1e-3;

/// What the past says of the payments to come.
pub struct Payments {
    laws: Vec<Odds>,
    odds: Odds,
    /// Past weeks' payments, in cents, all above zero.
    parts: Vec<f64>,
    unpaid: f64,
}

impl Payments {
    /// Learns the delays, and what they make of `unpaid` (cents) in each of the steps ahead.
    pub fn learn(history: &History, unpaid: f64, steps: &[Step]) -> Self {
        let mut signed = kept(&history.committed);
        if signed.iter().sum::<f64>() <= 0.0 {
            // Signed before the past that is known, then.
            signed.iter_mut().take(1).for_each(|amount| *amount = 1.0);
        }
        let unpaid = unpaid.max(0.0);
        let parts = parts(history, unpaid);
        let lump = SMALLER_DRAWN / SMALLER_LEARNT * parts.iter().map(|part| part * part).sum::<f64>()
            / parts.iter().sum::<f64>();
        let mut laws = Vec::new();
        let mut logs = Vec::new();
        let shapes = SHAPES.into_iter();
        for (shape, late) in shapes.flat_map(|shape| LATE.map(|late| (shape, late))) {
            for scale in ladder(SCALE_MIN, SCALE_MAX, SCALES) {
                let law = Law::new(scale, shape, late, signed.len() + steps.len());
                let prior = ((scale / SCALE_PRIOR).ln() / SCALE_PRIOR_SPREAD).powi(2) / -2.0;
                logs.push(prior + law.log_likelihood(history, &signed, lump));
                laws.push(law.ahead(history, &signed, steps));
            }
        }
        Self {
            odds: Odds::from_logs(&logs),
            laws,
            parts,
            unpaid,
        }
    }

    /// One future: what is paid from now to the end of each step, in cents, never above what is unpaid.
    pub fn run(&self, rng: &mut fastrand::Rng, totals: &mut [f64]) {
        totals.fill(0.0);
        let Some(law) = self.laws.get(self.odds.pick(rng)) else {
            return;
        };
        let mut rest = self.unpaid;
        while rest > 0.0 {
            let drawn = self.parts.get(rng.usize(0..self.parts.len().max(1)));
            let part = drawn.map_or(rest, |part| part.min(rest));
            rest -= part;
            if let Some(total) = totals.get_mut(law.pick(rng)) {
                *total += part;
            }
        }
        let mut sum = 0.0;
        for total in totals {
            sum += *total;
            *total = sum;
        }
    }
}

/// What is left of each week's commitments when a withdrawal takes the same share of all those before it.
fn kept(committed: &[f64]) -> Vec<f64> {
    let mut kept: Vec<f64> = Vec::with_capacity(committed.len());
    for moved in committed {
        let total: f64 = kept.iter().sum();
        if *moved < 0.0 && total > 0.0 {
            let share = (1.0 + moved / total).max(0.0);
            kept.iter_mut().for_each(|amount| *amount *= share);
        }
        kept.push(moved.max(0.0));
    }
    kept
}

/// The past payments that are drawn again, in cents. A week's total is shared between the payments that it is likely to hold, as if they
/// came at random (Poisson): the fuller the weeks, the more. Where fewer than three weeks paid, a quarter of what is unpaid joins them.
fn parts(history: &History, unpaid: f64) -> Vec<f64> {
    let since = history.paid.iter().skip_while(|paid| **paid <= 0.0);
    let weeks = since.map(|_| 1.0).sum::<f64>();
    let mut parts: Vec<f64> = history.paid.iter().copied().filter(|paid| *paid > 0.0).collect();
    let paying = parts.iter().map(|_| 1.0).sum::<f64>();
    let share = (paying + 0.5) / (weeks + 1.0);
    let in_a_week = if paying < 3.0 {
        1.0
    } else {
        -f64::ln(1.0 - share) / share
    };
    parts
        .iter_mut()
        .for_each(|part| *part /= in_a_week * SMALLER_DRAWN);
    if paying < 3.0 {
        parts.push((unpaid / 4.0).max(1.0));
    }
    let mean = parts.iter().sum::<f64>() / parts.iter().map(|_| 1.0).sum::<f64>();
    let larger = (unpaid / (mean * PAYMENTS_MAX)).max(1.0);
    parts.iter().map(|part| part * larger).collect()
}

/// A law of the delays, and the share still unpaid 0.5, 1.5, 2.5… weeks after the commitment.
struct Law {
    scale: f64,
    shape: f64,
    late: f64,
    waiting: Vec<f64>,
}

impl Law {
    fn new(scale: f64, shape: f64, late: f64, weeks: usize) -> Self {
        let mut law = Self {
            scale,
            shape,
            late,
            waiting: Vec::new(),
        };
        let mut age = -0.5;
        let waiting = (0..weeks).map(|_| {
            age += 1.0;
            law.still(age)
        });
        law.waiting = waiting.collect();
        law
    }

    /// The share still unpaid so many weeks after the commitment.
    fn still(&self, age: f64) -> f64 {
        let soon = survival(age, self.scale, self.shape);
        if self.late > 0.0 {
            soon + self.late * (survival(age, self.scale * LATER, self.shape) - soon)
        } else {
            soon
        }
    }

    /// The logarithm of the odds of the past payments: those of a number of equal lumps (Poisson), given the commitments before.
    fn log_likelihood(&self, history: &History, signed: &[f64], lump: f64) -> f64 {
        let starts = [1.0].iter().chain(&self.waiting);
        let shares: Vec<f64> = starts
            .zip(&self.waiting)
            .map(|(before, after)| before - after)
            .collect();
        let mut sum = 0.0;
        for (week, paid) in history.paid.iter().enumerate() {
            let before = signed.get(..=week).unwrap_or(signed);
            let due: f64 = before
                .iter()
                .rev()
                .zip(&shares)
                .map(|(amount, share)| amount * share)
                .sum();
            let open = if week + 1 == history.paid.len() {
                history.elapsed
            } else {
                1.0
            };
            let lumps = (due * open / lump).max(LUMPS_MIN);
            sum += paid.max(0.0) / lump * lumps.ln() - lumps;
        }
        sum
    }

    /// The odds of each step ahead, then of later, for a cent that is unpaid today.
    fn ahead(&self, history: &History, signed: &[f64], steps: &[Step]) -> Odds {
        let mut time = history.elapsed;
        let mut before = self.unpaid(signed, time);
        let mut odds = Vec::with_capacity(steps.len() + 1);
        let mut sunday = 0.0;
        for (rank, step) in steps.iter().enumerate() {
            time += step.share;
            sunday += 1.0;
            let whole = f64::abs(time - sunday) < 1e-6;
            let after = match self.waiting.get(rank..).filter(|_| whole) {
                Some(waiting) => signed
                    .iter()
                    .rev()
                    .zip(waiting)
                    .map(|(amount, share)| amount * share)
                    .sum(),
                None => self.unpaid(signed, time),
            };
            odds.push(before - after);
            before = after;
        }
        odds.push(before);
        Odds::new(odds)
    }

    /// What the law leaves unpaid at a time, in weeks from the running week's Monday; commitments are made in the middle of a week.
    fn unpaid(&self, signed: &[f64], time: f64) -> f64 {
        let mut age = time - 0.5;
        let unpaid = signed.iter().rev().map(|amount| {
            let share = if *amount > 0.0 { self.still(age) } else { 0.0 };
            age += 1.0;
            amount * share
        });
        unpaid.sum()
    }
}
