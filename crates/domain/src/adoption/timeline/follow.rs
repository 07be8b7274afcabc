//! What may follow what in a history.

use crate::adoption::{AdoptionEvent, AdoptionRefused, Sequence, Step};

/// Two neighbours that can't be.
pub struct Unfit<'a> {
    pub first: &'a AdoptionEvent,
    pub next: &'a AdoptionEvent,
}

/// Whether an event may follow another.
pub fn follow(first: &AdoptionEvent, next: &AdoptionEvent) -> bool {
    let (Step::Reached(from), to) = (first.step, next.step) else {
        return false;
    };
    let Step::Reached(to) = to else { return true };
    // A correction may write the stage beside it again: that is how a step made by mistake was taken back.
    let taken_back = next.replaces.is_some() || (first.replaces.is_some() && first.sequence > next.sequence);
    from.may_precede(to) || (from == to && taken_back)
}

impl Unfit<'_> {
    /// Why the event written last is refused.
    pub fn refusal(&self, written: Sequence) -> AdoptionRefused {
        let (first, next) = (self.first, self.next);
        let (Step::Reached(from), Step::Reached(to)) = (first.step, next.step) else {
            return AdoptionRefused::Withdrawn { day: first.day };
        };
        match (first.sequence == written, from == to) {
            (true, _) => AdoptionRefused::CannotPrecede {
                to: from,
                next: to,
                next_day: next.day,
            },
            (false, true) => AdoptionRefused::SameStage {
                stage: from,
                since: first.day,
            },
            (false, false) => AdoptionRefused::CannotFollow {
                from,
                since: first.day,
                to,
            },
        }
    }
}
