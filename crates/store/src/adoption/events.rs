//! Adoption events as rows, both ways.

mod row;

use super::{
    rollup::{CountedRow, CourseRow, OF_UNIT, Rollup},
    unit_record::UnitRecord,
};
use crate::{
    Store,
    engine::{
        batch::{Value, row},
        fault::{Fault, StoreError},
        push_list, read, write,
    },
    territory::lineage,
    transaction::Tx,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Principal, Timeline, UnitId,
    adoption::{BatchId, Written},
};
pub(super) use row::EventRow;
use row::{COLUMNS, gather, histories};
use std::collections::BTreeMap;

/// Ids in one `in (…)`.
const IDS_PER_STATEMENT: usize = 1_000;

#[derive(sqlx_macros::FromRow)]
struct HistoryRow {
    #[sqlx(flatten)]
    counted: CountedRow,
    school_department: String,
    school_district: Option<String>,
    #[sqlx(flatten)]
    event: EventRow,
}

/// Some units with their histories: one question, a row an event.
const HELD: &str = "select u.policy, u.year, u.levels, u.priority_education, u.district, u.department, u.academy, u.estimated, \
     s.department as school_department, s.district as school_district, e.unit_id, e.sequence, e.step, e.day, e.recorded_at, e.replaces, e.source, e.author, e.annuls, e.leaving \
     from unit u join school s on s.uai = u.school join adoption_event e on e.unit_id = u.id where u.id in (";
const HELD_IN_ORDER: &str = ") order by u.id, e.sequence";

fn hold(rows: Vec<HistoryRow>, held: &mut BTreeMap<UnitId, UnitRecord>) -> Result<(), Fault> {
    let mut rows = rows.into_iter().peekable();
    while let Some(first) = rows.next() {
        let (id, counted) = (first.event.unit_id, first.counted.counted()?);
        let school = lineage(
            "school",
            id,
            &first.school_department,
            first.school_district.as_deref(),
        )?;
        let mut lines = vec![first.event.line()?];
        while let Some(row) = rows.next_if(|row| row.event.unit_id == id) {
            lines.push(row.event.line()?);
        }
        let timeline = Timeline::new(lines);
        let record = UnitRecord {
            counted,
            timeline,
            school,
        };
        held.insert(UnitId(id), record);
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
            push_list!(query, id in ids => id.0);
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
            push_list!(query, id in ids => id.0);
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

/// Asks for lines of histories to be written, each with the batch it came in; they must be in the order of (unit, sequence).
pub(crate) fn insert_lines<'a>(tx: &mut Tx, lines: impl IntoIterator<Item = (&'a Written, Option<BatchId>)>) {
    const INSERT: &str = "insert into adoption_event (unit_id, sequence, step, day, recorded_at, replaces, source, author, annuls, batch, leaving)";
    tx.insert(
        INSERT,
        "",
        lines.into_iter().map(|(line, batch)| values(line, batch)),
    );
}

fn values(line: &Written, batch: Option<BatchId>) -> [Value; 11] {
    let batch = batch.map(|batch| batch.0);
    match line {
        Written::Event(event) => row![
            event.unit.0,
            i64::from(event.sequence),
            event.step.code(),
            event.day,
            event.recorded_at,
            event.replaces.map(i64::from),
            event.source.code(),
            event.author.code(),
            None::<i64>,
            batch,
            event.leaving.map(|leaving| leaving.code().to_owned()),
        ],
        Written::Annulment(annulment) => row![
            annulment.unit.0,
            i64::from(annulment.sequence),
            row::ANNULLED,
            None::<NaiveDate>,
            annulment.recorded_at,
            None::<i64>,
            None::<String>,
            annulment.author.code(),
            i64::from(annulment.annuls),
            batch,
            None::<String>,
        ],
    }
}
