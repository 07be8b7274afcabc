//! A file of updates: staged whole, sorted by unit and day, then decided unit by unit by the rules. The order of its lines does not matter.

mod decide;
mod row;
mod unnamed;

use super::Intake;
use crate::{
    adoption::{insert_events, load_held, units_stand},
    engine::{
        batch::row,
        fault::{Fault, StoreError},
        write,
    },
};
use chrono::NaiveDate;
use decide::{Chunk, Decided, Writer, decide};
use domain::{PolicyCode, UnitId};
pub use row::{REFUSED_MAX, RowReason, RowRefused, UnitKey, UpdateOutcome, UpdateRow};

/// Rows decided together.
const ROWS_PER_CHUNK: i64 = 4_000;
/// More rows than a unit has days: one of them at least is refused, hence nothing will be kept, and they need not be decided together.
const ROWS_PER_UNIT: usize = 8_000;

const STAGING: &str = "create temporary table staged_update (line bigint not null, unit_id bigint, school text, year text, \
     label text, step text not null, day date not null)";
/// Gives the rows that name a class the number it bears.
const NAME: &str = "update staged_update set unit_id = (select u.id from unit u where u.school = staged_update.school \
     and u.year = staged_update.year and u.policy = $1 and u.label = staged_update.label) where unit_id is null";
/// Sorts the rows; all that is read of them stands in it.
const SORT: &str = "create index staged_update_sorted on staged_update (unit_id, day, line, step)";

/// How far the sorted rows are read: the last one, and those of a unit whose rows may go on.
struct Reading {
    from: SortedRow,
    pending: Vec<SortedRow>,
    rows: u64,
}

/// A row of a unit, in the order of unit, day and line.
#[derive(Clone, sqlx::FromRow)]
struct SortedRow {
    unit_id: i64,
    day: NaiveDate,
    line: i64,
    step: String,
}

impl Intake {
    /// Puts rows aside until all are read.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the disk is full.
    pub async fn stage_updates(&mut self, rows: &[UpdateRow]) -> Result<(), StoreError> {
        if self.staged == 0 {
            write!(self.tx, |conn| {
                sqlx::query(STAGING).execute(conn).await?;
            });
        }
        self.staged += rows.len() as u64;
        const STAGE: &str = "insert into staged_update (line, unit_id, school, year, label, step, day)";
        let values = |row: &UpdateRow| {
            let (id, school, year, label) = match &row.key {
                UnitKey::Id(id) => (Some(id.0), None, None, None),
                UnitKey::Label { school, label, year } => (
                    None,
                    Some(school.to_string()),
                    Some(year.to_string()),
                    Some(label.clone()),
                ),
            };
            row![
                row.line.cast_signed(),
                id,
                school,
                year,
                label,
                row.stage.code(),
                row.day
            ]
        };
        self.tx.insert(STAGE, "", rows.iter().map(values));
        self.tx.send().await
    }

