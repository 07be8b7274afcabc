//! The table of a territory's children: one query, one row a child, its sparkline with it.

pub(super) mod standing;

use super::{Slice, rollup::course, units::push_slice};
use crate::{
    Store,
    engine::{
        fault::{Fault, StoreError, readable},
        read,
    },
    territory::territory_code,
};
use chrono::NaiveDate;
use domain::{TerritoryCode, TerritoryKind, Uai, Week, adoption::StageCounts, search::fold};
use standing::{StandingRow, standing};

/// A child of a territory, or a school of a circonscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child<Code> {
    /// What it is known by.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Units at each stage at the end of the week asked for.
    pub counts: StageCounts,
    /// Units that are an estimate.
    pub estimated: i64,
    /// The day of the latest news.
    pub last_news: Option<NaiveDate>,
    /// Since when it has units: where no news came, silence is counted from here.
    pub known_since: NaiveDate,
    /// Census and utilisatrices four weeks before; none when the rollup does not know them.
    pub four_weeks_before: Option<(i64, i64)>,
    /// Utilisatrices at the end of each week; empty when the rollup does not know them.
    pub using: Vec<i64>,
}

#[derive(sqlx_macros::FromRow)]
struct ChildRow {
    code: String,
    name: String,
    weeks: Vec<u8>,
}

/// A cross join, so that SQLite looks each child up: a plain one it may turn round, and read every row of the year.
const CHILDREN: &str = "select t.code, t.name, r.weeks from territory t cross join adoption_rollup r \
     where t.parent = $3 and r.policy = $1 and r.year = $2 and r.territory = t.code and r.level = $4 and r.priority_education = $5";

/// As [`CHILDREN`], of the children's children.
const GRANDCHILDREN: &str = "select t.code, t.name, r.weeks from territory a cross join territory t cross join adoption_rollup r \
     where a.parent = $3 and t.parent = a.code and r.policy = $1 and r.year = $2 and r.territory = t.code and r.level = $4 and r.priority_education = $5";

impl Store {
    /// The children's children of a territory that have units, by name: the départements of the nation.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn grandchildren(
        &self,
        slice: &Slice,
        until: NaiveDate,
    ) -> Result<Vec<Child<TerritoryCode>>, StoreError> {
        self.by_rows(GRANDCHILDREN, slice, until).await
    }

    async fn by_rows(
        &self,
        question: &'static str,
        slice: &Slice,
        until: NaiveDate,
    ) -> Result<Vec<Child<TerritoryCode>>, StoreError> {
        let rows: Vec<ChildRow> = read!(self, |pool| {
            sqlx::query_as(question)
                .bind(slice.policy.as_str())
                .bind(slice.year.to_string())
                .bind(slice.territory.as_str())
                .bind(slice.level_code())
                .bind(slice.mark_code())
                .fetch_all(pool)
                .await?
        });
        let last = Week::of(until);
        let children = rows.into_iter().map(|row| child(row, last).transpose());
        Ok(by_name(children.flatten().collect::<Result<_, _>>()?))
    }

    /// The children of a territory that have units, by name: académies of the nation, départements, circonscriptions.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn children(
        &self,
        slice: &Slice,
        until: NaiveDate,
    ) -> Result<Vec<Child<TerritoryCode>>, StoreError> {
        if slice.territory.kind() == TerritoryKind::Department && !slice.is_unfiltered() {
            return self.filtered_districts(slice).await;
        }
        self.by_rows(CHILDREN, slice, until).await
    }

    /// Circonscriptions by level or mark have no rows of their own: where their units stand answers, without a course.
    async fn filtered_districts(&self, slice: &Slice) -> Result<Vec<Child<TerritoryCode>>, StoreError> {
        let rows: Vec<StandingRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select t.code, t.name, n.step, count(*) as units, \
                 cast(sum(case when u.estimated then 1 else 0 end) as bigint) as estimated, max(n.last_news) as last_news, min(u.census_day) as known_since \
                 from unit u join unit_now n on n.unit_id = u.id join territory t on t.code = u.district ",
            );
            push_slice!(query, slice);
            query
                .push(" group by t.code, t.name, n.step")
                .build_query_as()
                .fetch_all(pool)
                .await?
        });
        standing(rows, |code| territory_code("unit", "district", code, code))
    }

    /// The schools of a circonscription that have units, by name.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn schools_with_units(&self, slice: &Slice) -> Result<Vec<Child<Uai>>, StoreError> {
        let rows: Vec<StandingRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select s.uai as code, s.name || ' (' || s.commune || ')' as name, n.step, count(*) as units, \
                 cast(sum(case when u.estimated then 1 else 0 end) as bigint) as estimated, max(n.last_news) as last_news, min(u.census_day) as known_since \
                 from unit u join unit_now n on n.unit_id = u.id join school s on s.uai = u.school ",
            );
            push_slice!(query, slice);
            query
                .push(" group by s.uai, s.name, s.commune, n.step")
                .build_query_as()
                .fetch_all(pool)
                .await?
        });
        standing(rows, |code| {
            readable("unit", "school", code, code, code.parse().ok())
        })
    }
}

fn by_name<Code>(mut children: Vec<Child<Code>>) -> Vec<Child<Code>> {
    children.sort_by_cached_key(|child| fold(&child.name));
    children
}

/// The child of a row; none when no unit is left in it at the end of the week.
fn child(row: ChildRow, last: Week) -> Result<Option<Child<TerritoryCode>>, Fault> {
    let course = course(&row.code, &row.weeks)?;
    let moves = course.until(last);
    let Some((first, _)) = moves.first() else {
        return Ok(None);
    };
    let mut child = Child {
        code: territory_code("territory", "code", &row.code, &row.code)?,
        name: row.name,
        counts: StageCounts::default(),
        estimated: 0,
        last_news: None,
        known_since: first.monday(),
        four_weeks_before: None,
        using: Vec::with_capacity(moves.len()),
    };
    let (mut next, mut before) = (*first, (0, 0));
    for (week, added) in moves {
        while next < *week {
            child.using.push(child.counts.using());
            next = next.next();
        }
        child.counts += added.counts;
        child.estimated += added.estimated;
        child.last_news = added.news.latest(*week).or(child.last_news);
        child.using.push(child.counts.using());
        next = week.next();
        if *week <= last.back(4) {
            before = (child.counts.census(), child.counts.using());
        }
    }
    while next <= last {
        child.using.push(child.counts.using());
        next = next.next();
    }
    child.four_weeks_before = Some(before);
    Ok((child.counts.census() > 0).then_some(child))
}
