//! The rollup computed again from all the events, by a query and a fold of its own: what the rollup is held against.

use super::rollup::{Added, CountedRow, Key, keys};
use crate::{
    engine::{Store, read},
    fault::{Fault, Stop, readable},
    territory::territory_code,
};
use chrono::NaiveDate;
use domain::{
    LevelCode, PolicyCode, PriorityEducation, Week,
    adoption::{StageCounts, Step},
};
use std::collections::BTreeMap;

/// A row where the rollup and the events disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The row's key, and both values.
    pub row: String,
}

/// The moves of every unit, counted by what places them in the rollup. Events that a later one replaces don't count, but stay news.
const MOVES: &str = "with ranked as ( \
     select e.unit_id, e.sequence, e.step, e.day, \
     exists (select 1 from adoption_event r where r.unit_id = e.unit_id and r.replaces = e.sequence) as void \
     from adoption_event e), \
     moved as (select unit_id, step, day, lag(step) over (partition by unit_id order by day, sequence) as before \
     from ranked where not void), \
     news as (select unit_id, day from adoption_event where sequence > 1 and step <> 'withdrawn') \
     select u.policy, u.year, u.levels, u.priority_education, u.district, u.department, u.academy, u.estimated, \
     m.day, m.before, m.step, count(*) as units \
     from moved m join unit u on u.id = m.unit_id \
     group by u.policy, u.year, u.levels, u.priority_education, u.district, u.department, u.academy, u.estimated, m.day, m.before, m.step \
     union all select u.policy, u.year, u.levels, u.priority_education, u.district, u.department, u.academy, u.estimated, \
     n.day, 'news', 'news', count(*) from news n join unit u on u.id = n.unit_id \
     group by u.policy, u.year, u.levels, u.priority_education, u.district, u.department, u.academy, u.estimated, n.day";

#[derive(sqlx::FromRow)]
struct MoveRow {
    #[sqlx(flatten)]
    counted: CountedRow,
    estimated: bool,
    day: NaiveDate,
    before: Option<String>,
    step: String,
    units: i64,
}

#[derive(sqlx::FromRow)]
struct RollupRow {
    policy: String,
    year: String,
    territory: String,
    level: String,
    priority_education: String,
    week: NaiveDate,
    identified: i64,
    contacted: i64,
    onboarded: i64,
    active: i64,
    regular: i64,
    lapsed: i64,
    declined: i64,
    estimated: i64,
    last_news: Option<NaiveDate>,
}

impl Store {
    /// Every row where the rollup differs from what the events say; rows that count nothing are left aside. Minutes on ten million events.
    ///
    /// # Errors
    /// [`Stop::Broken`] when the database can't answer.
    pub async fn compare_rollup(&self) -> Result<Vec<Difference>, Stop> {
        const KEPT: &str = "select policy, year, territory, level, priority_education, week, identified, contacted, onboarded, \
             active, regular, lapsed, declined, estimated, last_news from adoption_rollup";
        let moves: Vec<MoveRow> = read!(self, |pool| sqlx::query_as(MOVES).fetch_all(pool).await?);
        let kept: Vec<RollupRow> = read!(self, |pool| sqlx::query_as(KEPT).fetch_all(pool).await?);
        let mut expected = BTreeMap::<Key, Added>::new();
        for row in moves {
            add(&mut expected, row)?;
        }
        let mut found = BTreeMap::new();
        for row in kept {
            let (key, added) = kept_row(row)?;
            found.insert(key, added);
        }
        let empty = Added::default();
        let all = expected
            .keys()
            .chain(found.keys())
            .collect::<std::collections::BTreeSet<_>>();
        Ok(all
            .into_iter()
            .map(|key| {
                (
                    key,
                    expected.get(key).unwrap_or(&empty),
                    found.get(key).unwrap_or(&empty),
                )
            })
            .filter(|(_, events, rollup)| events != rollup)
            .map(|(key, events, rollup)| Difference {
                row: format!("{key:?}: events {events:?}, rollup {rollup:?}"),
            })
            .collect())
    }
}

fn add(expected: &mut BTreeMap<Key, Added>, row: MoveRow) -> Result<(), Fault> {
    let unit = row.counted.counted()?;
    let mut added = Added::default();
    if row.step == "news" {
        added.last_news = Some(row.day);
    } else {
        let stage = |found: &str| readable("adoption_event", "step", row.day, found, Step::from_code(found));
        let before = row
            .before
            .as_deref()
            .map(stage)
            .transpose()?
            .and_then(Step::stage);
        let after = stage(&row.step)?.stage();
        let mut counts = StageCounts::default();
        if let Some(left) = before {
            counts[left] -= row.units;
        }
        if let Some(reached) = after {
            counts[reached] += row.units;
        }
        added = Added {
            counts,
            estimated: if row.estimated { counts.census() } else { 0 },
            last_news: None,
        };
    }
    for key in keys(&unit, Week::of(row.day)) {
        expected.entry(key).or_default().add(added);
    }
    Ok(())
}

fn kept_row(row: RollupRow) -> Result<(Key, Added), Fault> {
    let table = "adoption_rollup";
    let level = match row.level.as_str() {
        "*" => None,
        found => Some(readable(table, "level", found, found, LevelCode::new(found))?),
    };
    let mark = match row.priority_education.as_str() {
        "*" => None,
        found => Some(readable(
            table,
            "priority_education",
            found,
            found,
            PriorityEducation::from_code(found),
        )?),
    };
    let key = Key {
        policy: readable(
            table,
            "policy",
            &row.policy,
            &row.policy,
            PolicyCode::new(&row.policy),
        )?,
        year: readable(table, "year", &row.year, &row.year, row.year.parse().ok())?,
        territory: territory_code(table, "territory", &row.territory, &row.territory)?,
        level,
        mark,
        week: Week::of(row.week),
    };
    let counts = StageCounts([
        row.identified,
        row.contacted,
        row.onboarded,
        row.active,
        row.regular,
        row.lapsed,
        row.declined,
    ]);
    Ok((
        key,
        Added {
            counts,
            estimated: row.estimated,
            last_news: row.last_news,
        },
    ))
}
