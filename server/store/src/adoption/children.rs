//! The table of a territory's children: one query, one row a child, its sparkline with it.

use super::{Slice, units::push_slice};
use crate::{
    engine::{Store, read},
    fault::{Fault, Stop, iso_day, readable},
    territory::territory_code,
};
use chrono::NaiveDate;
use domain::{
    AdoptionStage, PriorityEducation, TerritoryCode, TerritoryKind, Uai, Week, adoption::StageCounts,
    fold::fold,
};
use std::collections::BTreeMap;

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
    /// Census and utilisatrices four weeks before; none when the rollup does not know them.
    pub four_weeks_before: Option<(i64, i64)>,
    /// Utilisatrices at the end of each week; empty when the rollup does not know them.
    pub using: Vec<i64>,
}

#[derive(sqlx::FromRow)]
struct ChildRow {
    code: String,
    name: String,
    identified: i64,
    contacted: i64,
    onboarded: i64,
    active: i64,
    regular: i64,
    lapsed: i64,
    declined: i64,
    estimated: i64,
    last_news: Option<NaiveDate>,
    census_before: i64,
    using_before: i64,
    moves: String,
}

/// A left join, so that SQLite looks each child up: an inner one it turns round, and reads every row of the year.
/// Grouped in the order of the index of children, so that nothing is sorted.
const CHILDREN: &str = "select t.code, t.name, \
     cast(sum(r.identified) as bigint) as identified, cast(sum(r.contacted) as bigint) as contacted, \
     cast(sum(r.onboarded) as bigint) as onboarded, cast(sum(r.active) as bigint) as active, \
     cast(sum(r.regular) as bigint) as regular, cast(sum(r.lapsed) as bigint) as lapsed, \
     cast(sum(r.declined) as bigint) as declined, cast(sum(r.estimated) as bigint) as estimated, \
     max(r.last_news) as last_news, \
     cast(sum(case when r.week <= $7 then r.identified + r.contacted + r.onboarded + r.active + r.regular + r.lapsed + r.declined else 0 end) as bigint) as census_before, \
     cast(sum(case when r.week <= $7 then r.active + r.regular else 0 end) as bigint) as using_before, \
     string_agg(r.week || ' ' || (r.active + r.regular), ',') as moves \
     from territory t left join adoption_rollup r on r.policy = $1 and r.year = $2 and r.territory = t.code \
     and r.level = $4 and r.priority_education = $5 and r.week <= $6 \
     where t.parent = $3 group by t.name, t.code having count(r.week) > 0";

impl Store {
    /// The children of a territory that have units, by name: académies of the nation, départements, circonscriptions.
    ///
    /// # Errors
    /// [`Stop::Broken`] when the database can't answer.
    pub async fn children(&self, slice: &Slice, until: NaiveDate) -> Result<Vec<Child<TerritoryCode>>, Stop> {
        if slice.territory.kind() == TerritoryKind::Department && !slice.is_unfiltered() {
            return self.filtered_districts(slice).await;
        }
        let level = slice
            .level
            .map_or_else(|| "*".to_owned(), |level| level.to_string());
        let mark = slice.priority_education.map_or("*", PriorityEducation::code);
        let last = Week::of(until);
        let rows: Vec<ChildRow> = read!(self, |pool| {
            sqlx::query_as(CHILDREN)
                .bind(slice.policy.as_str())
                .bind(slice.year.to_string())
                .bind(slice.territory.as_str())
                .bind(level)
                .bind(mark)
                .bind(last.monday())
                .bind(last.back(4).monday())
                .fetch_all(pool)
                .await?
        });
        let child = |row| child(row, last);
        Ok(by_name(rows.into_iter().map(child).collect::<Result<_, _>>()?))
    }

    /// Circonscriptions by level or mark have no rows of their own: where their units stand answers, without a course.
    async fn filtered_districts(&self, slice: &Slice) -> Result<Vec<Child<TerritoryCode>>, Stop> {
        let rows: Vec<StandingRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select t.code, t.name, n.step, count(*) as units, \
                 cast(sum(case when u.estimated then 1 else 0 end) as bigint) as estimated, max(n.last_news) as last_news \
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
    /// [`Stop::Broken`] when the database can't answer.
    pub async fn schools_with_units(&self, slice: &Slice) -> Result<Vec<Child<Uai>>, Stop> {
        let rows: Vec<StandingRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select s.uai as code, s.name || ' (' || s.commune || ')' as name, n.step, count(*) as units, \
                 cast(sum(case when u.estimated then 1 else 0 end) as bigint) as estimated, max(n.last_news) as last_news \
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

#[derive(sqlx::FromRow)]
struct StandingRow {
    code: String,
    name: String,
    step: String,
    units: i64,
    estimated: i64,
    last_news: Option<NaiveDate>,
}

fn standing<Code>(
    rows: Vec<StandingRow>,
    read: impl Fn(&str) -> Result<Code, Fault>,
) -> Result<Vec<Child<Code>>, Stop> {
    let mut children = BTreeMap::<String, Child<Code>>::new();
    for row in rows.into_iter().filter(|row| row.step != "withdrawn") {
        let stage = readable(
            "unit_now",
            "step",
            &row.code,
            &row.step,
            AdoptionStage::from_code(&row.step),
        )?;
        let code = read(&row.code)?;
        let child = children.entry(row.code).or_insert_with(|| Child {
            code,
            name: row.name,
            counts: StageCounts::default(),
            estimated: 0,
            last_news: None,
            four_weeks_before: None,
            using: Vec::new(),
        });
        child.counts[stage] += row.units;
        child.estimated += row.estimated;
        child.last_news = child.last_news.max(row.last_news);
    }
    Ok(by_name(children.into_values().collect()))
}

fn by_name<Code>(mut children: Vec<Child<Code>>) -> Vec<Child<Code>> {
    children.sort_by_cached_key(|child| fold(&child.name));
    children
}

fn child(row: ChildRow, last: Week) -> Result<Child<TerritoryCode>, Fault> {
    let counts = [
        row.identified,
        row.contacted,
        row.onboarded,
        row.active,
        row.regular,
        row.lapsed,
        row.declined,
    ];
    let using = readable(
        "adoption_rollup",
        "week",
        &row.code,
        &row.moves,
        course(&row.moves, last),
    )?;
    Ok(Child {
        code: territory_code("territory", "code", &row.code, &row.code)?,
        name: row.name,
        counts: StageCounts(counts),
        estimated: row.estimated,
        last_news: row.last_news,
        four_weeks_before: Some((row.census_before, row.using_before)),
        using,
    })
}

/// The course that the moves "2020-09-21 -1,2020-09-07 3", in any order, make: a value for each week up to the last.
fn course(moves: &str, last: Week) -> Option<Vec<i64>> {
    let one = |text: &str| {
        let (day, added) = text.split_once(' ')?;
        Some((Week::of(iso_day(day)?), added.parse::<i64>().ok()?))
    };
    let mut moves: Vec<_> = moves.split(',').map(one).collect::<Option<_>>()?;
    moves.sort_unstable();
    let (mut values, mut sum, mut next) = (Vec::with_capacity(60), 0_i64, None::<Week>);
    for (week, added) in moves {
        let mut at = next.unwrap_or(week);
        while at < week {
            values.push(sum);
            at = at.next();
        }
        sum += added;
        values.push(sum);
        next = Some(week.next());
    }
    let mut at = next?;
    while at <= last {
        values.push(sum);
        at = at.next();
    }
    Some(values)
}
