//! Objectives: set, taken back, never changed in place.

use crate::{
    Store,
    audit::AuditEvent,
    engine::{
        batch::row,
        fault::{Fault, StoreError, readable},
        read, write,
    },
    territory::territory_code,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Action, AuditAction, PolicyCode, Principal, SchoolYear, TerritoryCode,
    objective::{Measure, Objective},
    rights::{Object, authorize},
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

const HELD: &str = "select id, measure, day, share_per_mille from objective \
     where policy = $1 and year = $2 and territory = $3 order by id";

/// What is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectiveMove {
    /// It is set, or set to another share.
    Set(Objective),
    /// It is taken back.
    TakeBack(Measure, NaiveDate),
}

const HELD_OF_YEAR: &str = "select territory, id, measure, day, share_per_mille from objective \
     where policy = $1 and year = $2 order by id";

#[derive(sqlx::FromRow)]
struct PlacedRow {
    territory: String,
    #[sqlx(flatten)]
    row: ObjectiveRow,
}

#[derive(sqlx::FromRow)]
struct ObjectiveRow {
    id: i64,
    measure: String,
    day: NaiveDate,
    share_per_mille: Option<i64>,
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

    /// Sets an objective or takes it back; one that says nothing new writes nothing. `lineage`: the territory and all that it stands in.
    ///
    /// # Errors
    /// [`StoreError::Refused`]: it is not theirs to set.
    pub async fn move_objective(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        key: ObjectiveKey,
        lineage: &[TerritoryCode],
        step: ObjectiveMove,
    ) -> Result<(), StoreError> {
        const LAST: &str = "select coalesce(max(id), 0) from objective";
        const SET: &str = "insert into objective (id, policy, year, territory, measure, day, share_per_mille, author, recorded_at)";
        let object = Object {
            policy: Some(key.policy),
            lineage,
        };
        authorize(by, Action::SetObjective, &object, today)?;
        let mut tx = self.begin(by, now).await?;
        let last: i64 = write!(tx, |conn| sqlx::query_scalar(LAST).fetch_one(conn).await?);
        let [policy, year, territory] = key.columns();
        let rows: Vec<ObjectiveRow> = write!(tx, |conn| {
            let query = sqlx::query_as(HELD).bind(&policy).bind(&year).bind(&territory);
            query.fetch_all(conn).await?
        });
        let known = held(rows)?;
        let (measure, day, share) = match step {
            ObjectiveMove::Set(objective) => (objective.measure, objective.day, Some(objective.share)),
            ObjectiveMove::TakeBack(measure, day) => (measure, day, None),
        };
        let stands = known
            .iter()
            .find(|held| (held.measure, held.day) == (measure, day));
        if stands.map(|held| held.share) == share {
            return tx.give_up().await;
        }
        let at = tx.at;
        let values = row![
            last + 1,
            policy,
            year,
            territory,
            measure.code(),
            day,
            share,
            by.actor.code(),
            at,
        ];
        tx.insert(SET, "", [values]);
        let told = share.map_or("none".to_owned(), |share| share.to_string());
        let object = format!("{} {} {day} {told}", key.year, measure.code());
        tx.commit(AuditEvent::new(AuditAction::ObjectiveSet, object).within(Some(key.territory)))
            .await
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
