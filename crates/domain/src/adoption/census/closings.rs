//! A complete list: the classes that it does not name close, of the levels that it has in the school.

use super::{
    CensusAsk, CensusChange, CensusDecision, CensusLine, CensusNote, CensusUnit,
    list::{Listed, full, heard, reached},
};
use chrono::NaiveDate;

/// Closes the classes that the list does not name, on its day. What a person wrote after that day stays, and is told.
pub(super) fn decide(
    before: &[CensusUnit],
    lines: &[CensusLine],
    listed: &[Listed<'_>],
    ask: CensusAsk,
    decision: &mut CensusDecision,
) {
    let Some(line) = lines.iter().map(|line| line.line).min() else {
        return;
    };
    let (heard, full, day) = (heard(listed), full(listed, ask), day(lines, ask));
    let gone = |unit: &&CensusUnit| {
        unit.is_real()
            && !heard.contains(&unit.id)
            && unit.facts.levels.iter().all(|level| full.contains(&level))
    };
    for unit in before.iter().filter(gone) {
        let label = unit.facts.label.clone();
        let since = unit.by_hand.seen_there();
        match since.filter(|on| *on > day && !ask.overwrite) {
            Some(on) => decision.notes.push(CensusNote::StaysOpen { label, on }),
            None => decision.changes.push(CensusChange::Close {
                line,
                unit: unit.id,
                label,
                day,
                reached: reached(unit),
                followed: Some(unit.last).filter(|last| *last > day),
            }),
        }
    }
}

/// The latest day that the lines say themselves; today where none says its own.
fn day(lines: &[CensusLine], ask: CensusAsk) -> NaiveDate {
    let dated = lines.iter().filter(|line| line.dated);
    dated.map(|line| line.day).max().unwrap_or(ask.today)
}
