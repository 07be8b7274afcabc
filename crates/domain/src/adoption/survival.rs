//! How long something lasts or takes when not all of it has ended yet: the share still using so many school weeks after onboarding, the
//! median of the days from one stage to another.
//!
//! The product-limit estimate of Kaplan and Meier: what has not ended yet counts for as long as it was followed, then is left out (censored).
//! Leaving it out at once would say that things last less than they do, and counting it as never ending that they last longer.

mod tally;

use chrono::NaiveDate;
pub use tally::Tally;

/// The 97.5th of a hundred of the normal law.
const NORMAL_95: f64 = 1.959_963_984_540_054;

/// For how long something was followed, in whole units of time of one kind: school weeks or days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// The time until it ended, or until it was last seen going on.
    pub time: u32,
    /// Whether it ended; censored otherwise.
    pub ended: bool,
}

/// The share that goes on, after each time at which something ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survival {
    /// By rising time; none where nothing ended.
    pub steps: Vec<SurvivalStep>,
    /// The longest time that anything was followed; `None` of nothing.
    pub followed: Option<u32>,
}

/// A step down of the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurvivalStep {
    /// The time at which some ended, in the unit of the follow-ups.
    pub time: u32,
    /// How many were still followed just before.
    pub at_risk: u32,
    /// How many ended then.
    pub ended: u32,
    /// The share that goes on after it, 0 to 1.
    pub share: f64,
    /// Its 95 % interval, low then high (Greenwood's variance, on the scale log(−log)); `None` once all have ended.
    pub interval: Option<(f64, f64)>,
}

impl FollowUp {
    /// The days from one stage to another: ended when the second was reached by `until`, the last day seen; a unit that left before has
    /// the day it left. `None` where the first stage was not reached by then, or comes after the second.
    pub fn of_days(from: NaiveDate, to: Option<NaiveDate>, until: NaiveDate) -> Option<Self> {
        let reached = to.filter(|to| *to <= until);
        let days = reached.unwrap_or(until).signed_duration_since(from).num_days();
        Some(Self {
            time: u32::try_from(days).ok()?,
            ended: reached.is_some(),
        })
    }
}

/// The curve of these follow-ups, in any order.
pub fn survival(follow_ups: &[FollowUp]) -> Survival {
    follow_ups.iter().copied().collect::<Tally>().survival()
}

/// Stays between 0 and 1, where the plain `share ± 1.96 deviations` does not.
fn interval(share: f64, greenwood: f64) -> (f64, f64) {
    let log = share.ln();
    let away = (NORMAL_95 * greenwood.sqrt() / log.abs()).exp();
    (share.powf(away), share.powf(1.0 / away))
}

impl Survival {
    /// The share that goes on after a time, 0 to 1; `None` beyond the longest follow-up, unless all had ended: nobody knows.
    pub fn share_at(&self, time: u32) -> Option<f64> {
        let share = self.step_at(time).map_or(1.0, |step| step.share);
        let known = time <= self.followed? || share <= 0.0;
        known.then_some(share)
    }

    /// The last step at or before a time; `None` before the first.
    pub fn step_at(&self, time: u32) -> Option<&SurvivalStep> {
        let after = self.steps.partition_point(|step| step.time <= time);
        self.steps.get(after.checked_sub(1)?)
    }

    /// The time at which half has ended; `None` while less than half has.
    pub fn median(&self) -> Option<u32> {
        // Half of ten made of ten products is not quite a half.
        let half = |step: &&SurvivalStep| step.share <= 0.5 + 1e-12;
        self.steps.iter().find(half).map(|step| step.time)
    }

    /// Between which times the median lies, 19 times out of 20: where the two edges of the curve's interval reach half (Brookmeyer and
    /// Crowley). `None` while not even the lower edge does; no upper time while the upper edge does not.
    pub fn median_interval(&self) -> Option<(u32, Option<u32>)> {
        let reached = |edge: fn(&(f64, f64)) -> f64, all: f64| {
            let below = |step: &&SurvivalStep| step.interval.as_ref().map_or(all, edge) <= 0.5;
            self.steps.iter().find(below).map(|step| step.time)
        };
        // Once all have ended there is no interval: half has surely been passed, by chance or not.
        Some((reached(|(low, _)| *low, 0.0)?, reached(|(_, high)| *high, 1.0)))
    }
}

/// The median time from one stage to another, what has not reached it yet counted for as long as it was followed; `None` while less than
/// half has reached it.
pub fn median_time(follow_ups: &[FollowUp]) -> Option<u32> {
    survival(follow_ups).median()
}

#[cfg(test)]
mod tests;
