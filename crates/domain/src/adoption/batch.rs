//! Batches: what was written together, and how it is taken back unit by unit, but where something followed.

use super::{
    AdoptionRefused, Advanced, Annul, BatchId, CorrectUnit, CorrectionReason, Sequence, Step, Timeline,
    UnitCorrection, UnitFacts, Withdraw, advance::annul, advance::withdraw, unit::UnitId,
};
use crate::account::{Actor, coded, rights::Action};
use chrono::{DateTime, NaiveDate, Utc};

coded! {
    /// What a batch brought; an undoing bears the kind of what it undoes.
    BatchKind {
        /// Updates of several units, ticked in a list.
        Bulk = "bulk",
        /// A file of updates.
        Updates = "updates",
        /// A list of units.
        Units = "units",
        /// Units estimated from the ministry's counts.
        Estimate = "estimate",
        /// Measures of use.
        Usage = "usage",
        /// The national directory.
        Schools = "schools",
        /// The networks of priority education.
        Networks = "networks",
    }
}

impl BatchKind {
    /// Whether it is of units: its reader is told of those that they may read.
    pub const fn is_of_units(self) -> bool {
        matches!(self, Self::Bulk | Self::Updates | Self::Units | Self::Estimate)
    }

    /// Whether it can be taken back: a directory and a list of networks are followed by the next one.
    pub const fn is_undoable(self) -> bool {
        !matches!(self, Self::Schools | Self::Networks)
    }

    /// The right by which it is written, hence taken back by its author.
    pub const fn action(self) -> Action {
        match self {
            Self::Bulk => Action::RecordAdoption,
            Self::Updates => Action::ImportAdoption,
            Self::Units => Action::ImportUnits,
            Self::Estimate => Action::ImportEstimate,
            Self::Usage => Action::ImportUsage,
            Self::Schools | Self::Networks => Action::ImportSchools,
        }
    }
}

/// A batch that is not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BatchRefused {
    /// There is no such batch.
    #[error("there is no such batch")]
    Unknown,
    /// A directory or a list of networks is followed by the next one.
    #[error("a batch of {} can't be undone", .0.code())]
    NotUndoable(BatchKind),
    /// Something followed on some of its units, and nobody said to leave these.
    #[error("{followed} units of the batch moved since, {others} did not")]
    Followed {
        /// How many of its units something followed on.
        followed: u64,
        /// How many others there are to take back.
        others: u64,
    },
    /// All of it is taken back already, or something followed everywhere.
    #[error("nothing of the batch is left to take back")]
    NothingLeft,
}

/// A unit of a batch, with what was written of it since.
#[derive(Clone, Copy, Debug)]
pub struct BatchUnit<'a> {
    /// The unit.
    pub unit: UnitId,
    /// Its history.
    pub timeline: &'a Timeline,
    /// The lines of its history that came with the batch.
    pub lines: &'a [Sequence],
    /// All its corrections, by rank.
    pub corrections: &'a [UnitCorrection],
    /// What is told of it; none where the batch corrected nothing of it.
    pub facts: Option<&'a UnitFacts>,
}

/// What followed on a unit after a batch, so that the batch stays there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Followed {
    /// An update or a withdrawal that counts.
    Event {
        /// What it says.
        step: Step,
        /// The day it was true.
        day: NaiveDate,
    },
    /// What is told of the unit was corrected again.
    Corrected,
    /// Its former name is now another unit's.
    NameTaken(String),
    /// A class that took its place stays in its school.
    Replaced,
    /// The rest of its history does not hold without it.
    Held(AdoptionRefused),
}

/// What undoing a batch does to a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitUndo {
    /// Nothing: it was taken back already.
    Nothing,
    /// Lines that take back those of the batch, and the facts as they were.
    Undone {
        /// The lines, in their order.
        lines: Vec<Advanced>,
        /// The correction that gives the former facts back.
        restored: Option<CorrectUnit>,
    },
    /// It stays as it is: something followed.
    Stays(Followed),
}

/// Who undoes a batch, and under which id.
#[derive(Clone, Copy, Debug)]
pub struct Undoing {
    /// The batch to take back.
    pub undone: BatchId,
    /// The undoing's own id.
    pub batch: BatchId,
    /// Who asks.
    pub author: Actor,
    /// When.
    pub at: DateTime<Utc>,
}

