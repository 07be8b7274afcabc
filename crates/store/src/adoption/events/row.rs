//! The row of an event, as the database has it.

use crate::engine::fault::{Fault, readable};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Actor, AdoptionEvent, Timeline, UnitId,
    adoption::{Annulment, LeavingReason, Source, Step, Written},
};
use std::collections::BTreeMap;

/// The step of a line that takes another back.
pub(super) const ANNULLED: &str = "annulled";

#[derive(sqlx_macros::FromRow)]
pub(crate) struct EventRow {
    pub unit_id: i64,
    sequence: i64,
    step: String,
    day: Option<NaiveDate>,
    recorded_at: DateTime<Utc>,
    replaces: Option<i64>,
    source: Option<String>,
    author: String,
    annuls: Option<i64>,
    leaving: Option<String>,
}

impl EventRow {
    /// The line of the history that the row keeps.
    pub(crate) fn line(self) -> Result<Written, Fault> {
        const TABLE: &str = "adoption_event";
        let key = format!("{}/{}", self.unit_id, self.sequence);
        let rank =
            |column, found: i64| readable(TABLE, column, &key, &found.to_string(), u32::try_from(found).ok());
        let (unit, sequence) = (UnitId(self.unit_id), rank("sequence", self.sequence)?);
        let author = readable(
            TABLE,
            "author",
            &key,
            &self.author,
            Actor::from_code(&self.author),
        )?;
        if let Some(annuls) = self.annuls {
            return Ok(Written::Annulment(Annulment {
                unit,
                sequence,
                annuls: rank("annuls", annuls)?,
                recorded_at: self.recorded_at,
                author,
            }));
        }
        let source = self.source.unwrap_or_default();
        let leaving =
            |found: String| readable(TABLE, "leaving", &key, &found, LeavingReason::from_code(&found));
        Ok(Written::Event(AdoptionEvent {
            unit,
            sequence,
            step: readable(TABLE, "step", &key, &self.step, Step::from_code(&self.step))?,
            day: readable(TABLE, "day", &key, "null", self.day)?,
            recorded_at: self.recorded_at,
            replaces: self.replaces.map(|found| rank("replaces", found)).transpose()?,
            source: readable(TABLE, "source", &key, &source, Source::from_code(&source))?,
            leaving: self.leaving.map(leaving).transpose()?,
            author,
        }))
    }
}

pub(super) const COLUMNS: &str = "select unit_id, sequence, step, day, recorded_at, replaces, source, author, annuls, leaving from adoption_event where unit_id in (";

/// Gathers rows, ordered by (unit, sequence), into histories.
pub(super) fn gather(rows: Vec<EventRow>, into: &mut BTreeMap<UnitId, Vec<Written>>) -> Result<(), Fault> {
    for row in rows {
        into.entry(UnitId(row.unit_id)).or_default().push(row.line()?);
    }
    Ok(())
}

pub(super) fn histories(lines: BTreeMap<UnitId, Vec<Written>>) -> BTreeMap<UnitId, Timeline> {
    lines
        .into_iter()
        .map(|(unit, lines)| (unit, Timeline::new(lines)))
        .collect()
}
