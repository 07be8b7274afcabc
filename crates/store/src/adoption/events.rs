//! Adoption events as rows, both ways.

mod row;

use super::rollup::{Counted, CountedRow, CourseRow, OF_UNIT, Rollup};
use crate::{
    Store,
    engine::{
        batch::row,
        fault::{Fault, StoreError},
        read, write,
    },
    transaction::Tx,
};
use chrono::{DateTime, Utc};
use domain::{AdoptionEvent, Principal, Timeline, UnitId};
pub(super) use row::EventRow;
use row::{COLUMNS, gather, histories};
use std::collections::BTreeMap;

/// Ids in one `in (…)`.
const IDS_PER_STATEMENT: usize = 1_000;

/// A unit as a write needs it: what places it in the counts, and its history.
pub(crate) struct UnitRecord {
    pub counted: Counted,
    pub timeline: Timeline,
}

#[derive(sqlx_macros::FromRow)]
struct HistoryRow {
    #[sqlx(flatten)]
    counted: CountedRow,
    #[sqlx(flatten)]
    event: EventRow,
}

/// Some units with their histories: one question, a row an event.
const HELD: &str = "select u.policy, u.year, u.levels, u.priority_education, u.district, u.department, u.academy, \
     e.unit_id, e.sequence, e.step, e.day, e.recorded_at, e.replaces, e.source, e.author \
     from unit u join adoption_event e on e.unit_id = u.id where u.id in (";
const HELD_IN_ORDER: &str = ") order by u.id, e.sequence";

fn hold(rows: Vec<HistoryRow>, held: &mut BTreeMap<UnitId, UnitRecord>) -> Result<(), Fault> {
    let mut rows = rows.into_iter().peekable();
    while let Some(first) = rows.next() {
        let (id, counted) = (first.event.unit_id, first.counted.counted()?);
        let mut events = vec![first.event.event()?];
        while let Some(row) = rows.next_if(|row| row.event.unit_id == id) {
            events.push(row.event.event()?);
        }
        let timeline = Timeline::new(events);
        held.insert(UnitId(id), UnitRecord { counted, timeline });
    }
    Ok(())
}

/// Some units with their histories, inside a write.
pub(crate) async fn load(tx: &mut Tx, units: &[UnitId]) -> Result<BTreeMap<UnitId, UnitRecord>, StoreError> {
    let mut held = BTreeMap::new();
    for ids in units.chunks(IDS_PER_STATEMENT) {
        // A text that comes again stays prepared: one unit, or a full list.
        let kept = ids.len() == 1 || ids.len() == IDS_PER_STATEMENT;
        let rows: Vec<HistoryRow> = write!(tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(HELD);
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(id.0);
            }
            let query = query.push(HELD_IN_ORDER).build_query_as();
            query.persistent(kept).fetch_all(conn).await?
        });
        hold(rows, &mut held)?;
    }
    Ok(held)
}

/// Begins a write on some units with what it needs to know: the units, and where it costs nothing more (a single unit), how their courses stand.
pub(super) async fn begin_with(
    store: &Store,
    by: &Principal,
    at: DateTime<Utc>,
    units: &[UnitId],
) -> Result<(Tx, BTreeMap<UnitId, UnitRecord>, Rollup), StoreError> {
    let mut rollup = Rollup::default();
    let &[unit] = units else {
        let mut tx = store.begin(by, at).await?;
        let held = load(&mut tx, units).await?;
        return Ok((tx, held, rollup));
    };
    let questions = [&format!("{HELD}$1{HELD_IN_ORDER}"), OF_UNIT];
    let (tx, rows, courses) = store
        .begin_asking::<HistoryRow, CourseRow>(by, at, vec![vec![unit.0.into()]], questions)
        .await?;
    let mut held = BTreeMap::new();
    hold(rows, &mut held)?;
    if let Some(held) = held.get(&unit) {
        rollup.know(&held.counted, courses)?;
    }
    Ok((tx, held, rollup))
}

/// The histories of some units, to be shown.
pub(super) async fn read_histories(
    store: &Store,
    units: &[UnitId],
) -> Result<BTreeMap<UnitId, Timeline>, StoreError> {
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

/// Asks for events to be written, which must be in the order of (unit, sequence).
pub(crate) fn insert_events<'a>(tx: &mut Tx, events: impl IntoIterator<Item = &'a AdoptionEvent>) {
    const INSERT: &str =
        "insert into adoption_event (unit_id, sequence, step, day, recorded_at, replaces, source, author)";
    let values = |event: &AdoptionEvent| {
        row![
            event.unit.0,
            i64::from(event.sequence),
            event.step.code(),
            event.day,
            event.recorded_at,
            event.replaces.map(i64::from),
            event.source.code(),
            event.author.code(),
        ]
    };
    tx.insert(INSERT, "", events.into_iter().map(values));
}
