//! A step of a duty: asked for, and taken or refused.

use super::{DutyState, DutyStep, StepKind};
use crate::{account::Actor, funding::EntryNumber};
use chrono::{DateTime, NaiveDate, Utc};

/// What somebody does with a duty that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyMove {
    /// What.
    pub step: StepKind,
    /// On which day.
    pub day: NaiveDate,
    /// The rank that the form saw: of two who write at once one wins.
    pub seen: i64,
    /// To whom and how, or why.
    pub note: String,
    /// The amendment that adjusts it.
    pub entry: Option<EntryNumber>,
}

/// Why a step is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DutyRefused {
    /// It can't follow.
    #[error("{to:?} can't follow {from:?}")]
    CannotFollow {
        /// Where it stands.
        from: StepKind,
        /// What was asked.
        to: StepKind,
    },
    /// Somebody wrote since the form was opened.
    #[error("somebody wrote meanwhile")]
    Stale,
    /// The day is before the last step's, or has not come.
    #[error("the day is before the step before, or after today")]
    Day,
    /// To whom and how, or why, is missing.
    #[error("a note is missing")]
    NoNote,
    /// An adjustment names the amendment that makes it.
    #[error("the amendment is missing")]
    NoAmendment,
}

/// The step that a move becomes.
///
/// # Errors
/// [`DutyRefused`].
pub fn step(
    steps: &[DutyStep],
    asked: &DutyMove,
    by: Actor,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<DutyStep, DutyRefused> {
    let (Some(last), Some(standing)) = (steps.last(), DutyState::of(steps)) else {
        return Err(DutyRefused::Stale);
    };
    if standing.rank != asked.seen {
        return Err(DutyRefused::Stale);
    }
    if !standing.next(last.kind).contains(&asked.step) {
        return Err(DutyRefused::CannotFollow {
            from: last.step,
            to: asked.step,
        });
    }
    if asked.day < last.day || asked.day > today {
        return Err(DutyRefused::Day);
    }
    if asked.note.trim().is_empty() {
        return Err(DutyRefused::NoNote);
    }
    if asked.step == StepKind::Adjusted && asked.entry.is_none() {
        return Err(DutyRefused::NoAmendment);
    }
    Ok(DutyStep {
        rank: last.rank + 1,
        step: asked.step,
        day: asked.day,
        note: asked.note.trim().chars().take(500).collect(),
        entry: asked.entry,
        author: by,
        recorded_at: now,
        ..last.clone()
    })
}
