//! Follow-ups counted by their time: all that a curve needs.

use super::{FollowUp, Survival, SurvivalStep, interval};
use std::collections::BTreeMap;

/// Many follow-ups as counts by their time: as small for a nation as for a school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<u32, (u32, u32)>);

impl Tally {
    /// Counts one more.
    pub fn add(&mut self, follow_up: FollowUp) {
        let (ended, censored) = self.0.entry(follow_up.time).or_default();
        *(if follow_up.ended { ended } else { censored }) += 1;
    }

    /// Counts all those of another.
    pub fn add_all(&mut self, other: &Self) {
        for (time, (ended, censored)) in &other.0 {
            let mine = self.0.entry(*time).or_default();
            mine.0 += ended;
            mine.1 += censored;
        }
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.followed_to(0)
    }

    /// How many were followed for so long at least, those that ended then included.
    pub fn followed_to(&self, time: u32) -> u32 {
        let later = self.0.range(time..);
        later.map(|(_, (ended, censored))| ended + censored).sum()
    }

    /// How many ended at a time or before.
    pub fn ended_by(&self, time: u32) -> u32 {
        self.0.range(..=time).map(|(_, (ended, _))| ended).sum()
    }

    /// The curve of them.
    pub fn survival(&self) -> Survival {
        let mut at_risk = self.count();
        let (mut share, mut greenwood) = (1.0, 0.0);
        let mut steps = Vec::new();
        for (&time, &(ended, censored)) in &self.0 {
            // What ends and what is censored at one time: the end comes first.
            if ended > 0 {
                let left = at_risk.saturating_sub(ended);
                share *= f64::from(left) / f64::from(at_risk);
                greenwood += f64::from(ended) / (f64::from(at_risk) * f64::from(left));
                steps.push(SurvivalStep {
                    time,
                    at_risk,
                    ended,
                    share,
                    interval: (left > 0).then(|| interval(share, greenwood)),
                });
            }
            at_risk = at_risk.saturating_sub(ended).saturating_sub(censored);
        }
        Survival {
            steps,
            followed: self.0.keys().next_back().copied(),
        }
    }
}

impl FromIterator<FollowUp> for Tally {
    fn from_iter<T: IntoIterator<Item = FollowUp>>(follow_ups: T) -> Self {
        let mut tally = Self::default();
        follow_ups.into_iter().for_each(|follow_up| tally.add(follow_up));
        tally
    }
}
