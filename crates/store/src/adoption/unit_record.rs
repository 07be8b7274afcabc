//! A unit as a write needs it: the keys of its counts, its history, and its school's lineage today.

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
    /// Its school's lineage today.
    pub school: Lineage,
}

impl UnitRecord {
    /// Asks for a right over its own territories or its school's of today.
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
