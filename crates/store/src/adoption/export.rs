//! Everything that happened, row by row and in their order: for whoever recomputes the figures. No person stands in it.

use crate::{
    Store,
    engine::{fault::StoreError, read},
};
use chrono::{DateTime, NaiveDate, Utc};
use futures_util::TryStreamExt;

/// A unit as it was created.
#[derive(Clone, Debug, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct UnitOut {
    /// Its number.
    pub id: i64,
    /// The policy's slug.
    pub policy: String,
    /// The school year, as 2020-2021.
    pub year: String,
    /// The school's UAI.
    pub school: String,
    /// Its levels, joined by `+`.
    pub levels: String,
    /// `none`, `rep` or `rep-plus`.
    pub priority_education: String,
    /// Whether it is an estimate.
    pub estimated: bool,
    /// The day it entered the census.
    pub census_day: NaiveDate,
    /// The circonscription's code.
    pub district: Option<String>,
    /// The département's.
    pub department: String,
    /// The académie's.
    pub academy: String,
}

/// An event, or an annulment, as it was written.
#[derive(Clone, Debug, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct EventOut {
    /// The unit.
    pub unit_id: i64,
    /// Its rank in the unit's history, from 1.
    pub sequence: i64,
    /// The code of the stage reached, `withdrawn` or `annulled`.
    pub step: String,
    /// The day it was true; none of an annulment.
    pub day: Option<NaiveDate>,
    /// When it was known.
    pub recorded_at: DateTime<Utc>,
    /// The event that it replaces.
    pub replaces: Option<i64>,
    /// How its author knows; none of an annulment.
    pub source: Option<String>,
    /// The event, or the annulment, that it takes back.
    pub annuls: Option<i64>,
}

impl Store {
    /// Tells every unit, by its number.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer; what `tell` fails with.
    pub async fn each_unit<E: From<StoreError>>(
        &self,
        mut tell: impl FnMut(UnitOut) -> Result<(), E>,
    ) -> Result<(), E> {
        const UNITS: &str = "select id, policy, year, school, levels, priority_education, estimated, census_day, district, department, academy \
             from unit order by id";
        read!(self, |pool| {
            let mut rows = sqlx::query_as(UNITS).fetch(pool);
            while let Some(row) = rows.try_next().await.map_err(StoreError::from)? {
                tell(row)?;
            }
        });
        Ok(())
    }

    /// Tells every event, unit by unit.
    ///
    /// # Errors
    /// As [`Store::each_unit`].
    pub async fn each_event<E: From<StoreError>>(
        &self,
        mut tell: impl FnMut(EventOut) -> Result<(), E>,
    ) -> Result<(), E> {
        const EVENTS: &str = "select unit_id, sequence, step, day, recorded_at, replaces, source, annuls from adoption_event order by unit_id, sequence";
        read!(self, |pool| {
            let mut rows = sqlx::query_as(EVENTS).fetch(pool);
            while let Some(row) = rows.try_next().await.map_err(StoreError::from)? {
                tell(row)?;
            }
        });
        Ok(())
    }
}
