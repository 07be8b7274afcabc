//! The row of an event, as the database has it.

use crate::engine::fault::{Fault, readable};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Actor, AdoptionEvent, Timeline, UnitId,
    adoption::{Source, Step},
};
use std::collections::BTreeMap;

#[derive(sqlx_macros::FromRow)]
pub(crate) struct EventRow {
    pub unit_id: i64,
    sequence: i64,
    step: String,
    day: NaiveDate,
    recorded_at: DateTime<Utc>,
    replaces: Option<i64>,
    source: String,
    author: String,
}

impl EventRow {
    pub(crate) fn event(self) -> Result<AdoptionEvent, Fault> {
        let key = format!("{}/{}", self.unit_id, self.sequence);
        let rank = |column, found: i64| {
            readable(
                "adoption_event",
                column,
                &key,
                &found.to_string(),
                u32::try_from(found).ok(),
            )
        };
        Ok(AdoptionEvent {
            unit: UnitId(self.unit_id),
            sequence: rank("sequence", self.sequence)?,
            step: readable(
                "adoption_event",
                "step",
                &key,
                &self.step,
                Step::from_code(&self.step),
            )?,
            day: self.day,
            recorded_at: self.recorded_at,
            replaces: self.replaces.map(|found| rank("replaces", found)).transpose()?,
            source: readable(
                "adoption_event",
                "source",
                &key,
                &self.source,
                Source::from_code(&self.source),
            )?,
            author: readable(
                "adoption_event",
                "author",
                &key,
                &self.author,
                Actor::from_code(&self.author),
            )?,
        })
    }
}

pub(super) const COLUMNS: &str = "select unit_id, sequence, step, day, recorded_at, replaces, source, author from adoption_event where unit_id in (";

/// Gathers rows, ordered by (unit, sequence), into histories.
pub(super) fn gather(
    rows: Vec<EventRow>,
    into: &mut BTreeMap<UnitId, Vec<AdoptionEvent>>,
) -> Result<(), Fault> {
    for row in rows {
        into.entry(UnitId(row.unit_id)).or_default().push(row.event()?);
    }
    Ok(())
}

pub(super) fn histories(events: BTreeMap<UnitId, Vec<AdoptionEvent>>) -> BTreeMap<UnitId, Timeline> {
    events
        .into_iter()
        .map(|(unit, events)| (unit, Timeline::new(events)))
        .collect()
}
