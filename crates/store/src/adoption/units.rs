//! Units as they are shown and as a write needs them: with where they stand.

use super::{Slice, events};
use crate::{
    Store,
    engine::{
        batch::row,
        fault::{Fault, StoreError, readable},
        read, write,
    },
    territory::{access_scope::push_access_scope, territory_code},
    transaction::Tx,
};
use chrono::NaiveDate;
use domain::{
    AdoptionStage, PolicyCode, PriorityEducation, SchoolYear, Timeline, Uai, UnitId,
    adoption::{Step, UnitState},
    rights::AccessScope,
    unit::{Levels, Unit},
};
use std::collections::{BTreeMap, BTreeSet, HashSet};

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

/// A page of a filtered list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitList {
    /// The units, by commune, school and label.
    pub units: Vec<KnownUnit>,
    /// How many the filter holds in all.
    pub total: i64,
}

#[derive(sqlx::FromRow)]
pub(super) struct UnitRow {
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
    pub(super) fn known(self) -> Result<KnownUnit, Fault> {
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

pub(super) const COLUMNS: &str = "select u.id, u.policy, u.year, u.school, u.label, u.levels, u.priority_education, u.pupils, \
     u.co_teaching, u.estimated, u.census_day, u.district, u.department, u.academy, s.name as school_name, s.commune, \
     n.step, n.since, n.sequence, n.last_news \
     from unit u join unit_now n on n.unit_id = u.id join school s on s.uai = u.school ";

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

/// The units at one stage, or those that have not left.
macro_rules! push_stage {
    ($query:expr, $stage:expr) => {
        match $stage {
            Some(stage) => $query
                .push(" and n.step = ")
                .push_bind(domain::AdoptionStage::code(stage)),
            None => $query.push(" and n.step <> 'withdrawn'"),
        }
    };
}

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
                let mut list = query.separated(", ");
                for unit in chunk {
                    list.push_bind(unit.0);
                }
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

    /// The units of a slice that have not left, perhaps at one stage only, where the reader may look, by school and label: `limit` of them from `offset` on.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn list_units(
        &self,
        slice: &Slice,
        stage: Option<AdoptionStage>,
        within: &AccessScope,
        offset: i64,
        limit: i64,
    ) -> Result<UnitList, StoreError> {
        let rows: Vec<UnitRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            push_slice!(query, slice);
            push_stage!(query, stage);
            push_access_scope!(query, within, "u.department", "u.district");
            query
                .push(" order by s.search, u.school, u.label limit ")
                .push_bind(limit);
            query.push(" offset ").push_bind(offset);
            query.build_query_as().fetch_all(pool).await?
        });
        let total: i64 = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select count(*) from unit u join unit_now n on n.unit_id = u.id ",
            );
            push_slice!(query, slice);
            push_stage!(query, stage);
            push_access_scope!(query, within, "u.department", "u.district");
            query.build_query_scalar().fetch_one(pool).await?
        });
        Ok(UnitList {
            units: rows.into_iter().map(UnitRow::known).collect::<Result<_, _>>()?,
            total,
        })
    }
}

impl Store {
    /// The units of a slice that have not left, where the reader may look, by school and label: those after a school's label, at most `limit`.
    /// What is written meanwhile neither repeats one nor leaves one out.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn units_after(
        &self,
        slice: &Slice,
        within: &AccessScope,
        after: Option<(Uai, &str)>,
        limit: i64,
    ) -> Result<Vec<KnownUnit>, StoreError> {
        let rows: Vec<UnitRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            push_slice!(query, slice);
            push_stage!(query, None::<AdoptionStage>);
            push_access_scope!(query, within, "u.department", "u.district");
            if let Some((school, label)) = after {
                // The first condition alone lets the index begin there.
                query.push(" and u.school >= ").push_bind(school.to_string());
                query.push(" and (u.school > ").push_bind(school.to_string());
                query.push(" or (u.school = ").push_bind(school.to_string());
                query
                    .push(" and u.label > ")
                    .push_bind(label.to_owned())
                    .push("))");
            }
            query.push(" order by u.school, u.label limit ").push_bind(limit);
            query.build_query_as().fetch_all(pool).await?
        });
        Ok(rows.into_iter().map(UnitRow::known).collect::<Result<_, _>>()?)
    }
}

/// Some units inside a write, by id.
pub(crate) async fn load(tx: &mut Tx, ids: &[UnitId]) -> Result<BTreeMap<UnitId, KnownUnit>, StoreError> {
    let mut known = BTreeMap::new();
    for chunk in ids.chunks(1_000) {
        let rows: Vec<UnitRow> = write!(tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            query.push(" where u.id in (");
            let mut list = query.separated(", ");
            for id in chunk {
                list.push_bind(id.0);
            }
            query.push(")").build_query_as().fetch_all(conn).await?
        });
        for row in rows {
            let unit = row.known()?;
            known.insert(unit.id, unit);
        }
    }
    Ok(known)
}

/// Which of some units exist, for a policy.
pub(crate) async fn existing(
    tx: &mut Tx,
    policy: PolicyCode,
    ids: BTreeSet<UnitId>,
) -> Result<HashSet<UnitId>, StoreError> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    // By number alone: asked for the policy too, SQLite would rather walk all of its units.
    let found: Vec<(i64, String)> = write!(tx, |Db, conn| {
        let mut query = sqlx::QueryBuilder::<Db>::new("select id, policy from unit where id in (");
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(id.0);
        }
        query.push(")").build_query_as().fetch_all(conn).await?
    });
    let own = found.into_iter().filter(|(_, of)| of == policy.as_str());
    Ok(own.map(|(id, _)| UnitId(id)).collect())
}

/// Asks for where units stand to be moved: (unit, standing, latest news).
pub(crate) fn stand(tx: &mut Tx, rows: impl IntoIterator<Item = (UnitId, UnitState, Option<NaiveDate>)>) {
    const INSERT: &str = "insert into unit_now (unit_id, step, since, sequence, last_news)";
    const MOVE: &str = " on conflict (unit_id) do update set step = excluded.step, since = excluded.since, \
         sequence = excluded.sequence, last_news = excluded.last_news";
    let values = |(unit, now, news): (UnitId, UnitState, Option<NaiveDate>)| {
        row![unit.0, now.step.code(), now.since, i64::from(now.sequence), news]
    };
    tx.insert(INSERT, MOVE, rows.into_iter().map(values));
}
