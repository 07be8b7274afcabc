//! An annulment: a line taken back, when what is left of the history holds without it.

use super::{Advanced, advanced, seen};
use crate::{
    account::Actor,
    adoption::{AdoptionEvent, AdoptionRefused, Annulment, Sequence, Timeline, Written, unit::UnitId},
};
use chrono::{DateTime, Utc};

/// An annulment asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Annul {
    /// The unit.
    pub unit: UnitId,
    /// The last sequence that who asks saw: two writers at once can't both win.
    pub seen: Sequence,
    /// The line to take back: an event, or an annulment, so as to bring back what that one took.
    pub annuls: Sequence,
}

/// Takes back a line of a unit's history.
///
/// # Errors
/// [`AdoptionRefused`]: the writer saw another history, there is no such line or it is taken back already, it is the entry into the census,
/// or another line stands on it.
pub fn annul(
    timeline: &Timeline,
    request: &Annul,
    author: Actor,
    now: DateTime<Utc>,
) -> Result<Advanced, AdoptionRefused> {
    let current = seen(timeline, request.unit, request.seen)?;
    let named = request.annuls;
    if named == 1 {
        return Err(AdoptionRefused::CensusNotCorrectable);
    }
    let known =
        timeline.event(named).is_some() || timeline.annulments().iter().any(|known| known.sequence == named);
    if !known || timeline.is_annulled(named) {
        return Err(AdoptionRefused::NothingToAnnul(named));
    }
    let line = Written::Annulment(Annulment {
        unit: request.unit,
        sequence: current.sequence + 1,
        annuls: timeline.end_of(named),
        recorded_at: now,
        author,
    });
    let after = timeline.with(line.clone());
    check(timeline, &after)?;
    advanced(timeline, line, after)
}

/// Whether a history still holds: each correction that stands corrects an event that is there, alone; its neighbours may follow each other.
fn check(before: &Timeline, after: &Timeline) -> Result<(), AdoptionRefused> {
    let held_by = |event: &AdoptionEvent| AdoptionRefused::HeldBy {
        step: event.step,
        day: event.day,
    };
    let stand = |event: &&AdoptionEvent| !after.is_annulled(event.sequence);
    for event in after.events().iter().filter(stand) {
        let Some(replaced) = event.replaces else { continue };
        let other = after
            .replaced_by(replaced)
            .filter(|by| by.sequence != event.sequence);
        if after.is_annulled(replaced) || other.is_some() {
            // Named is what was there before, not what comes back.
            let there = other.filter(|_| before.is_annulled(event.sequence));
            return Err(held_by(there.unwrap_or(event)));
        }
    }
    match after.unfit(before) {
        // What was already there stands on what is taken back, or in the way of what comes back.
        Some(unfit) if before.counts(unfit.next) => Err(held_by(unfit.next)),
        Some(unfit) => Err(held_by(unfit.first)),
        None => Ok(()),
    }
}
