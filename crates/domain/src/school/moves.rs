//! A school that moves to another circonscription: where its units count, who reads and writes them, and when a directory asks first.

use crate::territory::{Lineage, TerritoryCode};

/// Change of a school's territories by a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchoolMove {
    /// It stands where it stood.
    Stays,
    /// It had no circonscription, and now has one: a correction, which its units get as well.
    FirstDistrict,
    /// It stands elsewhere: its units keep their territories for their year.
    Moves,
}

impl SchoolMove {
    /// The change from one lineage to another.
    pub fn between(before: &Lineage, after: &Lineage) -> Self {
        if before == after {
            Self::Stays
        } else if before.department == after.department && before.district.is_none() {
            Self::FirstDistrict
        } else {
            Self::Moves
        }
    }
}

/// The territories over which a right to a school of a school year is asked: where its units of that year stand (`kept`), and where it stands today. Whoever has
/// one of them in scope reads the school's page and writes its units. The last one is the smallest of today's.
pub fn places(today: &Lineage, kept: &[Lineage]) -> Vec<TerritoryCode> {
    let mut codes: Vec<TerritoryCode> = today.codes().collect();
    let mut former: Vec<TerritoryCode> = kept.iter().flat_map(|lineage| lineage.codes()).collect();
    former.retain(|code| !codes.contains(code));
    former.append(&mut codes);
    former
}

/// The lineage of a unit that enters a school: that of the units of its year (`kept`, the first one first), so that a school counts in one place a year; that of
/// the school where it has none yet.
pub fn entry_lineage(today: &Lineage, kept: &[Lineage]) -> Lineage {
    kept.first().copied().unwrap_or(*today)
}

/// The circonscription that a unit without one gets from the first one of its school; none where it has one, or stands in another département.
pub fn first_district(unit: &Lineage, school: &Lineage) -> Option<TerritoryCode> {
    let fits = unit.district.is_none() && unit.department == school.department;
    school.district.filter(|_| fits)
}

/// Threshold above which a directory asks first: a tenth of a département's known schools moves.
pub const fn asks_first(moving: u64, known: u64) -> bool {
    moving * 10 > known
}

#[cfg(test)]
mod tests;
