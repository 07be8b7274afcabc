//! The rollup computed again from all the events, by a query and a fold of its own: what the rollup is held against.

use super::{
    Slice,
    course::{Added, Course},
    effective::effective,
    events,
    rollup::{CountedRow, CourseRow, INSERT, slices, values},
    units,
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
    UnitId, Week,
    adoption::{StageCounts, Step},
};
use futures_util::TryStreamExt;
use std::collections::{BTreeMap, BTreeSet};

/// Units that are told anew in one transaction.
const UNITS_TOGETHER: usize = 10_000;

/// A week of a slice where the rollup and the events disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The slice, the week, and both values.
    pub row: String,
}

/// The moves of every unit, then its news, counted by what places it in the rollup.
const MOVES: &str = effective!(
    ", moved as (select unit_id, step, day, lag(step) over (partition by unit_id order by day, place) as before from effective) \
     select u.policy, u.year, u.levels, u.priority_education, u.district, u.department, u.academy, u.estimated, \
     m.day, m.before, m.step, count(*) as units \
     from moved m join unit u on u.id = m.unit_id \
     group by u.policy, u.year, u.levels, u.priority_education, u.district, u.department, u.academy, u.estimated, m.day, m.before, m.step \
     union all select u.policy, u.year, u.levels, u.priority_education, u.district, u.department, u.academy, u.estimated, \
     n.day, 'news', 'news', count(*) from effective n join unit u on u.id = n.unit_id where n.is_news \
     group by u.policy, u.year, u.levels, u.priority_education, u.district, u.department, u.academy, u.estimated, n.day"
);

#[derive(sqlx_macros::FromRow)]
struct PlacedMoveRow {
    #[sqlx(flatten)]
    counted: CountedRow,
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

    /// Fills what a migration emptied: where units stand, then the rollup.
    pub(crate) async fn fill_empty_rollup(&self) -> Result<(), StoreError> {
        const EMPTY: &str =
            "select not exists (select 1 from adoption_rollup) and exists (select 1 from adoption_event)";
        let empty: bool = read!(self, |pool| sqlx::query_scalar(EMPTY).fetch_one(pool).await?);
        if empty {
            tracing::info!("the rollup is made again from the events");
            self.stand_anew().await?;
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

    /// Writes where units stand of which nothing says it.
    async fn stand_anew(&self) -> Result<(), StoreError> {
        const UNSAID: &str = "select u.id from unit u left join unit_now n on n.unit_id = u.id where n.unit_id is null order by u.id";
        let unsaid: Vec<i64> = read!(self, |pool| sqlx::query_scalar(UNSAID).fetch_all(pool).await?);
        for units in unsaid.chunks(UNITS_TOGETHER) {
            let ids: Vec<_> = units.iter().copied().map(UnitId).collect();
            let histories = events::read_histories(self, &ids).await?;
            let standing = histories
                .iter()
                .filter_map(|(unit, timeline)| Some((*unit, timeline.standing()?, timeline.last_news())));
            let mut batch = Batch::default();
            units::stand_in(&mut batch, standing);
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
        added.news.count(row.day, row.units);
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
            estimated: if unit.estimated { counts.census() } else { 0 },
            ..Added::default()
        };
    }
    for slice in slices(&unit) {
        courses.entry(slice).or_default().add(Week::of(row.day), added);
    }
    Ok(())
}
