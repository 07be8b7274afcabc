//! A line of a file of classes, with the school and year that it is of.

use domain::{PriorityEducation, SchoolYear, Uai, adoption::census::CensusLine};

/// Where a class stands: what is decided together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassKey {
    /// The school year.
    pub year: SchoolYear,
    /// The school.
    pub school: Uai,
}

/// A line of a file of classes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassRow {
    /// Its school and year.
    pub key: ClassKey,
    /// What it says.
    pub class: CensusLine,
    /// Its school's mark, which a class that enters keeps for its year.
    pub priority_education: PriorityEducation,
}
