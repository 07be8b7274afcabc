//! A unit as a write needs it: what places it in the counts, its history, and where its school stands today.

use super::rollup::Counted;
use chrono::NaiveDate;
use domain::{
    Action, Principal, Timeline,
    rights::{Forbidden, Object, Powers, authorize},
    school::places,
    territory::Lineage,
};

/// A unit inside a write.
pub(crate) struct UnitRecord {
    pub counted: Counted,
    pub timeline: Timeline,
    /// Where its school stands today.
    pub school: Lineage,
}

impl UnitRecord {
    /// Whether somebody may do something to it: where it stands for its year, or where its school stands today.
    pub(crate) fn allow(&self, by: &Principal, action: Action, today: NaiveDate) -> Result<(), Forbidden> {
        if by.powers == Powers::All {
            return Ok(());
        }
        let object = Object {
            policy: Some(self.counted.policy),
            lineage: &places(&self.school, &[self.counted.lineage()]),
        };
        authorize(by, action, &object, today)
    }
}
