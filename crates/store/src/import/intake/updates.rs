//! A file of updates: staged whole, sorted by unit and day, then decided unit by unit by the rules, once to judge it, once more to write it.
//! The order of its lines does not matter.

mod chunk;
mod decide;
mod row;
mod unnamed;

use super::Intake;
use crate::{
    adoption::{insert_lines, units_stand},
    engine::{
        batch::row,
        fault::{Fault, StoreError},
        write,
    },
};
use chrono::NaiveDate;
use chunk::Reading;
use decide::{Decided, Writer, decide};
use domain::{PolicyCode, adoption::fold_label};
pub use row::{REFUSED_MAX, RowReason, RowRefused, UnitKey, UpdateOutcome, UpdateRow};

const STAGING: &str = "create temporary table staged_update (line bigint not null, unit_id bigint, school text, year text, \
     label text, folded text, step text not null, day date not null)";
/// Sorts the rows; all that is read of them stands in it.
const SORT: &str = "create index staged_update_sorted on staged_update (unit_id, day, line, step)";

/// A row of a unit, in the order of unit, day and line.
#[derive(Clone, sqlx_macros::FromRow)]
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
        if self.updates.rows == 0 {
            write!(self.tx, |conn| {
                sqlx::query(STAGING).execute(conn).await?;
            });
        }
        self.updates.rows += rows.len() as u64;
        const STAGE: &str =
            "insert into staged_update (line, unit_id, school, year, label, folded, step, day)";
        let values = |row: &UpdateRow| {
            let (id, named) = match &row.key {
                UnitKey::Id(id) => (Some(id.0), None),
                UnitKey::Label { school, label, year } => (None, Some((school, year, label))),
            };
            row![
                row.line.cast_signed(),
                id,
                named.map(|(school, ..)| school.to_string()),
                named.map(|(_, year, _)| year.to_string()),
                named.map(|(.., label)| label.clone()),
                named.map(|(.., label)| fold_label(label)),
                row.stage.code(),
                row.day
            ]
        };
        self.tx.insert(STAGE, "", rows.iter().map(values));
        self.tx.send().await
    }

    /// Decides what was staged, unit by unit; under the writer's lock it is written. The caller gives it all up when a row is refused.
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
        if self.updates.rows == 0 {
            return Ok(outcome);
        }
        let writer = Writer {
            policy,
            by: self.tx.by.clone(),
            today,
            at: self.tx.at,
        };
        if !self.updates.sorted || self.moved {
            self.name_rows(&writer).await?;
        }
        if !self.updates.sorted {
            write!(self.tx, |conn| {
                sqlx::query(SORT).execute(conn).await?;
            });
            self.updates.sorted = true;
        }
        self.refuse_unnamed(&writer, &mut outcome).await?;
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
            progress(reading.rows, self.updates.rows);
        }
        outcome.refused.sort_by_key(|row| row.line);
        self.changed |= outcome.applied > 0;
        Ok(outcome)
    }

    /// Tells what was decided and, under the writer's lock, writes it.
    async fn keep(&mut self, decided: Decided, outcome: &mut UpdateOutcome) -> Result<(), StoreError> {
        outcome.same += decided.same;
        outcome.corrected += decided.corrected;
        outcome.applied += decided.lines.len() as u64;
        outcome.refused_total += decided.refused_untold;
        for RowRefused { line, reason } in decided.refused {
            refuse(outcome, line, reason);
        }
        // Once a row is refused nothing will be kept: what follows is only read.
        if !self.is_writing() || outcome.refused_total > 0 {
            return Ok(());
        }
        let batch = self.batch_id();
        insert_lines(&mut self.tx, decided.lines.iter().map(|line| (line, batch)));
        self.written += decided.lines.len() as u64;
        units_stand(&mut self.tx, decided.standing);
        self.rollup = decided.rollup;
        self.rollup.write_when_large(&mut self.tx).await?;
        self.tx.send().await
    }
}

fn refuse(outcome: &mut UpdateOutcome, line: u64, reason: RowReason) {
    outcome.refused_total += 1;
    if outcome.refused.len() < REFUSED_MAX {
        outcome.refused.push(RowRefused { line, reason });
    }
}
