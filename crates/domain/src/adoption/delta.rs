//! What an event adds to the weekly counts of its territories: always a few rows, whatever the history.

use super::{AdoptionStage, Timeline, news::NewsCounts, timeline::moves};
use crate::calendar::Week;
use std::{
    collections::BTreeMap,
    ops::{Add, AddAssign, Index, IndexMut},
};

/// A number per stage: counts of units, or what is added to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StageCounts(pub [i64; 7]);

impl StageCounts {
    /// The census: every unit, declined ones included. The denominator of every share.
    pub fn census(&self) -> i64 {
        self.0.iter().sum()
    }

    /// Embarquées: Onboarded, Active or Regular.
    pub fn onboarded(&self) -> i64 {
        self.sum_of(AdoptionStage::is_onboarded)
    }

    /// Utilisatrices: Active or Regular.
    pub fn using(&self) -> i64 {
        self.sum_of(AdoptionStage::is_using)
    }

    /// Ever onboarded, of those still in the census: those who lapsed were. Who declined after having been is not known from the counts.
    pub fn ever_onboarded(&self) -> i64 {
        self.onboarded() + self[AdoptionStage::Lapsed]
    }

    /// Those who did not decline: onboarded already, or who may still be.
    pub fn willing(&self) -> i64 {
        self.census() - self[AdoptionStage::Declined]
    }

    fn sum_of(&self, counted: impl Fn(AdoptionStage) -> bool) -> i64 {
        AdoptionStage::ALL
            .into_iter()
            .filter(|stage| counted(*stage))
            .map(|stage| self[stage])
            .sum()
    }

    /// Whether nothing is counted.
    pub fn is_zero(&self) -> bool {
        self.0 == [0; 7]
    }
}
impl Index<AdoptionStage> for StageCounts {
    type Output = i64;
    fn index(&self, stage: AdoptionStage) -> &i64 {
        &self.0[stage.index()]
    }
}
impl IndexMut<AdoptionStage> for StageCounts {
    fn index_mut(&mut self, stage: AdoptionStage) -> &mut i64 {
        &mut self.0[stage.index()]
    }
}
impl AddAssign for StageCounts {
    fn add_assign(&mut self, other: Self) {
        for (mine, more) in self.0.iter_mut().zip(other.0) {
            *mine += more;
        }
    }
}
impl Add for StageCounts {
    type Output = Self;
    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

/// What to add to one week of every territory, level and mark of the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delta {
    /// The week.
    pub week: Week,
    /// What to add, per stage.
    pub counts: StageCounts,
    /// What to add to the news of its days.
    pub news: NewsCounts,
}

/// What changes in the weekly counts when a unit's history goes from `before` to `after`: at most four weeks for one line more, by week.
pub fn deltas(before: &Timeline, after: &Timeline) -> Vec<Delta> {
    let mut weeks = BTreeMap::<Week, (StageCounts, NewsCounts)>::new();
    for (sign, timeline) in [(-1, before), (1, after)] {
        for (day, left, reached) in moves(timeline) {
            let (counts, _) = weeks.entry(Week::of(day)).or_default();
            if let Some(stage) = left {
                counts[stage] -= sign;
            }
            if let Some(stage) = reached {
                counts[stage] += sign;
            }
        }
        for event in timeline.news() {
            let (_, news) = weeks.entry(Week::of(event.day)).or_default();
            news.count(event.day, sign);
        }
    }
    weeks
        .into_iter()
        .filter(|(_, (counts, news))| !counts.is_zero() || !news.is_zero())
        .map(|(week, (counts, news))| Delta { week, counts, news })
        .collect()
}
