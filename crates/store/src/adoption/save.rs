//! Lines of histories, written: the events, where their units stand, what they add to the courses.

use super::{
    events,
    rollup::{Counted, Rollup},
    units,
};
use crate::transaction::Tx;
use domain::adoption::{Advanced, BatchId};
use std::collections::BTreeMap;

/// What the rules decided of a unit, with the batch that it comes in.
pub(crate) struct DecidedLine {
    pub counted: Counted,
    pub advanced: Advanced,
    pub batch: Option<BatchId>,
}

/// Asks for lines to be written; they must be in the order of (unit, sequence). The courses wait in `rollup`.
pub(crate) fn save(tx: &mut Tx, rollup: &mut Rollup, done: &[DecidedLine]) {
    for one in done {
        rollup.add(&one.counted, &one.advanced.deltas);
    }
    events::insert_lines(tx, done.iter().map(|one| (&one.advanced.line, one.batch)));
    // The last line of a unit says where it stands.
    let standing: BTreeMap<_, _> = done
        .iter()
        .map(|DecidedLine { advanced, .. }| (advanced.line.unit(), (advanced.standing, advanced.last_news)))
        .collect();
    units::stand(
        tx,
        standing.into_iter().map(|(unit, (now, news))| (unit, now, news)),
    );
}
