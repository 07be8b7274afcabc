//! What is told of a class, corrected by a person: one event; an estimate is confirmed by the same act.

use super::Changing;
use crate::{
    adoption::{census::census_units, corrections::correct_units},
    engine::fault::StoreError,
};
use domain::{
    Refusal, UnitId,
    adoption::{
        CorrectUnit, CorrectionRank, CorrectionReason, UnitFacts,
        census::{Naming, check_name},
    },
};

/// A correction asked for by a person: all the facts told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectClass {
    /// The class.
    pub unit: UnitId,
    /// The rank of the last correction that who asks saw.
    pub seen: CorrectionRank,
    /// The facts as they are.
    pub facts: UnitFacts,
    /// That a name near another's is of another class.
    pub distinct: bool,
}

impl Changing {
    pub(super) async fn correct(&mut self, asked: &CorrectClass) -> Result<UnitId, StoreError> {
        let (known, _) = self.own(asked.unit).await?;
        let unit = &known.unit;
        let standing = census_units(&mut self.tx, unit.policy, unit.year, &[unit.school], false).await?;
        let school = standing.get(&unit.school).map_or(&[][..], Vec::as_slice);
        let naming = Naming {
            unit: Some(asked.unit),
            label: &asked.facts.label,
            levels: &asked.facts.levels,
            distinct: asked.distinct,
        };
        check_name(school, naming).map_err(Refusal::from)?;
        let correction = CorrectUnit {
            unit: asked.unit,
            seen: Some(asked.seen),
            facts: asked.facts.clone(),
            why: CorrectionReason::Told,
            batch: None,
        };
        correct_units(&mut self.tx, &mut self.rollup, vec![correction]).await?;
        Ok(asked.unit)
    }
}
