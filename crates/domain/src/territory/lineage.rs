//! The territories that a school or a unit stands in: what a right over it is asked of.

use super::{TerritoryCode, academy_of_department};

/// The territories that something stands in. All of them stand in the nation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lineage {
    /// Its académie.
    pub academy: TerritoryCode,
    /// Its département.
    pub department: TerritoryCode,
    /// Its circonscription, where it has one.
    pub district: Option<TerritoryCode>,
}

impl Lineage {
    /// The lineage of a département, perhaps of one of its circonscriptions; none where it is of no académie.
    pub fn of(department: TerritoryCode, district: Option<TerritoryCode>) -> Option<Self> {
        let academy = academy_of_department(department.local()).and_then(TerritoryCode::academy)?;
        Some(Self {
            academy,
            department,
            district,
        })
    }

    /// Its codes, from the nation down.
    pub fn codes(self) -> impl Iterator<Item = TerritoryCode> {
        [TerritoryCode::nation(), self.academy, self.department]
            .into_iter()
            .chain(self.district)
    }

    /// The smallest of its territories.
    pub fn smallest(&self) -> TerritoryCode {
        self.district.unwrap_or(self.department)
    }
}
