//! The weekly figures of the nation asked of the raw events: what the rollup is held against, and measured against.

use super::{Slice, effective::effective};
use crate::{
    Store,
    engine::{
        fault::{StoreError, readable},
        read,
    },
};
use chrono::NaiveDate;
use domain::{
    Week,
    adoption::{StageCounts, Step},
};
use std::collections::BTreeMap;

const SCAN: &str = effective!(
    ", moved as ( \
     select e.step, e.day, lag(e.step) over (partition by e.unit_id order by e.day, e.place) as before \
     from effective e join unit u on u.id = e.unit_id where u.policy = $1 and u.year = $2 and e.day <= $3) \
     select day, before, step, count(*) as units from moved group by day, before, step"
);

#[derive(sqlx_macros::FromRow)]
struct MoveRow {
    day: NaiveDate,
    before: Option<String>,
    step: String,
    units: i64,
}

impl Store {
    /// What each week adds to the nation's counts in a policy's year, out of every event: no page asks this. The slice's territory, level and mark are not read.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn weekly_from_every_event(
        &self,
        slice: &Slice,
        until: NaiveDate,
    ) -> Result<BTreeMap<Week, StageCounts>, StoreError> {
        let rows: Vec<MoveRow> = read!(self, |pool| sqlx::query_as(SCAN)
            .bind(slice.policy.as_str())
            .bind(slice.year.to_string())
            .bind(Week::of(until).sunday())
            .fetch_all(pool)
            .await?);
        let mut weeks = BTreeMap::<Week, StageCounts>::new();
        for row in rows {
            let counts = weeks.entry(Week::of(row.day)).or_default();
            let step =
                |found: &str| readable("adoption_event", "step", row.day, found, Step::from_code(found));
            if let Some(before) = row.before.as_deref().map(step).transpose()?.and_then(Step::stage) {
                counts[before] -= row.units;
            }
            if let Some(after) = step(&row.step)?.stage() {
                counts[after] += row.units;
            }
        }
        Ok(weeks)
    }
}
