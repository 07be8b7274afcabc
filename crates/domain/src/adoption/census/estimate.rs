//! An estimate: it gives classes to the levels of a school that have none, and nothing to the others.

use super::{
    CensusAsk, CensusChange, CensusDecision, CensusLine, CensusNote, CensusUnit, lines::NamedClass,
    list::written_since,
};
use crate::policy::LevelCode;
use std::collections::BTreeSet;

pub(super) fn decide(
    before: &[CensusUnit],
    classes: &[NamedClass<'_>],
    ask: CensusAsk,
    decision: &mut CensusDecision,
) {
    let counted = before.iter().filter(|unit| unit.is_counted());
    let taken: BTreeSet<LevelCode> = counted.flat_map(|unit| unit.facts.levels.iter()).collect();
    for class in classes {
        let line = class.line;
        let level_taken = line.levels.iter().any(|level| taken.contains(&level));
        match class.unit {
            Some(unit) if unit.is_counted() => decision.notes.push(CensusNote::Same { line: line.line }),
            _ if level_taken => decision.notes.push(CensusNote::LevelHasClasses {
                line: line.line,
                label: line.label.clone(),
            }),
            Some(unit) => again(line, unit, ask, decision),
            None => decision.enter(line, true),
        }
    }
}

/// An estimate that had left comes back where its level has no class any more. A real class that left is no estimate's to bring back.
fn again(line: &CensusLine, unit: &CensusUnit, ask: CensusAsk, decision: &mut CensusDecision) {
    let by_hand = written_since(unit.by_hand.closed, line, ask);
    if by_hand.is_some() || !unit.facts.estimated {
        decision.notes.push(CensusNote::Closed {
            line: line.line,
            label: unit.facts.label.clone(),
            on: by_hand,
        });
        return;
    }
    decision.changes.push(CensusChange::Reenter {
        line: line.line,
        unit: unit.id,
        label: unit.facts.label.clone(),
    });
}
