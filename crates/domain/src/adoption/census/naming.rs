//! The name that a person gives a class: no other class of the school and year bears it or bore it, and it is not nearly another's.

use super::{CensusUnit, names::NearName};
use crate::adoption::{
    CorrectionRefused, fold_label,
    unit::{LABEL_MAX, Levels, UnitId},
};

/// A name asked for.
#[derive(Clone, Copy, Debug)]
pub struct Naming<'a> {
    /// The class; none where it enters.
    pub unit: Option<UnitId>,
    /// The name.
    pub label: &'a str,
    /// The levels that the class has with it.
    pub levels: &'a Levels,
    /// That it is told apart from a name that it is near to.
    pub distinct: bool,
}

/// Checks a name against all those that the units of the school and year ever bore. A name that the class bore already is its own.
///
/// # Errors
/// [`CorrectionRefused`]: it is empty or too long; it is another class's; or, unless it is told apart, nearly that of a class that is counted and no estimate.
pub fn check_name(school: &[CensusUnit], asked: Naming<'_>) -> Result<(), CorrectionRefused> {
    if asked.label.trim().is_empty() || asked.label.chars().count() > LABEL_MAX {
        return Err(CorrectionRefused::Label);
    }
    let folded = fold_label(asked.label);
    let bears = |unit: &CensusUnit| unit.names().any(|name| fold_label(name) == folded);
    let is_own = |unit: &CensusUnit| asked.unit == Some(unit.id);
    if school.iter().any(|unit| is_own(unit) && bears(unit)) {
        return Ok(());
    }
    if let Some(other) = school.iter().find(|unit| bears(unit)) {
        return Err(CorrectionRefused::NameTaken {
            label: other.facts.label.clone(),
            is_closed: !other.is_counted(),
        });
    }
    if asked.distinct {
        return Ok(());
    }
    let near = NearName::new(asked.label, asked.levels);
    for other in school.iter().filter(|unit| unit.is_real() && !is_own(unit)) {
        let twin = |name: &&str| near.is_near(&NearName::new(name, &other.facts.levels));
        if let Some(name) = other.names().find(twin) {
            return Err(CorrectionRefused::NearTwin {
                label: asked.label.to_owned(),
                other: name.to_owned(),
            });
        }
    }
    Ok(())
}
