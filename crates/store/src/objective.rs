//! Objectives: set, taken back, never changed in place.

mod change;

use crate::{
    Store,
    engine::{
        fault::{Fault, StoreError, readable},
        read,
    },
    request::SeenMark,
    territory::territory_code,
};
pub use change::ObjectiveMove;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Actor, PolicyCode, SchoolYear, TerritoryCode,
    objective::{Measure, Objective},
};
use std::collections::BTreeMap;

/// Whose objectives: those of a territory in a school year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectiveKey {
    /// The policy.
    pub policy: PolicyCode,
    /// The school year.
    pub year: SchoolYear,
    /// The territory.
    pub territory: TerritoryCode,
}

impl ObjectiveKey {
    fn columns(self) -> [String; 3] {
        [
            self.policy.to_string(),
            self.year.to_string(),
            self.territory.to_string(),
        ]
    }
}

/// An objective as it was set or taken back: none is changed in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectiveEntry {
    /// What is aimed at.
    pub measure: Measure,
    /// By when.
    pub day: NaiveDate,
    /// The share, per mille; none: it was taken back.
    pub share: Option<i64>,
    /// Who wrote it.
    pub author: Actor,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

#[derive(sqlx_macros::FromRow)]
struct ObjectiveEntryRow {
    #[sqlx(flatten)]
    row: ObjectiveRow,
    author: String,
    recorded_at: DateTime<Utc>,
}

const HELD: &str = "select id, measure, day, share_per_mille from objective \
     where policy = $1 and year = $2 and territory = $3 order by id";

const HELD_OF_YEAR: &str = "select territory, id, measure, day, share_per_mille from objective \
     where policy = $1 and year = $2 order by id";

#[derive(sqlx_macros::FromRow)]
struct PlacedRow {
    territory: String,
    #[sqlx(flatten)]
    row: ObjectiveRow,
}

#[derive(sqlx_macros::FromRow)]
struct ObjectiveRow {
    id: i64,
    measure: String,
    day: NaiveDate,
    share_per_mille: Option<i64>,
}

/// The mark of a territory's objectives, as its form shows them.
pub fn objectives_mark(held: &[Objective]) -> SeenMark {
    let told = |one: &Objective| format!("{} {} {}", one.measure.code(), one.day, one.share);
    SeenMark::of(held.iter().map(told))
}

impl Store {
    /// The objectives of a territory, by day.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn objectives(&self, key: ObjectiveKey) -> Result<Vec<Objective>, StoreError> {
        let [policy, year, territory] = key.columns();
        let rows: Vec<ObjectiveRow> = read!(self, |pool| {
            let query = sqlx::query_as(HELD).bind(policy).bind(year).bind(territory);
            query.fetch_all(pool).await?
        });
        held(rows).map_err(StoreError::from)
    }

    /// What was written of a territory's objectives, the latest first.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn objective_entries(&self, key: ObjectiveKey) -> Result<Vec<ObjectiveEntry>, StoreError> {
        const ENTRIES: &str = "select id, measure, day, share_per_mille, author, recorded_at from objective \
             where policy = $1 and year = $2 and territory = $3 order by id desc";
        let [policy, year, territory] = key.columns();
        let rows: Vec<ObjectiveEntryRow> = read!(self, |pool| {
            let query = sqlx::query_as(ENTRIES).bind(policy).bind(year).bind(territory);
            query.fetch_all(pool).await?
        });
        Ok(rows
            .into_iter()
            .map(ObjectiveEntryRow::entry)
            .collect::<Result<_, Fault>>()?)
    }

    /// The objectives of every territory in a school year, by territory and day.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn objectives_of_year(
        &self,
        policy: PolicyCode,
        year: SchoolYear,
    ) -> Result<Vec<(TerritoryCode, Objective)>, StoreError> {
        let rows: Vec<PlacedRow> = read!(self, |pool| {
            let query = sqlx::query_as(HELD_OF_YEAR);
            let query = query.bind(policy.to_string()).bind(year.to_string());
            query.fetch_all(pool).await?
        });
        let mut placed = BTreeMap::<TerritoryCode, Vec<ObjectiveRow>>::new();
        for PlacedRow { territory, row } in rows {
            let code = territory_code("objective", "territory", row.id, &territory)?;
            placed.entry(code).or_default().push(row);
        }
        let mut all = Vec::new();
        for (code, rows) in placed {
            all.extend(held(rows)?.into_iter().map(|objective| (code, objective)));
        }
        Ok(all)
    }
}

impl ObjectiveEntryRow {
    fn entry(self) -> Result<ObjectiveEntry, Fault> {
        let ObjectiveRow {
            id,
            measure,
            day,
            share_per_mille,
        } = self.row;
        let author = Actor::from_code(&self.author);
        Ok(ObjectiveEntry {
            measure: readable("objective", "measure", id, &measure, Measure::from_code(&measure))?,
            day,
            share: share_per_mille,
            author: readable("objective", "author", id, &self.author, author)?,
            recorded_at: self.recorded_at,
        })
    }
}

/// The latest of each (measure, day) that was not taken back.
fn held(rows: Vec<ObjectiveRow>) -> Result<Vec<Objective>, Fault> {
    let mut held = BTreeMap::new();
    for row in rows {
        let measure = Measure::from_code(&row.measure);
        let measure = readable("objective", "measure", row.id, &row.measure, measure)?;
        match row.share_per_mille {
            Some(share) => held.insert((row.day, measure), share),
            None => held.remove(&(row.day, measure)),
        };
    }
    let objective = |((day, measure), share)| Objective { day, measure, share };
    Ok(held.into_iter().map(objective).collect())
}
