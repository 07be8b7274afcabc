//! A list of classes: it corrects those it names, enters the others, and replaces the estimates of the levels it has.

use super::{
    ByHand, CensusAsk, CensusChange, CensusDecision, CensusError, CensusLine, CensusNote, CensusUnit,
    KeptField,
    lines::NamedClass,
    names::NearName,
    pairs::{furthest, pairs},
};
use crate::adoption::{
    AdoptionStage, UnitFacts,
    unit::{Levels, UnitId},
};
use crate::policy::LevelCode;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A class of the list as it will stand.
pub(super) struct Listed<'f> {
    pub line: &'f CensusLine,
    pub levels: Levels,
    /// The unit that it was before, by its name or by a pair.
    pub unit: Option<&'f CensusUnit>,
}

/// Decides the classes of a list; answers those that it has.
pub(super) fn decide<'f>(
    before: &'f [CensusUnit],
    classes: &[NamedClass<'f>],
    ask: CensusAsk,
    decision: &mut CensusDecision,
) -> Vec<Listed<'f>> {
    let by_id: BTreeMap<UnitId, &CensusUnit> = before.iter().map(|unit| (unit.id, unit)).collect();
    let pairs = pairs(before, classes);
    let mut listed = Vec::with_capacity(classes.len());
    for (at, class) in classes.iter().enumerate() {
        let heir = pairs.get(&at).and_then(|id| by_id.get(id)).copied();
        let levels = match (class.unit, heir) {
            (Some(unit), _) if !stays_closed(class.line, unit, ask, decision) => {
                known(class.line, unit, ask, decision)
            }
            (Some(_), _) => continue,
            (None, Some(unit)) => inherit(class.line, unit, ask, decision),
            (None, None) => {
                decision.enter(class.line, false);
                class.line.levels.clone()
            }
        };
        listed.push(Listed {
            line: class.line,
            levels,
            unit: class.unit.or(heir),
        });
    }
    replace(before, &listed, ask, decision);
    if !ask.distinct {
        near_twins(before, classes, decision);
    }
    listed
}

/// Whether a person closed the class after the list's day: then it stays so.
fn stays_closed(line: &CensusLine, unit: &CensusUnit, ask: CensusAsk, decision: &mut CensusDecision) -> bool {
    let closed = unit.by_hand.closed.filter(|_| !unit.is_counted());
    let Some(on) = written_since(closed, line, ask) else {
        return false;
    };
    decision.notes.push(CensusNote::Closed {
        line: line.line,
        label: unit.facts.label.clone(),
        on: Some(on),
    });
    true
}

/// The day of what a person wrote, when it holds against the line.
pub(super) fn written_since(
    by_hand: Option<NaiveDate>,
    line: &CensusLine,
    ask: CensusAsk,
) -> Option<NaiveDate> {
    by_hand.filter(|on| *on > line.day && !ask.overwrite)
}

/// A class that is there under its name: counted again if it had left, confirmed, corrected. Answers its levels.
fn known(line: &CensusLine, unit: &CensusUnit, ask: CensusAsk, decision: &mut CensusDecision) -> Levels {
    let after = corrected(line, unit, ask, decision);
    let levels = after.levels.clone();
    let same = after == unit.facts;
    if !unit.is_counted() {
        decision.changes.push(CensusChange::Reenter {
            line: line.line,
            unit: unit.id,
            label: unit.facts.label.clone(),
        });
    } else if same {
        decision.notes.push(CensusNote::Same { line: line.line });
    }
    if !same {
        decision.changes.push(CensusChange::Correct {
            line: line.line,
            unit: unit.id,
            before: unit.facts.clone(),
            after,
            paired: None,
        });
    }
    levels
}

/// A new class that inherits an estimate: its unit with its history, confirmed, under its own name.
fn inherit(line: &CensusLine, unit: &CensusUnit, ask: CensusAsk, decision: &mut CensusDecision) -> Levels {
    let after = UnitFacts {
        label: line.label.clone(),
        ..corrected(line, unit, ask, decision)
    };
    let levels = after.levels.clone();
    decision.changes.push(CensusChange::Correct {
        line: line.line,
        unit: unit.id,
        before: unit.facts.clone(),
        after,
        paired: unit.step.stage(),
    });
    levels
}

/// What is known of a unit once a line is heard: what the line does not say stays, and so does what a person wrote after its day.
fn corrected(
    line: &CensusLine,
    unit: &CensusUnit,
    ask: CensusAsk,
    decision: &mut CensusDecision,
) -> UnitFacts {
    let ByHand {
        levels,
        pupils,
        co_teaching,
        ..
    } = unit.by_hand;
    let mut after = UnitFacts {
        estimated: false,
        ..unit.facts.clone()
    };
    let mut kept = Vec::new();
    if line.levels != after.levels {
        match written_since(levels, line, ask) {
            Some(on) => kept.push((
                on,
                KeptField::Levels {
                    kept: after.levels.clone(),
                    listed: line.levels.clone(),
                },
            )),
            None => after.levels = line.levels.clone(),
        }
    }
    if let Some(listed) = line.pupils.filter(|listed| Some(*listed) != after.pupils) {
        let standing = after.pupils;
        match written_since(pupils, line, ask) {
            Some(on) => kept.push((
                on,
                KeptField::Pupils {
                    kept: standing,
                    listed,
                },
            )),
            None => after.pupils = Some(listed),
        }
    }
    if let Some(listed) = line.co_teaching.filter(|listed| *listed != after.co_teaching) {
        match written_since(co_teaching, line, ask) {
            Some(on) => kept.push((
                on,
                KeptField::CoTeaching {
                    kept: after.co_teaching,
                },
            )),
            None => after.co_teaching = listed,
        }
    }
    decision
        .notes
        .extend(kept.into_iter().map(|(on, field)| CensusNote::KeptByHand {
            line: line.line,
            label: unit.facts.label.clone(),
            field,
            on,
        }));
    after
}

