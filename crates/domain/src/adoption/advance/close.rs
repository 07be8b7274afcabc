//! The closing of a unit by a person, and its opening again: several lines of its history where it is to be as never counted.

use super::{Advanced, Annul, Withdraw, annul, check_day, seen, withdraw};
use crate::{
    account::Actor,
    adoption::{AdoptionRefused, ClassRefused, LeavingReason, Sequence, Step, Timeline, unit::UnitId},
    calendar::SchoolYear,
};
use chrono::{DateTime, NaiveDate, Utc};

/// A closing asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Close {
    /// The unit.
    pub unit: UnitId,
    /// The last sequence that who asks saw: two writers at once can't both win.
    pub seen: Sequence,
    /// The day it closed; what is as never counted leaves on its census day instead.
    pub day: NaiveDate,
    /// Why.
    pub why: LeavingReason,
}

/// An opening again asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reopen {
    /// The unit.
    pub unit: UnitId,
    /// The last sequence that who asks saw.
    pub seen: Sequence,
}

/// Closes a unit. Where it is to be as never counted, each update is annulled first, the last one first, and it leaves on its census day.
///
/// # Errors
/// [`AdoptionRefused`]: the writer saw another history, it already left, the day is outside its year, after today, before its census or before an update.
pub fn close(
    year: SchoolYear,
    timeline: &Timeline,
    request: &Close,
    author: Actor,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Vec<Advanced>, AdoptionRefused> {
    let Close { unit, day, why, .. } = *request;
    let current = seen(timeline, unit, request.seen)?;
    if current.step == Step::Withdrawn {
        return Err(AdoptionRefused::Withdrawn { day: current.since });
    }
    let mut withdrawal = Withdraw {
        unit,
        day,
        leaving: Some(why),
    };
    if !why.is_never_counted() {
        check_day(year, timeline, day, today)?;
        return match timeline.effective().last().filter(|last| day < last.day) {
            Some(last) => Err(ClassRefused::ClosedBefore {
                step: last.step,
                day: last.day,
            }
            .into()),
            None => Ok(vec![withdraw(timeline, withdrawal, author, today, now)?]),
        };
    }
    let (mut stands, mut done) = (timeline.clone(), Vec::new());
    while let Some(annuls) = stands.last_annullable().map(|last| last.sequence) {
        take_back(&mut stands, &mut done, unit, annuls, author, now)?;
    }
    if let Some(entry) = stands.effective().first() {
        withdrawal.day = entry.day;
    }
    done.push(withdraw(&stands, withdrawal, author, today, now)?);
    Ok(done)
}

/// Opens a unit again: its withdrawal is annulled, and with it what was annulled so that it had never counted. Same unit, same history.
///
/// # Errors
/// [`AdoptionRefused`]: the writer saw another history, it never left.
pub fn reopen(
    timeline: &Timeline,
    request: &Reopen,
    author: Actor,
    now: DateTime<Utc>,
) -> Result<Vec<Advanced>, AdoptionRefused> {
    seen(timeline, request.unit, request.seen)?;
    let lines = timeline.closing_lines();
    if lines.is_empty() {
        return Err(ClassRefused::NotClosed(request.unit).into());
    }
    let (mut stands, mut done) = (timeline.clone(), Vec::new());
    for annuls in lines {
        take_back(&mut stands, &mut done, request.unit, annuls, author, now)?;
    }
    Ok(done)
}

/// Annuls one more line, the history being as the lines before left it.
fn take_back(
    stands: &mut Timeline,
    done: &mut Vec<Advanced>,
    unit: UnitId,
    annuls: Sequence,
    author: Actor,
    now: DateTime<Utc>,
) -> Result<(), AdoptionRefused> {
    let request = Annul {
        unit,
        seen: stands.last_sequence(),
        annuls,
    };
    let advanced = annul(stands, &request, author, now)?;
    *stands = advanced.timeline.clone();
    done.push(advanced);
    Ok(())
}
