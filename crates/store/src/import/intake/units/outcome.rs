//! What a file of classes did, or would do: counts, and the first of each kind by name.

use super::ClassKey;
use domain::adoption::census::{CensusChange, CensusDecision, CensusError, CensusNote};

/// The most that are told by name, of each kind.
const NAMED_MAX: usize = 100;
/// The most lines that are refused by name.
const REFUSED_MAX: usize = 1_000;

/// Something of a school and year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfSchool<T> {
    /// Where.
    pub key: ClassKey,
    /// What.
    pub what: T,
}

/// How many there are, and the first of them in the order of schools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<T> {
    /// All of them.
    pub total: u64,
    /// The first ones.
    pub first: Vec<OfSchool<T>>,
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self {
            total: 0,
            first: Vec::new(),
        }
    }
}

impl<T: Clone> Named<T> {
    fn add(&mut self, key: &ClassKey, what: &T, max: usize) {
        self.total += 1;
        if self.first.len() < max {
            self.first.push(OfSchool {
                key: *key,
                what: what.clone(),
            });
        }
    }
}

/// What a file of classes did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CensusOutcome {
    /// Classes that enter the census.
    pub entered: u64,
    /// Estimates that a list confirms under their name.
    pub confirmed: u64,
    /// Estimates that a list replaces.
    pub replaced: u64,
    /// Lines that change nothing.
    pub same: u64,
    /// Estimates given up because their school has classes of their level.
    pub level_has_classes: u64,
    /// Classes counted again.
    pub reentered: Named<CensusChange>,
    /// Facts corrected, of classes that were there.
    pub corrected: Named<CensusChange>,
    /// Classes that a complete list does not name, and that close.
    pub closing: Named<CensusChange>,
    /// Those of them that something followed after the day they close on.
    pub followed: Named<CensusChange>,
    /// Classes that a complete list does not name, and that stay: a person wrote of them since.
    pub open: Named<CensusNote>,
    /// Estimates whose history a class of the list inherits.
    pub paired: Named<CensusChange>,
    /// Estimates replaced though somebody had written of them.
    pub lost: Named<CensusChange>,
    /// Facts that a person wrote after the list's day, and that stay.
    pub kept_by_hand: Named<CensusNote>,
    /// Classes that left and stay out.
    pub closed: Named<CensusNote>,
    /// Estimates of levels that the list bears only in classes of several.
    pub staying: Named<CensusNote>,
    /// Lines that say what another said.
    pub repeated: Named<CensusNote>,
    /// Lines that are wrong.
    pub refused: Named<CensusError>,
}

impl CensusOutcome {
    /// Whether the census is as it was.
    pub const fn is_unchanged(&self) -> bool {
        self.entered + self.confirmed + self.replaced == 0
            && self.reentered.total + self.corrected.total + self.paired.total + self.closing.total == 0
    }

    pub(super) fn tell(&mut self, key: &ClassKey, decision: &CensusDecision) {
        for change in &decision.changes {
            self.tell_change(key, change);
        }
        for note in &decision.notes {
            match note {
                CensusNote::Same { .. } => self.same += 1,
                CensusNote::LevelHasClasses { .. } => self.level_has_classes += 1,
                CensusNote::Repeated { .. } => self.repeated.add(key, note, NAMED_MAX),
                CensusNote::KeptByHand { .. } => self.kept_by_hand.add(key, note, NAMED_MAX),
                CensusNote::Closed { .. } => self.closed.add(key, note, NAMED_MAX),
                CensusNote::EstimateStays { .. } => self.staying.add(key, note, NAMED_MAX),
                CensusNote::StaysOpen { .. } => self.open.add(key, note, NAMED_MAX),
            }
        }
        for error in &decision.errors {
            self.refused.add(key, error, REFUSED_MAX);
        }
    }

    fn tell_change(&mut self, key: &ClassKey, change: &CensusChange) {
        match change {
            CensusChange::Enter { .. } => self.entered += 1,
            CensusChange::Reenter { .. } => self.reentered.add(key, change, NAMED_MAX),
            CensusChange::Withdraw { reached, .. } => {
                self.replaced += 1;
                if reached.is_some() {
                    self.lost.add(key, change, NAMED_MAX);
                }
            }
            CensusChange::Close { followed, .. } => {
                self.closing.add(key, change, NAMED_MAX);
                if followed.is_some() {
                    self.followed.add(key, change, NAMED_MAX);
                }
            }
            CensusChange::Correct { paired: Some(_), .. } => self.paired.add(key, change, NAMED_MAX),
            CensusChange::Correct { before, after, .. } => {
                if before.estimated {
                    self.confirmed += 1;
                }
                // An estimate knows nothing but its level: what a list adds to it corrects nothing.
                if !before.estimated || before.levels != after.levels {
                    self.corrected.add(key, change, NAMED_MAX);
                }
            }
        }
    }
}
