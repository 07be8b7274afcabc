//! The law of the delay between a commitment and its payments.

use crate::funding::forecast::{
    draw::{Odds, survival},
    history::{History, TimeStep},
};

const LATER: f64 = 2.5;

/// A week in which the law expects no payment may still see one, as odd as this share of a lump.
const LUMPS_MIN: f64 = 1e-3;

/// What a past week committed.
pub(super) struct Signed {
    /// The week's rank, from the first.
    pub(super) week: usize,
    /// Cents, above zero.
    pub(super) amount: f64,
}

/// Model of the delays: Weibull's law, with a late part.
pub(super) struct DelayModel {
    pub(super) scale: f64,
    pub(super) shape: f64,
    pub(super) late: f64,
}

impl DelayModel {
    /// The share still unpaid 0.5, 1.5, 2.5… weeks after the commitment.
    fn waiting(&self, weeks: usize) -> Vec<f64> {
        let mut age = -0.5;
        let waiting = (0..weeks).map(|_| {
            age += 1.0;
            self.still(age)
        });
        waiting.collect()
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
    pub(super) fn log_likelihood(&self, history: &History, signed: &[Signed], lump: f64) -> f64 {
        let waiting = self.waiting(history.paid.len());
        let starts = [1.0].iter().chain(&waiting);
        let shares: Vec<f64> = starts
            .zip(&waiting)
            .map(|(before, after)| before - after)
            .collect();
        let mut sum = 0.0;
        for (week, paid) in history.paid.iter().enumerate() {
            let mut due = 0.0;
            for each in signed.iter().take_while(|each| each.week <= week) {
                due += each.amount * shares.get(week - each.week).copied().unwrap_or(0.0);
            }
            let over = week < history.complete();
            let open = if over { 1.0 } else { history.elapsed };
            let lumps = (due * open / lump).max(LUMPS_MIN);
            sum += paid.max(0.0) / lump * lumps.ln() - lumps;
        }
        sum
    }

    /// The odds of each step ahead, then of later, for a cent that is unpaid today. Commitments are made in the middle of their week.
    pub(super) fn ahead(&self, history: &History, signed: &[Signed], steps: &[TimeStep]) -> Odds {
        let waiting = self.waiting(history.paid.len() + steps.len());
        let now = history.elapsed - 0.5;
        let mut before = self.unpaid(history, signed, now);
        let mut odds = Vec::with_capacity(steps.len() + 1);
        let mut time = now;
        let mut sunday = 0.5;
        for (rank, step) in steps.iter().enumerate() {
            time += step.share;
            let mut after = 0.0;
            if f64::abs(time - sunday) < 1e-6 {
                for each in signed {
                    let age = history.complete() - each.week + rank;
                    after += each.amount * waiting.get(age).copied().unwrap_or(0.0);
                }
            } else {
                after = self.unpaid(history, signed, time);
            }
            odds.push(before - after);
            before = after;
            sunday += 1.0;
        }
        odds.push(before);
        Odds::new(odds)
    }

    /// What the law leaves unpaid so many weeks after the middle of the running one.
    fn unpaid(&self, history: &History, signed: &[Signed], time: f64) -> f64 {
        let each = signed.iter().map(|each| {
            let weeks = u16::try_from(history.complete() - each.week).unwrap_or(u16::MAX);
            each.amount * self.still(f64::from(weeks) + time)
        });
        each.sum()
    }
}
