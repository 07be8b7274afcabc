//! Pairs: an estimate that somebody wrote of, and the class of the list that inherits its history.

use super::{CensusUnit, lines::NamedClass, names::natural};
use crate::adoption::{AdoptionStage, unit::UnitId};
use crate::policy::LevelCode;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// How far a stage is: of two estimates, the history that goes further is inherited first. A refusal is known for longer than a contact.
const fn furtherance(stage: AdoptionStage) -> u8 {
    match stage {
        AdoptionStage::Identified => 0,
        AdoptionStage::Contacted => 1,
        AdoptionStage::Declined => 2,
        AdoptionStage::Lapsed => 3,
        AdoptionStage::Onboarded => 4,
        AdoptionStage::Active => 5,
        AdoptionStage::Regular => 6,
    }
}

/// Orders estimates by the furthest stage, then by name.
pub(super) fn furthest(unit: &CensusUnit) -> impl Ord + use<> {
    let stage = unit.step.stage().map_or(0, furtherance);
    (Reverse(unit.touched), Reverse(stage), natural(&unit.facts.label))
}

/// The touched estimates that no line names, each with the place of the new class that inherits it: level by level, classes of that level alone first.
pub(super) fn pairs(before: &[CensusUnit], classes: &[NamedClass<'_>]) -> BTreeMap<usize, UnitId> {
    let named: BTreeSet<UnitId> = classes
        .iter()
        .filter_map(|class| class.unit)
        .map(|unit| unit.id)
        .collect();
    let mut by_level = BTreeMap::<LevelCode, Vec<&CensusUnit>>::new();
    for unit in before {
        if let Some(level) = unit.facts.levels.iter().next()
            && unit.is_estimate()
            && unit.touched
            && !named.contains(&unit.id)
        {
            by_level.entry(level).or_default().push(unit);
        }
    }
    let mut pairs = BTreeMap::new();
    for (level, mut units) in by_level {
        units.sort_by_cached_key(|unit| furthest(unit));
        let mut free: Vec<usize> = (0..classes.len()).filter(|at| !pairs.contains_key(at)).collect();
        free.retain(|at| {
            let class = classes.get(*at);
            class
                .is_some_and(|class| class.unit.is_none() && class.line.levels.iter().any(|own| own == level))
        });
        // Stable: the classes are in the natural order of their names.
        free.sort_by_key(|at| classes.get(*at).map(|class| class.line.levels.iter().count()));
        pairs.extend(free.into_iter().zip(units.into_iter().map(|unit| unit.id)));
    }
    pairs
}
