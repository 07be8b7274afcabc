//! The lines of a school by class: each line is of a unit that bore its name, or of a new one.

use super::{
    CensusAsk, CensusDecision, CensusError, CensusFile, CensusLine, CensusNote, CensusUnit, names::natural,
};
use crate::adoption::fold_label;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, btree_map::Entry},
};

/// A class that the file names, once.
pub(super) struct NamedClass<'f> {
    pub line: &'f CensusLine,
    /// The unit that bore that name before the file.
    pub unit: Option<&'f CensusUnit>,
}

/// The classes that the lines name, by name in natural order. A class named twice is one where its lines say the same.
pub(super) fn classes<'f>(
    before: &'f [CensusUnit],
    lines: &'f [CensusLine],
    ask: CensusAsk,
    decision: &mut CensusDecision,
) -> Vec<NamedClass<'f>> {
    let bearers = bearers(before);
    let mut sorted: Vec<_> = lines.iter().collect();
    sorted.sort_by_cached_key(|line| (natural(&line.label), said(line), line.line));
    let mut classes = Vec::<NamedClass<'f>>::new();
    let mut seen = BTreeMap::new();
    for line in sorted {
        if line.day > ask.today {
            decision.errors.push(CensusError::DayInFuture {
                line: line.line,
                label: line.label.clone(),
                day: line.day,
            });
        }
        let key = fold_label(&line.label);
        let unit = bearers.get(&key).and_then(|units| {
            let rank = |unit: &&&CensusUnit| {
                let exact = unit.facts.label == line.label;
                (unit.is_counted(), exact, unit.is_real(), Reverse(unit.id))
            };
            units.iter().max_by_key(rank).copied()
        });
        let class = (unit.map(|unit| unit.id), unit.is_none().then_some(key));
        match seen.entry(class) {
            Entry::Vacant(free) => {
                free.insert(classes.len());
                classes.push(NamedClass { line, unit });
            }
            Entry::Occupied(taken) => {
                if let Some(first) = classes.get(*taken.get()) {
                    again(first.line, line, ask.file, decision);
                }
            }
        }
    }
    classes
}

/// The units that bore each name. Lists brought before names were compared so have left a few that share one.
fn bearers(before: &[CensusUnit]) -> BTreeMap<String, Vec<&CensusUnit>> {
    let mut bearers = BTreeMap::<_, Vec<_>>::new();
    for unit in before {
        for name in unit.names() {
            let units = bearers.entry(fold_label(name)).or_default();
            if units.last().is_none_or(|last: &&CensusUnit| last.id != unit.id) {
                units.push(unit);
            }
        }
    }
    bearers
}

/// A class named again: once where the lines say the same, under one name unless an estimate only counts classes.
fn again(first: &CensusLine, line: &CensusLine, file: CensusFile, decision: &mut CensusDecision) {
    let one_name = || fold_label(&first.label) == fold_label(&line.label);
    if said(first) == said(line) && (file == CensusFile::Estimate || one_name()) {
        decision.notes.push(CensusNote::Repeated {
            line: line.line,
            first_line: first.line,
            label: line.label.clone(),
        });
    } else {
        decision.errors.push(CensusError::Twice {
            line: line.line,
            label: line.label.clone(),
            first_line: first.line,
            other: first.label.clone(),
        });
    }
}

/// What a line says of its class.
fn said(line: &CensusLine) -> impl Ord + use<> {
    (line.levels.clone(), line.pupils, line.co_teaching, line.day)
}
