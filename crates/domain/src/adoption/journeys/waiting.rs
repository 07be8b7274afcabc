//! Units that stand at a stage and have not gone further: how many, and how many for longer than some days.

use super::AdoptionStage;

/// The stages where a unit waits for its next step.
pub const WAITING_STAGES: [AdoptionStage; 3] = [
    AdoptionStage::Contacted,
    AdoptionStage::Onboarded,
    AdoptionStage::Active,
];

/// The days that may be asked for: longer than these, a unit is said to stand still.
pub const WAITING_DAYS: [i64; 4] = [15, 30, 60, 90];

/// The units that wait, by stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// At each of [`WAITING_STAGES`].
    pub at: [i64; 3],
    /// At each of them, for more than each of [`WAITING_DAYS`].
    longer: [[i64; 4]; 3],
}

impl Waiting {
    /// Counts a unit that has stood at a stage for some days; one that does not wait counts nowhere.
    pub(super) fn add(&mut self, stage: AdoptionStage, days: i64) {
        let own = WAITING_STAGES.iter().position(|own| *own == stage);
        let Some((at, longer)) = own.and_then(|own| Some((self.at.get_mut(own)?, self.longer.get_mut(own)?)))
        else {
            return;
        };
        *at += 1;
        for (count, limit) in longer.iter_mut().zip(WAITING_DAYS) {
            *count += i64::from(days > limit);
        }
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        let counts = self.at.iter_mut().chain(self.longer.as_flattened_mut());
        let more = other.at.iter().chain(other.longer.as_flattened());
        counts.zip(more).for_each(|(count, more)| *count += more);
    }

    /// How many stand at each of [`WAITING_STAGES`] for more than so many days, one of [`WAITING_DAYS`]; none of another number.
    pub fn longer_than(&self, days: i64) -> [i64; 3] {
        let own = WAITING_DAYS.iter().position(|limit| *limit == days);
        self.longer
            .map(|counts| own.and_then(|own| counts.get(own)).copied().unwrap_or(0))
    }
}
