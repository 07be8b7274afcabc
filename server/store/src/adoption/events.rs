//! Adoption events as rows, both ways.

use crate::{
    engine::{Store, read, write},
    fault::{Fault, Stop, readable},
    transaction::Tx,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Actor, AdoptionEvent, Timeline, UnitId,
    adoption::{Source, Step},
};
use std::collections::BTreeMap;

/// 8 values a row, under SQLite's 32,766 values a statement.
const ROWS_PER_STATEMENT: usize = 1_000;
/// Ids in one `in (…)`.
const IDS_PER_STATEMENT: usize = 1_000;

#[derive(sqlx::FromRow)]
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

const COLUMNS: &str = "select unit_id, sequence, step, day, recorded_at, replaces, source, author from adoption_event where unit_id in (";

/// Gathers rows, ordered by (unit, sequence), into histories.
fn gather(rows: Vec<EventRow>, into: &mut BTreeMap<UnitId, Vec<AdoptionEvent>>) -> Result<(), Fault> {
    for row in rows {
        into.entry(UnitId(row.unit_id)).or_default().push(row.event()?);
    }
    Ok(())
}

fn histories(events: BTreeMap<UnitId, Vec<AdoptionEvent>>) -> BTreeMap<UnitId, Timeline> {
    events
        .into_iter()
        .map(|(unit, events)| (unit, Timeline::new(events)))
        .collect()
}

/// The histories of some units, inside a write.
pub(crate) async fn load(tx: &mut Tx, units: &[UnitId]) -> Result<BTreeMap<UnitId, Timeline>, Stop> {
    let mut events = BTreeMap::new();
    for ids in units.chunks(IDS_PER_STATEMENT) {
        let rows: Vec<EventRow> = write!(tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(id.0);
            }
            query
                .push(") order by unit_id, sequence")
                .build_query_as()
                .fetch_all(conn)
                .await?
        });
        gather(rows, &mut events)?;
    }
    Ok(histories(events))
}

/// The histories of some units, to be shown.
pub(super) async fn read_histories(
    store: &Store,
    units: &[UnitId],
) -> Result<BTreeMap<UnitId, Timeline>, Stop> {
    let mut events = BTreeMap::new();
    for ids in units.chunks(IDS_PER_STATEMENT) {
        let rows: Vec<EventRow> = read!(store, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(id.0);
            }
            query
                .push(") order by unit_id, sequence")
                .build_query_as()
                .fetch_all(pool)
                .await?
        });
        gather(rows, &mut events)?;
    }
    Ok(histories(events))
}

/// Writes events, which must be in the order of (unit, sequence).
pub(crate) async fn insert_events(tx: &mut Tx, events: &[&AdoptionEvent]) -> Result<(), Stop> {
    for chunk in events.chunks(ROWS_PER_STATEMENT) {
        write!(tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "insert into adoption_event (unit_id, sequence, step, day, recorded_at, replaces, source, author) ",
            );
            query.push_values(chunk, |mut row, event| {
                row.push_bind(event.unit.0)
                    .push_bind(i64::from(event.sequence))
                    .push_bind(event.step.code())
                    .push_bind(event.day)
                    .push_bind(event.recorded_at)
                    .push_bind(event.replaces.map(i64::from))
                    .push_bind(event.source.code())
                    .push_bind(event.author.code());
            });
            query.build().execute(conn).await?;
        });
    }
    Ok(())
}
