//! Units as they are shown and as a write needs them: with where they stand.

mod list;
pub(super) mod row;

use super::events;
use crate::{
    Store,
    engine::{
        batch::{Batch, Value, row},
        fault::StoreError,
        push_list, read, write,
    },
    transaction::Tx,
};
use chrono::NaiveDate;
use domain::{PolicyCode, SchoolYear, Timeline, Uai, UnitId, adoption::UnitState, unit::Unit};
pub use list::UnitList;
use row::{COLUMNS, UnitRow};
use std::collections::BTreeMap;

/// A unit of the store with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownUnit {
    /// Its number.
    pub id: UnitId,
    /// What it is.
    pub unit: Unit,
    /// Its school's name.
    pub school_name: String,
    /// Its school's commune.
    pub commune: String,
    /// Where it stands.
    pub standing: UnitState,
    /// The day of its latest news.
    pub last_news: Option<NaiveDate>,
}

/// The condition of a slice on `unit u` and `unit_now n`.
macro_rules! push_slice {
    ($query:expr, $slice:expr) => {{
        $query
            .push(" where u.policy = ")
            .push_bind($slice.policy.to_string());
        $query.push(" and u.year = ").push_bind($slice.year.to_string());
        match $slice.territory.kind() {
            domain::TerritoryKind::Nation => {}
            domain::TerritoryKind::Academy => {
                $query
                    .push(" and u.academy = ")
                    .push_bind($slice.territory.to_string());
            }
            domain::TerritoryKind::Department => {
                $query
                    .push(" and u.department = ")
                    .push_bind($slice.territory.to_string());
            }
            domain::TerritoryKind::District => {
                // The département leads the index: a circonscription stands in one.
                $query.push(" and u.department = (select parent from territory where code = ");
                $query.push_bind($slice.territory.to_string());
                $query
                    .push(") and u.district = ")
                    .push_bind($slice.territory.to_string());
            }
        }
        if let Some(level) = $slice.level {
            $query
                .push(" and '+' || u.levels || '+' like ")
                .push_bind(format!("%+{level}+%"));
        }
        if let Some(mark) = $slice.priority_education {
            $query.push(" and u.priority_education = ").push_bind(mark.code());
        }
    }};
}
pub(super) use push_slice;

impl Store {
    /// Whether some of these units are of another school than this one. Units that are not there are of none.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn some_of_another_school(&self, school: Uai, units: &[UnitId]) -> Result<bool, StoreError> {
        for chunk in units.chunks(1_000) {
            let other: Option<i64> = read!(self, |Db, pool| {
                let mut query = sqlx::QueryBuilder::<Db>::new("select id from unit where school <> ");
                query.push_bind(school.to_string()).push(" and id in (");
                push_list!(query, unit in chunk => unit.0);
                query
                    .push(") limit 1")
                    .build_query_scalar()
                    .fetch_optional(pool)
                    .await?
            });
            if other.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The units of a school in a school year, by label, each with its history.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn units_of_school(
        &self,
        policy: PolicyCode,
        year: SchoolYear,
        school: Uai,
    ) -> Result<Vec<(KnownUnit, Timeline)>, StoreError> {
        let rows: Vec<UnitRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            query.push(" where u.school = ").push_bind(school.to_string());
            query.push(" and u.year = ").push_bind(year.to_string());
            query
                .push(" and u.policy = ")
                .push_bind(policy.to_string())
                .push(" order by u.label");
            query.build_query_as().fetch_all(pool).await?
        });
        let units = rows
            .into_iter()
            .map(UnitRow::known)
            .collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<UnitId> = units.iter().map(|unit| unit.id).collect();
        let mut histories = events::read_histories(self, &ids).await?;
        Ok(units
            .into_iter()
            .map(|unit| {
                let timeline = histories.remove(&unit.id).unwrap_or_default();
                (unit, timeline)
            })
            .collect())
    }
}

/// Some units inside a write, by id.
pub(crate) async fn load(tx: &mut Tx, ids: &[UnitId]) -> Result<BTreeMap<UnitId, KnownUnit>, StoreError> {
    let mut known = BTreeMap::new();
    for chunk in ids.chunks(1_000) {
        let rows: Vec<UnitRow> = write!(tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            query.push(" where u.id in (");
            push_list!(query, id in chunk => id.0);
            query.push(")").build_query_as().fetch_all(conn).await?
        });
        for row in rows {
            let unit = row.known()?;
            known.insert(unit.id, unit);
        }
    }
    Ok(known)
}

/// Asks for where units stand to be moved: (unit, standing, latest news).
pub(crate) fn stand(tx: &mut Tx, rows: impl IntoIterator<Item = (UnitId, UnitState, Option<NaiveDate>)>) {
    let rows = rows.into_iter();
    tx.insert(
        STAND,
        MOVE,
        rows.map(|(unit, now, news)| standing(unit, now, news)),
    );
}

/// As [`stand`], where nobody asks for it.
pub(super) fn stand_in(
    batch: &mut Batch,
    rows: impl IntoIterator<Item = (UnitId, UnitState, Option<NaiveDate>)>,
) {
    let rows = rows.into_iter();
    batch.insert(
        STAND,
        MOVE,
        rows.map(|(unit, now, news)| standing(unit, now, news)),
    );
}

const STAND: &str = "insert into unit_now (unit_id, step, since, sequence, last_news)";
const MOVE: &str = " on conflict (unit_id) do update set step = excluded.step, since = excluded.since, \
     sequence = excluded.sequence, last_news = excluded.last_news";

fn standing(unit: UnitId, now: UnitState, news: Option<NaiveDate>) -> [Value; 5] {
    row![unit.0, now.step.code(), now.since, i64::from(now.sequence), news]
}
