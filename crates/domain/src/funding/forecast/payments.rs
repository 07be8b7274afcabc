//! Payments of the contracts already signed: what is still unpaid, cut into payments like the past ones, each with a delay like theirs.
//!
//! The delay between a commitment and a payment follows Weibull's law, to which a late part may be added. Each future draws one, with the
//! odds that the past payments give to it, given the commitments that came before.

mod delay;

use super::{
    draw::{Odds, ladder, likely},
    history::{History, TimeStep},
};
use delay::{DelayModel, Signed};

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

/// Payments of one contract follow one another, so that they are more regular than as many drawn apart. Measured on simulated ledgers:
/// parts cut this much smaller spread as contracts' payments do, and odds as of parts cut this much smaller know the delays as they should.
const SMALLER_DRAWN: f64 = 1.5;
const SMALLER_LEARNT: f64 = 2.5;

/// A future never draws more payments than this: beyond, larger ones.
const PAYMENTS_MAX: f64 = 200.0;

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
    pub fn learn(history: &History, unpaid: f64, steps: &[TimeStep]) -> Self {
        let signed = signed(&history.committed);
        let unpaid = unpaid.max(0.0);
        let parts = parts(history, unpaid);
        let squares: f64 = parts.iter().map(|part| part * part).sum();
        let lump = SMALLER_DRAWN / SMALLER_LEARNT * squares / parts.iter().sum::<f64>();
        let mut laws = Vec::new();
        let shapes = SHAPES.into_iter();
        for (shape, late) in shapes.flat_map(|shape| LATE.map(|late| (shape, late))) {
            for scale in ladder(SCALE_MIN, SCALE_MAX, SCALES) {
                let law = DelayModel { scale, shape, late };
                let prior = ((scale / SCALE_PRIOR).ln() / SCALE_PRIOR_SPREAD).powi(2) / -2.0;
                let log = prior + law.log_likelihood(history, &signed, lump);
                laws.push((law, log));
            }
        }
        let (laws, odds) = likely(laws);
        Self {
            laws: laws
                .iter()
                .map(|law| law.ahead(history, &signed, steps))
                .collect(),
            odds,
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

/// The weeks that committed. A withdrawal takes the same share of all that was committed before it. Where nothing is left, it is as if
/// what is unpaid had been signed in the first week: before the past that is known, then.
fn signed(committed: &[f64]) -> Vec<Signed> {
    let mut signed: Vec<Signed> = Vec::new();
    for (week, moved) in committed.iter().enumerate() {
        let total: f64 = signed.iter().map(|each| each.amount).sum();
        if *moved > 0.0 {
            let amount = *moved;
            signed.push(Signed { week, amount });
        } else if total > 0.0 {
            let share = (1.0 + moved / total).max(0.0);
            signed.iter_mut().for_each(|each| each.amount *= share);
        }
    }
    signed.retain(|each| each.amount > 0.0);
    if signed.is_empty() {
        signed.push(Signed { week: 0, amount: 1.0 });
    }
    signed
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
