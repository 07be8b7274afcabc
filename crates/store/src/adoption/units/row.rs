//! The row of a unit with where it stands, as the database has it.

use super::KnownUnit;
use crate::{
    engine::fault::{Fault, readable},
    territory::territory_code,
};
use chrono::NaiveDate;
use domain::{
    PolicyCode, PriorityEducation, SchoolYear, Uai, UnitId,
    adoption::{Step, UnitState},
    unit::{Levels, Unit},
};

#[derive(sqlx_macros::FromRow)]
pub(in crate::adoption) struct UnitRow {
    id: i64,
    policy: String,
    year: String,
    school: String,
    label: String,
    levels: String,
    priority_education: String,
    pupils: Option<i64>,
    co_teaching: bool,
    estimated: bool,
    census_day: NaiveDate,
    district: Option<String>,
    department: String,
    academy: String,
    school_name: String,
    commune: String,
    step: String,
    since: NaiveDate,
    sequence: i64,
    last_news: Option<NaiveDate>,
}

impl UnitRow {
    pub(in crate::adoption) fn known(self) -> Result<KnownUnit, Fault> {
        let id = self.id;
        let code = |column, found: &str| territory_code("unit", column, id, found);
        let mark = &self.priority_education;
        let unit = Unit {
            policy: readable("unit", "policy", id, &self.policy, PolicyCode::new(&self.policy))?,
            year: readable(
                "unit",
                "year",
                id,
                &self.year,
                self.year.parse::<SchoolYear>().ok(),
            )?,
            school: readable(
                "unit",
                "school",
                id,
                &self.school,
                self.school.parse::<Uai>().ok(),
            )?,
            levels: readable("unit", "levels", id, &self.levels, Levels::parse(&self.levels))?,
            priority_education: readable(
                "unit",
                "priority_education",
                id,
                mark,
                PriorityEducation::from_code(mark),
            )?,
            pupils: self.pupils.and_then(|pupils| u16::try_from(pupils).ok()),
            co_teaching: self.co_teaching,
            estimated: self.estimated,
            census_day: self.census_day,
            district: self
                .district
                .as_deref()
                .map(|found| code("district", found))
                .transpose()?,
            department: code("department", &self.department)?,
            academy: code("academy", &self.academy)?,
            label: self.label,
        };
        let standing = UnitState {
            step: readable("unit_now", "step", id, &self.step, Step::from_code(&self.step))?,
            since: self.since,
            sequence: readable(
                "unit_now",
                "sequence",
                id,
                &self.sequence.to_string(),
                u32::try_from(self.sequence).ok(),
            )?,
        };
        let (school_name, commune) = (self.school_name, self.commune);
        Ok(KnownUnit {
            id: UnitId(id),
            unit,
            school_name,
            commune,
            standing,
            last_news: self.last_news,
        })
    }
}

pub(in crate::adoption) const COLUMNS: &str = "select u.id, u.policy, u.year, u.school, u.label, u.levels, u.priority_education, u.pupils, \
     u.co_teaching, u.estimated, u.census_day, u.district, u.department, u.academy, s.name as school_name, s.commune, \
     n.step, n.since, n.sequence, n.last_news \
     from unit u join unit_now n on n.unit_id = u.id join school s on s.uai = u.school ";
