//! What people wrote of units by hand, and when: a list of an earlier day leaves it as it is.

use crate::{engine::fault::StoreError, import::intake::Intake};
use domain::{
    UnitId,
    adoption::{CorrectionReason, UnitCorrection, census::ByHand},
    calendar::paris_day,
};
use std::collections::BTreeMap;

impl Intake {
    /// What people wrote of some units by hand.
    pub(super) async fn by_hand(&mut self, units: &[UnitId]) -> Result<BTreeMap<UnitId, ByHand>, StoreError> {
        let corrections = self.corrections(units).await?;
        let by_hand = corrections.into_iter().map(|(unit, corrections)| {
            let mut by_hand = ByHand::default();
            for correction in &corrections {
                write_down(correction, &mut by_hand);
            }
            (unit, by_hand)
        });
        Ok(by_hand.collect())
    }
}

/// The day of the correction for each fact that it changed; none once a list, or a correction taken back, changed it since.
fn write_down(correction: &UnitCorrection, by_hand: &mut ByHand) {
    let told = correction.why == CorrectionReason::Told;
    let day = told.then(|| paris_day(correction.recorded_at));
    let (old, new) = (&correction.old, &correction.new);
    if old.levels != new.levels {
        by_hand.levels = day;
    }
    if old.pupils != new.pupils {
        by_hand.pupils = day;
    }
    if old.co_teaching != new.co_teaching {
        by_hand.co_teaching = day;
    }
}
