//! The history of one unit: its events, and the fold from them to the stage on a day.

use super::{AdoptionEvent, AdoptionRefused, AdoptionStage, Sequence, Step, UnitState};
use chrono::NaiveDate;

/// The events of one unit in the order they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    events: Vec<AdoptionEvent>,
}

impl Timeline {
    /// The history made of these events, which the store gives by sequence.
    pub const fn new(events: Vec<AdoptionEvent>) -> Self {
        Self { events }
    }

    /// Every event, corrected ones included, in the order they were written.
    pub fn events(&self) -> &[AdoptionEvent] {
        &self.events
    }

    /// The rank of the last event written; 0 when there is none.
    pub fn last_sequence(&self) -> Sequence {
        self.events.last().map_or(0, |event| event.sequence)
    }

    /// Whether a later event corrects this one.
    pub fn is_replaced(&self, sequence: Sequence) -> bool {
        self.events.iter().any(|event| event.replaces == Some(sequence))
    }

    /// The events that count, those that no other replaced, by (day, sequence).
    pub fn effective(&self) -> Vec<&AdoptionEvent> {
        let mut kept: Vec<_> = self
            .events
            .iter()
            .filter(|e| !self.is_replaced(e.sequence))
            .collect();
        kept.sort_by_key(|event| (event.day, event.sequence));
        kept
    }

    /// The unit's step on a day: that of the last effective event whose day is not after it; none before the census day.
    pub fn step_on(&self, day: NaiveDate) -> Option<Step> {
        self.effective()
            .iter()
            .rev()
            .find(|event| event.day <= day)
            .map(|event| event.step)
    }

    /// Where the unit stands after all its events; none when there is none.
    pub fn standing(&self) -> Option<UnitState> {
        let sequence = self.last_sequence();
        self.effective().last().map(|event| UnitState {
            step: event.step,
            since: event.day,
            sequence,
        })
    }

    /// The day of the latest news: what freshness is counted from. The entry into the census is no news.
    pub fn last_news(&self) -> Option<NaiveDate> {
        self.effective()
            .iter()
            .filter(|event| event.sequence > 1)
            .map(|event| event.day)
            .max()
    }

    /// The same history with one more event.
    pub(super) fn with(&self, event: AdoptionEvent) -> Self {
        let mut events = self.events.clone();
        events.push(event);
        Self { events }
    }

    /// Checks the neighbours of every effective event: a stage follows the one before it, nothing follows a withdrawal.
    pub(super) fn check(&self, written: Sequence) -> Result<(), AdoptionRefused> {
        let effective = self.effective();
        for pair in effective.windows(2) {
            let [before, after] = pair else { continue };
            follow(before, after, written)?;
        }
        Ok(())
    }
}

fn follow(before: &AdoptionEvent, after: &AdoptionEvent, written: Sequence) -> Result<(), AdoptionRefused> {
    let Step::Reached(from) = before.step else {
        return Err(AdoptionRefused::Withdrawn { day: before.day });
    };
    let Step::Reached(to) = after.step else {
        return Ok(());
    };
    // A correction may repeat the stage before it: that is how a step made by mistake is taken back.
    let taken_back = from == to && (after.replaces.is_some() || before.replaces.is_some());
    if from.may_precede(to) || taken_back {
        return Ok(());
    }
    Err(match (before.sequence == written, from == to) {
        (true, _) => AdoptionRefused::CannotPrecede {
            to: from,
            next: to,
            next_day: after.day,
        },
        (false, true) => AdoptionRefused::SameStage {
            stage: from,
            since: before.day,
        },
        (false, false) => AdoptionRefused::CannotFollow {
            from,
            since: before.day,
            to,
        },
    })
}

/// The stages a timeline moves through: (day, before, after), in order. What the counts are made of.
pub(super) fn moves(timeline: &Timeline) -> Vec<(NaiveDate, Option<AdoptionStage>, Option<AdoptionStage>)> {
    let mut before = None;
    let mut moves = Vec::new();
    for event in timeline.effective() {
        let after = event.step.stage();
        moves.push((event.day, before, after));
        before = after;
    }
    moves
}
