//! What places a unit in the counts, and the slices that it counts in.

use crate::{
    adoption::Slice,
    engine::fault::{Fault, readable},
    territory::territory_code,
};
use domain::{
    PolicyCode, PriorityEducation, SchoolYear, TerritoryCode,
    territory::Lineage,
    unit::{Levels, Unit},
};

/// Keys of a unit's counts. Of them only the levels and the estimate may be corrected, and a first circonscription given.
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    pub policy: PolicyCode,
    pub year: SchoolYear,
    pub levels: Levels,
    pub priority_education: PriorityEducation,
    pub district: Option<TerritoryCode>,
    pub department: TerritoryCode,
    pub academy: TerritoryCode,
    /// Whether it counts among the estimates.
    pub estimated: bool,
}

impl Counted {
    /// The territories it stands in.
    pub(crate) const fn lineage(&self) -> Lineage {
        Lineage {
            academy: self.academy,
            department: self.department,
            district: self.district,
        }
    }
}

impl From<&Unit> for Counted {
    fn from(unit: &Unit) -> Self {
        Self {
            policy: unit.policy,
            year: unit.year,
            levels: unit.levels.clone(),
            priority_education: unit.priority_education,
            district: unit.district,
            department: unit.department,
            academy: unit.academy,
            estimated: unit.estimated,
        }
    }
}

/// The columns of `unit u` that place it.
#[derive(sqlx_macros::FromRow)]
pub(crate) struct CountedRow {
    policy: String,
    year: String,
    levels: String,
    priority_education: String,
    district: Option<String>,
    department: String,
    academy: String,
    estimated: bool,
}

impl CountedRow {
    pub(crate) fn counted(&self) -> Result<Counted, Fault> {
        let Self {
            policy,
            year,
            levels,
            priority_education: mark,
            ..
        } = self;
        let code = |column, found: &str| territory_code("unit", column, levels, found);
        Ok(Counted {
            policy: readable("unit", "policy", policy, policy, PolicyCode::new(policy))?,
            year: readable("unit", "year", year, year, year.parse().ok())?,
            levels: readable("unit", "levels", levels, levels, Levels::parse(levels))?,
            priority_education: readable(
                "unit",
                "priority_education",
                mark,
                mark,
                PriorityEducation::from_code(mark),
            )?,
            district: self
                .district
                .as_deref()
                .map(|found| code("district", found))
                .transpose()?,
            department: code("department", &self.department)?,
            academy: code("academy", &self.academy)?,
            estimated: self.estimated,
        })
    }
}

/// The slices that a unit counts in: nation, académie and département by level and mark, the circonscription as a whole only.
/// Rows of a circonscription by level and mark would be most of the table; its filtered figures come from its own few events.
pub(crate) fn slices(unit: &Counted) -> impl Iterator<Item = Slice> + '_ {
    let wide = [TerritoryCode::nation(), unit.academy, unit.department];
    let levels = std::iter::once(None).chain(unit.levels.iter().map(Some));
    let marks = [None, Some(unit.priority_education)];
    let by_filter = levels.flat_map(move |level| marks.map(|mark| (level, mark)));
    let narrow = unit.district.map(|district| (district, None, None));
    let rows = by_filter.flat_map(move |(level, mark)| wide.map(|territory| (territory, level, mark)));
    let (policy, year) = (unit.policy, unit.year);
    rows.chain(narrow)
        .map(move |(territory, level, priority_education)| Slice {
            policy,
            year,
            territory,
            level,
            priority_education,
        })
}
