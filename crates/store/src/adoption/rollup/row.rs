//! A row of the rollup's table, read and written.

use crate::{
    adoption::{ALL, Slice, course::Course},
    engine::{
        batch::{Value, row},
        fault::{Fault, readable},
    },
    territory::territory_code,
};
use domain::{LevelCode, PolicyCode, PriorityEducation};

/// A row of the table.
#[derive(sqlx_macros::FromRow)]
pub(crate) struct CourseRow {
    policy: String,
    year: String,
    territory: String,
    level: String,
    priority_education: String,
    weeks: Vec<u8>,
}

impl CourseRow {
    pub(crate) fn course(self) -> Result<(Slice, Course), Fault> {
        let table = "adoption_rollup";
        let Self {
            policy,
            year,
            territory,
            level,
            priority_education: mark,
            weeks,
        } = &self;
        let key = format!("{policy} {year} {territory} {level} {mark}");
        let level = match level.as_str() {
            ALL => None,
            found => Some(readable(table, "level", &key, found, LevelCode::new(found))?),
        };
        let mark = match mark.as_str() {
            ALL => None,
            found => Some(readable(
                table,
                "priority_education",
                &key,
                found,
                PriorityEducation::from_code(found),
            )?),
        };
        let slice = Slice {
            policy: readable(table, "policy", &key, policy, PolicyCode::new(policy))?,
            year: readable(table, "year", &key, year, year.parse().ok())?,
            territory: territory_code(table, "territory", &key, territory)?,
            level,
            priority_education: mark,
        };
        Ok((slice, course(&key, weeks)?))
    }
}

/// The course of a row's bytes.
pub(crate) fn course(row: impl ToString, weeks: &[u8]) -> Result<Course, Fault> {
    let found = || format!("{} bytes", weeks.len());
    Course::unpack(weeks)
        .ok_or(())
        .or_else(|()| readable("adoption_rollup", "weeks", row, &found(), None))
}

/// A row of the table.
pub(crate) fn values(slice: Slice, course: &Course) -> [Value; 6] {
    row![
        slice.policy.to_string(),
        slice.year.to_string(),
        slice.territory.to_string(),
        slice.level_code(),
        slice.mark_code(),
        course.pack(),
    ]
}

pub(crate) const INSERT: &str =
    "insert into adoption_rollup (policy, year, territory, level, priority_education, weeks)";
pub(super) const REPLACE: &str =
    " on conflict (policy, year, territory, level, priority_education) do update set weeks = excluded.weeks";
