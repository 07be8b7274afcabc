//! The rollup computed again from all the events, by a query and a fold of its own: what the rollup is held against.

use super::{
    Slice,
    course::{Added, Course},
    rollup::{CountedRow, CourseRow, INSERT, slices, values},
};
use crate::{
    Store,
    engine::{
        batch::Batch,
        fault::{Fault, StoreError, readable},
        read,
    },
};
use chrono::NaiveDate;
use domain::{
    Week,
    adoption::{StageCounts, Step},
};
use futures_util::TryStreamExt;
use std::collections::{BTreeMap, BTreeSet};

/// A week of a slice where the rollup and the events disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The slice, the week, and both values.
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

#[derive(sqlx_macros::FromRow)]
struct PlacedMoveRow {
    #[sqlx(flatten)]
    counted: CountedRow,
    estimated: bool,
    day: NaiveDate,
    before: Option<String>,
    step: String,
    units: i64,
}

impl Store {
    /// Every week where the rollup differs from what the events say. Minutes on ten million events.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn compare_rollup(&self) -> Result<Vec<Difference>, StoreError> {
        const KEPT: &str =
            "select policy, year, territory, level, priority_education, weeks from adoption_rollup";
        let expected = self.recompute().await?;
        let rows: Vec<CourseRow> = read!(self, |pool| sqlx::query_as(KEPT).fetch_all(pool).await?);
        let kept = rows.into_iter().map(CourseRow::course);
        let kept: BTreeMap<Slice, Course> = kept.collect::<Result<_, _>>()?;
        let mut differences = Vec::new();
        let none = Course::default();
        for slice in expected.keys().chain(kept.keys()).collect::<BTreeSet<_>>() {
            let events: BTreeMap<_, _> = weeks(expected.get(slice).unwrap_or(&none));
            let rollup: BTreeMap<_, _> = weeks(kept.get(slice).unwrap_or(&none));
            for week in events.keys().chain(rollup.keys()).collect::<BTreeSet<_>>() {
                let (events, rollup) = (events.get(week), rollup.get(week));
                if events != rollup {
                    let row = format!("{slice:?} {week:?}: events {events:?}, rollup {rollup:?}");
                    differences.push(Difference { row });
                }
            }
        }
        Ok(differences)
    }

    /// Fills a rollup that a migration emptied.
    pub(crate) async fn fill_empty_rollup(&self) -> Result<(), StoreError> {
        const EMPTY: &str =
            "select not exists (select 1 from adoption_rollup) and exists (select 1 from adoption_event)";
        let empty: bool = read!(self, |pool| sqlx::query_scalar(EMPTY).fetch_one(pool).await?);
        if empty {
            tracing::info!("the rollup is made again from the events");
            let mut batch = Batch::default();
            let rows = self.recompute().await?;
            batch.insert(
                INSERT,
                " on conflict do nothing",
                rows.into_iter().map(|(slice, course)| values(slice, &course)),
            );
            batch.commit(self.begin_conn().await?, None).await?;
        }
        Ok(())
    }

    /// The rollup as the events make it.
    async fn recompute(&self) -> Result<BTreeMap<Slice, Course>, StoreError> {
        let mut courses = BTreeMap::new();
        // One row after the other: a nation's moves are many, its courses few.
        read!(self, |pool| {
            let mut rows = sqlx::query_as::<_, PlacedMoveRow>(MOVES).fetch(pool);
            while let Some(row) = rows.try_next().await? {
                add(&mut courses, row)?;
            }
        });
        Ok(courses)
    }
}

/// The weeks that add something.
fn weeks(course: &Course) -> BTreeMap<Week, Added> {
    let adds = |(_, added): &&(Week, Added)| *added != Added::default();
    course.weeks().iter().filter(adds).copied().collect()
}

fn add(courses: &mut BTreeMap<Slice, Course>, row: PlacedMoveRow) -> Result<(), Fault> {
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
    for slice in slices(&unit) {
        courses.entry(slice).or_default().add(Week::of(row.day), added);
    }
    Ok(())
}
