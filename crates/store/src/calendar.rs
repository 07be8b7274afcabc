//! The school calendar: breaks are added and taken back, never changed in place.

mod change;

use crate::{
    Store,
    cache::VersionedCache,
    engine::{
        batch::{Batch, row},
        fault::{Fault, StoreError, readable},
        read,
    },
};
pub use change::{CalendarChange, CalendarMove};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Actor,
    calendar::{Break, BreakKind, Calendar, Zone},
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// An entry of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEntry {
    /// Its number, in the order they came.
    pub id: i64,
    /// What it says.
    pub what: CalendarChange,
    /// Who entered it and when; none: it came with the program.
    pub by: Option<(Actor, DateTime<Utc>)>,
    request: Option<Uuid>,
}

const ENTRIES: &str = "select id, request, takes_back, zone, kind, first_day, last_day, label, author, recorded_at \
     from calendar_break order by id";

#[derive(sqlx_macros::FromRow)]
struct CalendarRow {
    id: i64,
    request: Option<Uuid>,
    takes_back: Option<i64>,
    zone: Option<String>,
    kind: Option<String>,
    first_day: Option<NaiveDate>,
    last_day: Option<NaiveDate>,
    label: Option<String>,
    author: Option<String>,
    recorded_at: Option<DateTime<Utc>>,
}

/// The breaks that stand among entries, each with its entry's number, in the order they came.
pub fn standing(entries: &[CalendarEntry]) -> Vec<(i64, &Break)> {
    let (mut standing, mut gone) = (Vec::new(), BTreeSet::new());
    // A break is taken back after it was added.
    for entry in entries.iter().rev() {
        match &entry.what {
            CalendarChange::TakenBack(id) => {
                gone.insert(*id);
            }
            CalendarChange::Added(off) if !gone.contains(&entry.id) => standing.push((entry.id, off)),
            CalendarChange::Added(_) => {}
        }
    }
    standing.reverse();
    standing
}

fn calendar(entries: &[CalendarEntry]) -> Calendar {
    standing(entries)
        .into_iter()
        .map(|(_, off)| off.clone())
        .collect()
}

#[derive(Default)]
struct CachedCalendar(VersionedCache<(), Calendar>);

impl Store {
    /// The calendar as it stands, remembered for one state of the data.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn calendar(&self) -> Result<Calendar, StoreError> {
        let load = async || Ok(calendar(&self.calendar_entries().await?));
        let cached = self.state::<CachedCalendar>();
        cached.0.get_or_load(self.reference_epoch(), (), load).await
    }

    /// Every entry of the calendar, in the order they came.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn calendar_entries(&self) -> Result<Vec<CalendarEntry>, StoreError> {
        let rows: Vec<CalendarRow> = read!(self, |pool| sqlx::query_as(ENTRIES).fetch_all(pool).await?);
        Ok(rows.into_iter().map(entry).collect::<Result<_, Fault>>()?)
    }

    /// Gives a store that has no calendar yet the official one, once: a migration's own work. From then on the store's is the one that
    /// counts, each of its breaks with a number that a correction names.
    pub(crate) async fn fill_empty_calendar(&self) -> Result<(), StoreError> {
        const EMPTY: &str = "select not exists (select 1 from calendar_break)";
        const START: &str = "insert into calendar_break (id, zone, kind, first_day, last_day)";
        let empty: bool = read!(self, |pool| sqlx::query_scalar(EMPTY).fetch_one(pool).await?);
        if empty {
            let official = Calendar::official();
            let rows = official.all().iter().zip(1_i64..);
            let values = rows.map(|(off, id)| row![id, off.zone.code(), off.kind.code(), off.from, off.to]);
            let mut batch = Batch::default();
            // Two nodes may open at once.
            batch.insert(START, " on conflict do nothing", values);
            batch.commit(self.begin_conn().await?, None).await?;
        }
        Ok(())
    }
}

fn entry(row: CalendarRow) -> Result<CalendarEntry, Fault> {
    const TABLE: &str = "calendar_break";
    let id = row.id;
    let what = match row.takes_back {
        Some(taken) => CalendarChange::TakenBack(taken),
        None => {
            let (zone, kind) = (row.zone.unwrap_or_default(), row.kind.unwrap_or_default());
            let day = |column, day: Option<NaiveDate>| readable(TABLE, column, id, "null", day);
            CalendarChange::Added(Break {
                zone: readable(TABLE, "zone", id, &zone, Zone::from_code(&zone))?,
                kind: readable(TABLE, "kind", id, &kind, BreakKind::from_code(&kind))?,
                from: day("first_day", row.first_day)?,
                to: day("last_day", row.last_day)?,
                label: row.label,
            })
        }
    };
    let by = match (row.author, row.recorded_at) {
        (Some(code), Some(at)) => {
            let author = readable(TABLE, "author", id, &code, Actor::from_code(&code))?;
            Some((author, at))
        }
        _ => None,
    };
    Ok(CalendarEntry {
        id,
        what,
        by,
        request: row.request,
    })
}