/// The units that classes of the list are.
pub(super) fn heard(listed: &[Listed<'_>]) -> BTreeSet<UnitId> {
    let units = listed.iter().filter_map(|class| class.unit);
    units.map(|unit| unit.id).collect()
}

/// The levels of which the list has every class: those of which it names a class of that level alone; all that it bears, where it is complete.
pub(super) fn full(listed: &[Listed<'_>], ask: CensusAsk) -> BTreeSet<LevelCode> {
    let levels = listed.iter().map(|class| &class.levels);
    if ask.complete {
        levels.flat_map(Levels::iter).collect()
    } else {
        levels.filter_map(alone).collect()
    }
}

/// Withdraws the estimates that the list replaces: all of the levels that it has, and of another level as many as classes of several levels newly bear it.
fn replace(before: &[CensusUnit], listed: &[Listed<'_>], ask: CensusAsk, decision: &mut CensusDecision) {
    let (heard, full) = (heard(listed), full(listed, ask));
    let mut beyond = BTreeMap::<LevelCode, Vec<&CensusUnit>>::new();
    for unit in before
        .iter()
        .filter(|unit| unit.is_estimate() && !heard.contains(&unit.id))
    {
        match alone(&unit.facts.levels).filter(|level| !full.contains(level)) {
            Some(level) => beyond.entry(level).or_default().push(unit),
            None if unit.facts.levels.iter().all(|level| full.contains(&level)) => {
                withdraw(unit, listed, decision);
            }
            None => {}
        }
    }
    for (level, mut units) in beyond {
        let places = listed.iter().filter(|class| takes_place(class, level)).count();
        if !listed.iter().any(|class| bears(&class.levels, level)) {
            continue;
        }
        units.sort_by_cached_key(|unit| furthest(unit));
        let stay = units.len().saturating_sub(places);
        for (rank, unit) in units.into_iter().enumerate() {
            if rank >= stay {
                withdraw(unit, listed, decision);
            } else {
                decision.notes.push(CensusNote::EstimateStays {
                    label: unit.facts.label.clone(),
                    reached: reached(unit),
                });
            }
        }
    }
}

/// The level of a class of one level.
fn alone(levels: &Levels) -> Option<LevelCode> {
    let mut all = levels.iter();
    all.next().filter(|_| all.next().is_none())
}

fn bears(levels: &Levels, level: LevelCode) -> bool {
    levels.iter().any(|own| own == level)
}

/// Whether a class newly bears a level, and is not itself what an estimate of it became.
fn takes_place(class: &Listed<'_>, level: LevelCode) -> bool {
    let had = class
        .unit
        .is_some_and(|unit| unit.is_counted() && bears(&unit.facts.levels, level));
    bears(&class.levels, level) && !had
}

/// An estimate leaves on the earliest day of the classes that share a level with it.
fn withdraw(unit: &CensusUnit, listed: &[Listed<'_>], decision: &mut CensusDecision) {
    let shares = |class: &&Listed<'_>| unit.facts.levels.iter().any(|level| bears(&class.levels, level));
    let days = listed.iter().filter(shares).map(|class| class.line.day);
    if let Some(day) = days.min() {
        decision.changes.push(CensusChange::Withdraw {
            unit: unit.id,
            label: unit.facts.label.clone(),
            day,
            reached: reached(unit),
        });
    }
}

pub(super) fn reached(unit: &CensusUnit) -> Option<AdoptionStage> {
    unit.step.stage().filter(|_| unit.touched)
}

/// Tells the names that come in and are nearly another's: of the classes that are counted, or of the list.
fn near_twins(before: &[CensusUnit], classes: &[NamedClass<'_>], decision: &mut CensusDecision) {
    let new = |class: &NamedClass<'_>| class.unit.is_none_or(|unit| !unit.is_counted());
    if !classes.iter().any(new) {
        return;
    }
    let listed: Vec<_> = classes
        .iter()
        .map(|class| NearName::new(&class.line.label, &class.line.levels))
        .collect();
    let standing: Vec<_> = before
        .iter()
        .filter(|unit| unit.is_real())
        .flat_map(|unit| {
            unit.names()
                .map(|name| (unit.id, name, NearName::new(name, &unit.facts.levels)))
        })
        .collect();
    for (at, (class, near)) in classes
        .iter()
        .zip(&listed)
        .enumerate()
        .filter(|(_, (class, _))| new(class))
    {
        // Of two new names the second tells.
        let mut others = classes.iter().zip(&listed).enumerate();
        let twin = others.find(|(other, (named, theirs))| {
            *other != at && (*other < at || !new(named)) && near.is_near(theirs)
        });
        let twin = twin.map(|(_, (named, _))| (named.line.label.as_str(), Some(named.line.line)));
        let own = class.unit.map(|unit| unit.id);
        let twin = twin.or_else(|| {
            let mut standing = standing.iter();
            standing
                .find(|(id, _, theirs)| Some(*id) != own && near.is_near(theirs))
                .map(|(_, name, _)| (*name, None))
        });
        if let Some((other, other_line)) = twin {
            decision.errors.push(CensusError::NearTwin {
                line: class.line.line,
                label: class.line.label.clone(),
                other: other.to_owned(),
                other_line,
            });
        }
    }
}
