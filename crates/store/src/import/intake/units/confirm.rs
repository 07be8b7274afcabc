//! Estimates that a list confirms.

use super::SeatedRow;
use crate::{engine::fault::StoreError, import::intake::Intake};
use domain::{
    UnitId,
    adoption::{CorrectUnit, CorrectionReason, UnitFacts},
    unit::Unit,
};
use std::collections::{BTreeMap, HashMap};

impl Intake {
    /// Marks estimates as confirmed, with what the list says of them.
    pub(super) async fn confirm(&mut self, confirmed: &BTreeMap<UnitId, &Unit>) -> Result<u64, StoreError> {
        let asked = confirmed.iter().map(|(unit, listed)| CorrectUnit {
            unit: *unit,
            seen: None,
            facts: UnitFacts::from(*listed),
            why: CorrectionReason::Listed,
            batch: self.batch,
        });
        let asked = asked.collect();
        self.correct_units(asked).await
    }
}

/// The estimates that lines of a real list name, by label and levels.
pub(super) fn confirmed<'a>(
    units: &'a [(u64, Unit)],
    seated: &HashMap<String, Vec<SeatedRow>>,
) -> BTreeMap<UnitId, &'a Unit> {
    let mut confirmed = BTreeMap::new();
    for (_, unit) in units.iter().filter(|(_, unit)| !unit.estimated) {
        let there = seated
            .get(&unit.school.to_string())
            .map_or(&[][..], Vec::as_slice);
        let is = |row: &&SeatedRow| {
            row.estimated
                && row.step != "withdrawn"
                && row.label == unit.label
                && row.levels == unit.levels.to_string()
        };
        confirmed.extend(there.iter().find(is).map(|row| (UnitId(row.id), unit)));
    }
    confirmed
}
