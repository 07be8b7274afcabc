//! Measures of use as they are shown: the course of a place, the same week of the académies, who brought them, and which unit a school's uses are of.

mod course;
mod link;
mod seen;

pub use course::{Measured, UsageCourse};
pub use link::{LinkedSchool, UsageLink, link_mark};
pub use seen::{SeenAs, SeenUnit};

use crate::{
    Store,
    engine::{
        fault::{Fault, StoreError, readable},
        read,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use course::put;
use domain::{
    Actor, PolicyCode, TerritoryCode, TerritoryKind, Week,
    usage::{Instrument, Measure, UsagePlace},
};
use std::{collections::BTreeMap, ops::RangeInclusive};

/// A file or a pull that brought measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageEntry {
    /// What measured.
    pub instrument: Instrument,
    /// The file's name, or the address.
    pub origin: String,
    /// New measures and corrections.
    pub measured: i64,
    /// Of these, corrections.
    pub corrected: i64,
    /// Who brought it.
    pub author: Actor,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// Whether it takes another entry back, and brings none itself.
    pub annuls: bool,
    /// Whether it was taken back.
    pub annulled: bool,
}

#[derive(sqlx_macros::FromRow)]
struct MeasureRow {
    place: String,
    measure: String,
    week: NaiveDate,
    value: i64,
}

#[derive(sqlx_macros::FromRow)]
struct UsageEntryRow {
    id: i64,
    instrument: String,
    origin: String,
    measured: i64,
    corrected: i64,
    author: String,
    recorded_at: DateTime<Utc>,
    annuls: Option<i64>,
    annulled: bool,
}

impl MeasureRow {
    fn measure(&self) -> Result<Measure, Fault> {
        let measure = Measure::from_code(&self.measure);
        readable("usage_volume", "measure", &self.place, &self.measure, measure)
    }
}

impl Store {
    /// Everything measured in a place between two weeks, both included.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn usage(
        &self,
        policy: PolicyCode,
        place: UsagePlace,
        weeks: RangeInclusive<Week>,
    ) -> Result<UsageCourse, StoreError> {
        const COURSE: &str = "select place, measure, week, value from usage_volume \
             where policy = $1 and place = $2 and week between $3 and $4 \
             and entry not in (select entry from usage_annulled) order by measure, week, entry";
        let rows: Vec<MeasureRow> = read!(self, |pool| {
            let query = sqlx::query_as(COURSE)
                .bind(policy.as_str())
                .bind(place.to_string());
            query
                .bind(weeks.start().monday())
                .bind(weeks.end().monday())
                .fetch_all(pool)
                .await?
        });
        let mut course = UsageCourse::new();
        for row in rows {
            let measured = course.entry(row.measure()?).or_default();
            put(measured, row.week, row.value);
        }
        Ok(course)
    }

    /// A measure of every académie between two weeks, both included; an académie that nobody measured is not there.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn usage_of_academies(
        &self,
        policy: PolicyCode,
        measure: Measure,
        weeks: RangeInclusive<Week>,
    ) -> Result<BTreeMap<TerritoryCode, BTreeMap<Week, Measured>>, StoreError> {
        // A cross join, so that each académie is looked up.
        const ACADEMIES: &str = "select v.place, v.measure, v.week, v.value from territory t cross join usage_volume v \
             where t.kind = $5 and v.policy = $1 and v.place = t.code and v.measure = $2 and v.week between $3 and $4 \
             and v.entry not in (select entry from usage_annulled) order by v.place, v.week, v.entry";
        let rows: Vec<MeasureRow> = read!(self, |pool| {
            let query = sqlx::query_as(ACADEMIES)
                .bind(policy.as_str())
                .bind(measure.code());
            let query = query.bind(weeks.start().monday()).bind(weeks.end().monday());
            query.bind(TerritoryKind::Academy.code()).fetch_all(pool).await?
        });
        let mut academies: BTreeMap<_, BTreeMap<Week, Measured>> = BTreeMap::new();
        for row in rows {
            let place = TerritoryCode::parse(&row.place);
            let place = readable("usage_volume", "place", &row.measure, &row.place, place)?;
            put(academies.entry(place).or_default(), row.week, row.value);
        }
        Ok(academies)
    }

    /// The latest files and pulls that brought measures.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn usage_entries(&self, policy: PolicyCode, limit: u32) -> Result<Vec<UsageEntry>, StoreError> {
        const LATEST: &str = "select id, instrument, origin, measured, corrected, author, recorded_at, annuls, \
             id in (select entry from usage_annulled) as annulled from usage_entry \
             where policy = $1 order by id desc limit $2";
        let rows: Vec<UsageEntryRow> = read!(self, |pool| {
            let query = sqlx::query_as(LATEST).bind(policy.as_str());
            query.bind(i64::from(limit)).fetch_all(pool).await?
        });
        let entry = |row: UsageEntryRow| {
            let (instrument, author) = (
                Instrument::from_code(&row.instrument),
                Actor::from_code(&row.author),
            );
            Ok(UsageEntry {
                instrument: readable("usage_entry", "instrument", row.id, &row.instrument, instrument)?,
                author: readable("usage_entry", "author", row.id, &row.author, author)?,
                origin: row.origin,
                measured: row.measured,
                corrected: row.corrected,
                recorded_at: row.recorded_at,
                annuls: row.annuls.is_some(),
                annulled: row.annulled,
            })
        };
        rows.into_iter().map(entry).collect()
    }
}
