//! The only makers of what happens to a unit: the entry into the census, a step, a withdrawal, an annulment, a closing, its opening again.

mod annul;
mod close;

use super::{
    AdoptionEvent, AdoptionRefused, AdoptionStage, Delta, LeavingReason, Sequence, Source, Step, Timeline,
    UnitState, Written, deltas, unit::UnitId,
};
use crate::{account::Actor, calendar::SchoolYear};
pub use annul::{Annul, annul};
use chrono::{DateTime, NaiveDate, Utc};
pub use close::{Close, Reopen, close, reopen};

/// A step asked for: this unit reached this stage on this day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Advance {
    /// The unit.
    pub unit: UnitId,
    /// The last sequence that who asks saw: two writers at once can't both win.
    pub seen: Sequence,
    /// The stage reached.
    pub stage: AdoptionStage,
    /// The day it was true.
    pub day: NaiveDate,
    /// The event it corrects, if it does.
    pub replaces: Option<Sequence>,
    /// How the author knows.
    pub source: Source,
}

/// What a step gives: the line to keep, where the unit now stands, and what to add to the counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advanced {
    /// The line.
    pub line: Written,
    /// Where the unit stands.
    pub standing: UnitState,
    /// The day of the latest news of the unit.
    pub last_news: Option<NaiveDate>,
    /// What to add to the weekly counts.
    pub deltas: Vec<Delta>,
    /// The history with the line.
    pub timeline: Timeline,
}

/// One step of a unit of a school year.
///
/// # Errors
/// [`AdoptionRefused`]: the writer saw another history, the day is outside the unit's days or after today, the stage can't follow its predecessor or precede its successor,
/// the unit left the census, the event to correct does not exist.
pub fn advance(
    year: SchoolYear,
    timeline: &Timeline,
    request: &Advance,
    author: Actor,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Advanced, AdoptionRefused> {
    let current = seen(timeline, request.unit, request.seen)?;
    check_day(year, timeline, request.day, today)?;
    if let Some(replaced) = request.replaces {
        check_correction(timeline, replaced)?;
    }
    let event = AdoptionEvent {
        unit: request.unit,
        sequence: current.sequence + 1,
        step: Step::Reached(request.stage),
        day: request.day,
        recorded_at: now,
        replaces: request.replaces,
        source: request.source,
        leaving: None,
        author,
    };
    append(timeline, event)
}

/// The entry of a unit into the census: +1 `Identified` on its census day.
///
/// # Errors
/// [`AdoptionRefused`]: the census day is not one of the year's, or is after today.
pub fn enter(
    unit: UnitId,
    year: SchoolYear,
    census_day: NaiveDate,
    author: Actor,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Advanced, AdoptionRefused> {
    check_year(year, census_day)?;
    check_past(census_day, today)?;
    let event = AdoptionEvent {
        unit,
        sequence: 1,
        step: Step::Reached(AdoptionStage::Identified),
        day: census_day,
        recorded_at: now,
        replaces: None,
        source: Source::Census,
        leaving: None,
        author,
    };
    append(&Timeline::default(), event)
}

/// A withdrawal asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withdraw {
    /// The unit.
    pub unit: UnitId,
    /// The day from which it is no longer counted.
    pub day: NaiveDate,
    /// Why, when a person closes it.
    pub leaving: Option<LeavingReason>,
}

/// The withdrawal of a unit: −1 from its day on. When its history goes further, from its last event on.
///
/// # Errors
/// [`AdoptionRefused`]: the day is after today, it already left, it never entered. Whether the day is of its year is its caller's to say.
pub fn withdraw(
    timeline: &Timeline,
    request: Withdraw,
    author: Actor,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Advanced, AdoptionRefused> {
    let Withdraw { unit, day, leaving } = request;
    check_past(day, today)?;
    let current = timeline.standing().ok_or(AdoptionRefused::UnknownUnit(unit))?;
    let event = AdoptionEvent {
        unit,
        sequence: current.sequence + 1,
        step: Step::Withdrawn,
        day: timeline.effective().last().map_or(day, |last| day.max(last.day)),
        recorded_at: now,
        replaces: None,
        source: Source::Census,
        leaving,
        author,
    };
    append(timeline, event)
}

fn append(timeline: &Timeline, event: AdoptionEvent) -> Result<Advanced, AdoptionRefused> {
    let sequence = event.sequence;
    let line = Written::Event(event);
    let after = timeline.with(line.clone());
    after.check(timeline, sequence)?;
    advanced(timeline, line, after)
}

/// What a line that is allowed gives.
fn advanced(before: &Timeline, line: Written, after: Timeline) -> Result<Advanced, AdoptionRefused> {
    let standing = after
        .standing()
        .ok_or(AdoptionRefused::UnknownUnit(line.unit()))?;
    Ok(Advanced {
        last_news: after.last_news(),
        line,
        standing,
        deltas: deltas(before, &after),
        timeline: after,
    })
}

/// Where the unit stands, when who asks saw its last line.
fn seen(timeline: &Timeline, unit: UnitId, seen: Sequence) -> Result<UnitState, AdoptionRefused> {
    let current = timeline.standing().ok_or(AdoptionRefused::UnknownUnit(unit))?;
    if seen == current.sequence {
        Ok(current)
    } else {
        Err(AdoptionRefused::Stale { unit, seen, current })
    }
}

fn check_year(year: SchoolYear, day: NaiveDate) -> Result<(), AdoptionRefused> {
    let (first, last) = (year.first_event_day(), year.last_event_day());
    if (first..=last).contains(&day) {
        Ok(())
    } else {
        Err(AdoptionRefused::DayOutsideYear { day, first, last })
    }
}

fn check_past(day: NaiveDate, today: NaiveDate) -> Result<(), AdoptionRefused> {
    if day > today {
        Err(AdoptionRefused::DayInFuture { day, today })
    } else {
        Ok(())
    }
}

fn check_day(
    year: SchoolYear,
    timeline: &Timeline,
    day: NaiveDate,
    today: NaiveDate,
) -> Result<(), AdoptionRefused> {
    check_year(year, day)?;
    check_past(day, today)?;
    match timeline.events().first() {
        Some(entry) if day < entry.day => Err(AdoptionRefused::DayBeforeCensus {
            day,
            census_day: entry.day,
        }),
        _ => Ok(()),
    }
}

fn check_correction(timeline: &Timeline, replaced: Sequence) -> Result<(), AdoptionRefused> {
    match timeline.event(replaced) {
        Some(event) if event.sequence == 1 => Err(AdoptionRefused::CensusNotCorrectable),
        Some(event) if event.step != Step::Withdrawn && timeline.counts(event) => Ok(()),
        _ => Err(AdoptionRefused::NothingToCorrect(replaced)),
    }
}