/// Takes back what a batch wrote of a unit: its lines, the last first, and its correction. An entry into the census is followed by a withdrawal on its own day.
pub fn undo(of: BatchUnit<'_>, by: &Undoing) -> UnitUndo {
    let own = |correction: &&UnitCorrection| correction.batch == Some(by.undone);
    let mut corrected = of.corrections.iter().filter(own);
    let (first, last) = (corrected.next(), corrected.next_back());
    let last = last.or(first);
    if let Some(followed) = followed(&of, last) {
        return UnitUndo::Stays(followed);
    }
    let lines = match take_back(&of, by) {
        Ok(lines) => lines,
        Err(refused) => return UnitUndo::Stays(Followed::Held(refused)),
    };
    let restored = first.zip(last).zip(of.facts).and_then(|((first, last), facts)| {
        (*facts == last.new && first.old != *facts).then(|| CorrectUnit {
            unit: of.unit,
            seen: None,
            facts: first.old.clone(),
            why: CorrectionReason::TakenBack,
            batch: Some(by.batch),
        })
    });
    if lines.is_empty() && restored.is_none() {
        return UnitUndo::Nothing;
    }
    UnitUndo::Undone { lines, restored }
}

/// The lines of the batch that still hold. What it entered holds while the unit has not left.
fn standing(of: &BatchUnit<'_>) -> Vec<Sequence> {
    let left = of
        .timeline
        .standing()
        .is_none_or(|now| now.step == Step::Withdrawn);
    let holds = |line: &Sequence| match *line {
        1 => !left,
        line => !of.timeline.is_annulled(line),
    };
    of.lines.iter().copied().filter(holds).collect()
}

/// What counts and was written after the batch, by something else. A correction that took another back follows nothing.
fn followed(of: &BatchUnit<'_>, corrected: Option<&UnitCorrection>) -> Option<Followed> {
    if let Some(corrected) = corrected {
        let later = |other: &UnitCorrection| {
            other.rank > corrected.rank
                && other.why != CorrectionReason::TakenBack
                && other.batch != corrected.batch
        };
        if of.corrections.iter().any(later) {
            return Some(Followed::Corrected);
        }
    }
    // A correction that was taken back already holds nobody.
    let told = corrected.filter(|corrected| of.facts == Some(&corrected.new));
    let first = standing(of).into_iter().min();
    let later = |event: &&super::AdoptionEvent| {
        let after_line = first.is_some_and(|first| event.sequence > first);
        let after_facts = told.is_some_and(|told| event.recorded_at > told.recorded_at);
        (after_line || after_facts) && !of.lines.contains(&event.sequence) && of.timeline.counts(event)
    };
    let event = of.timeline.events().iter().find(later)?;
    Some(Followed::Event {
        step: event.step,
        day: event.day,
    })
}

fn take_back(of: &BatchUnit<'_>, by: &Undoing) -> Result<Vec<Advanced>, AdoptionRefused> {
    let mut timeline = of.timeline.clone();
    let mut done: Vec<Advanced> = Vec::new();
    let mut lines = standing(of);
    lines.sort_unstable_by(|a, b| b.cmp(a));
    for line in lines {
        let advanced = match timeline.event(line) {
            Some(entry) if line == 1 => {
                let leave = Withdraw {
                    unit: of.unit,
                    day: entry.day,
                    leaving: None,
                };
                // Its day had come when it was entered.
                withdraw(&timeline, leave, by.author, entry.day, by.at)?
            }
            _ => {
                let request = Annul {
                    unit: of.unit,
                    seen: timeline.last_sequence(),
                    annuls: line,
                };
                annul(&timeline, &request, by.author, by.at)?
            }
        };
        timeline = advanced.timeline.clone();
        done.push(advanced);
    }
    Ok(done)
}

impl UnitUndo {
    /// Whether it brings a unit back into the census: a unit that took its place must not stay beside it.
    pub fn brings_back(&self) -> bool {
        match self {
            Self::Undone { lines, .. } => {
                let added = |advanced: &Advanced| -> i64 {
                    advanced.deltas.iter().map(|delta| delta.counts.census()).sum()
                };
                lines.iter().map(added).sum::<i64>() > 0
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