    /// Decides and writes what was staged, unit by unit. The caller gives it all up when a row is refused.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn apply_updates(
        &mut self,
        policy: PolicyCode,
        today: NaiveDate,
        progress: &mut (dyn FnMut(u64, u64) + Send),
    ) -> Result<UpdateOutcome, StoreError> {
        let mut outcome = UpdateOutcome::default();
        if self.staged == 0 {
            return Ok(outcome);
        }
        write!(self.tx, |conn| {
            sqlx::query(NAME)
                .bind(policy.as_str())
                .execute(&mut *conn)
                .await?;
            sqlx::query(SORT).execute(conn).await?;
        });
        self.refuse_unnamed(policy, &mut outcome).await?;
        let writer = Writer {
            policy,
            by: self.tx.by.clone(),
            today,
            at: self.tx.at,
        };
        let mut reading = Reading {
            from: SortedRow {
                unit_id: i64::MIN,
                day: today,
                line: 0,
                step: String::new(),
            },
            pending: Vec::new(),
            rows: 0,
        };
        let mut next = self.chunk(&mut reading).await?;
        while let Some(chunk) = next {
            let rollup = std::mem::take(&mut self.rollup);
            let own = writer.clone();
            let deciding = tokio::task::spawn_blocking(move || decide(chunk, rollup, &own));
            // Units never stand in two chunks: the next one can be read before this one is written.
            next = self.chunk(&mut reading).await?;
            let decided = deciding.await.map_err(|_| Fault::Cut)??;
            self.keep(decided, &mut outcome).await?;
            progress(reading.rows, self.staged);
        }
        outcome.refused.sort_by_key(|row| row.line);
        self.changed |= outcome.applied > 0;
        Ok(outcome)
    }

    /// The next rows with their units; none at the end.
    async fn chunk(&mut self, reading: &mut Reading) -> Result<Option<Chunk>, StoreError> {
        const SORTED_ROWS: &str = "select unit_id, day, line, step from staged_update \
             where (unit_id, day, line) > ($1, $2, $3) order by unit_id, day, line limit $4";
        let rows: Vec<SortedRow> = write!(self.tx, |conn| {
            sqlx::query_as(SORTED_ROWS)
                .bind(reading.from.unit_id)
                .bind(reading.from.day)
                .bind(reading.from.line)
                .bind(ROWS_PER_CHUNK)
                .fetch_all(conn)
                .await?
        });
        reading.rows += rows.len() as u64;
        let last = rows.is_empty();
        if let Some(row) = rows.last() {
            reading.from = row.clone();
        }
        reading.pending.extend(rows);
        if reading.pending.is_empty() {
            return Ok(None);
        }
        // A unit's rows are decided together: those of the last unit wait for the next chunk.
        let cut = match last_unit_starts(&reading.pending) {
            0 if reading.pending.len() > ROWS_PER_UNIT => reading.pending.len(),
            _ if last => reading.pending.len(),
            cut => cut,
        };
        let rest = reading.pending.split_off(cut);
        let rows = std::mem::replace(&mut reading.pending, rest);
        let mut ids: Vec<UnitId> = rows.iter().map(|row| UnitId(row.unit_id)).collect();
        ids.dedup();
        let held = load_held(&mut self.tx, &ids).await?;
        Ok(Some(Chunk { rows, held }))
    }

    /// Writes what was decided.
    async fn keep(&mut self, decided: Decided, outcome: &mut UpdateOutcome) -> Result<(), StoreError> {
        self.rollup = decided.rollup;
        outcome.same += decided.same;
        outcome.applied += decided.events.len() as u64;
        outcome.refused_total += decided.refused_untold;
        for RowRefused { line, reason } in decided.refused {
            refuse(outcome, line, reason);
        }
        // Once a row is refused nothing will be kept: what follows is only read.
        if outcome.refused_total == 0 {
            insert_events(&mut self.tx, &decided.events);
            units_stand(&mut self.tx, decided.standing);
        }
        self.rollup.write_when_large(&mut self.tx).await?;
        self.tx.send().await
    }

    pub(super) async fn drop_staging(&mut self) -> Result<(), StoreError> {
        if std::mem::take(&mut self.staged) > 0 {
            const DROP: &str = "drop table staged_update";
            write!(self.tx, |conn| {
                sqlx::query(DROP).execute(conn).await?;
            });
        }
        Ok(())
    }
}

/// Where the rows of the last unit start.
fn last_unit_starts(rows: &[SortedRow]) -> usize {
    let Some(last) = rows.last() else { return 0 };
    rows.iter()
        .rposition(|row| row.unit_id != last.unit_id)
        .map_or(0, |at| at + 1)
}

fn refuse(outcome: &mut UpdateOutcome, line: u64, reason: RowReason) {
    outcome.refused_total += 1;
    if outcome.refused.len() < REFUSED_MAX {
        outcome.refused.push(RowRefused { line, reason });
    }
}
