//! Measures of use from a file or a pull: staged whole, then compared with what is known, once to judge them, once more to write them. What differs is a
//! new entry.

mod compare;

use super::{Intake, Staged};
use crate::engine::{batch::row, fault::StoreError, write};
use domain::{
    PolicyCode, Uai, UnitId, Week,
    usage::{Instrument, Measure, UsagePlace},
};

const STAGING: &str = "create temporary table staged_usage (rank integer primary key, line bigint not null, place text not null, \
     school text, unit_id bigint, measure text not null, week date not null, value bigint not null)";
/// Sorts the rows, so that what is measured twice is found.
const SORT: &str = "create index staged_usage_sorted on staged_usage (place, measure, week, rank)";
const DROP: &str = "drop table staged_usage";

/// A measure of a week, as a file gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsageRow {
    /// Its line in the file.
    pub line: u64,
    /// Where it was measured.
    pub place: UsagePlace,
    /// What is counted.
    pub measure: Measure,
    /// The week.
    pub week: Week,
    /// How many.
    pub value: i64,
}

/// Why a measure is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsageReason {
    /// No school bears this UAI.
    UnknownSchool(Uai),
    /// No unit of the policy bears this number.
    UnknownUnit(UnitId),
    /// The file measures the same thing twice.
    Twice,
}

/// Options of a file or a pull of measures.
#[derive(Clone, Copy, Debug)]
pub struct UsageAsk<'a> {
    /// The policy whose uses they are.
    pub policy: PolicyCode,
    /// The instrument that measured.
    pub instrument: Instrument,
    /// The file's name or the address, as people are told.
    pub origin: &'a str,
}

/// Outcome of a file or a pull of measures, written or judged only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsageOutcome {
    /// New measures and corrections.
    pub measured: u64,
    /// Of these, those that correct an earlier one.
    pub corrected: u64,
    /// Measures that were known already.
    pub same: u64,
    /// Refused rows by line, in the order of the file: the first thousand.
    pub refused: Vec<(u64, UsageReason)>,
    /// All the refused rows.
    pub refused_total: u64,
}

/// Rows compared together.
const ROWS_PER_CHUNK: u64 = 20_000;

impl Intake {
    /// Puts measures aside until all are read.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the disk is full.
    pub async fn stage_usage(&mut self, rows: &[UsageRow]) -> Result<(), StoreError> {
        const STAGE: &str =
            "insert into staged_usage (rank, line, place, school, unit_id, measure, week, value)";
        if rows.is_empty() {
            return Ok(());
        }
        if self.usage.rows == 0 {
            write!(self.tx, |conn| {
                sqlx::query(STAGING).execute(conn).await?;
            });
        }
        let values = |(rank, row): (u64, &UsageRow)| {
            let (school, unit) = match row.place {
                UsagePlace::Territory(_) => (None, None),
                UsagePlace::School(uai) => (Some(uai.to_string()), None),
                UsagePlace::Unit(id) => (None, Some(id.0)),
            };
            row![
                rank.cast_signed(),
                row.line.cast_signed(),
                row.place.to_string(),
                school,
                unit,
                row.measure.code(),
                row.week.monday(),
                row.value,
            ]
        };
        let ranked = (self.usage.rows + 1..).zip(rows);
        self.tx.insert(STAGE, "", ranked.map(values));
        self.usage.rows += rows.len() as u64;
        self.tx.send().await
    }

    /// Compares what was staged with what is known; under the writer's lock what differs is written, and what was staged is gone. The caller gives it all
    /// up when a row is refused.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn apply_usage(
        &mut self,
        ask: &UsageAsk<'_>,
        progress: &mut (dyn FnMut(u64, u64) + Send),
    ) -> Result<UsageOutcome, StoreError> {
        let mut outcome = UsageOutcome::default();
        let rows = self.usage.rows;
        if rows == 0 {
            return Ok(outcome);
        }
        let first = !self.usage.sorted;
        if first {
            write!(self.tx, |conn| {
                sqlx::query(SORT).execute(conn).await?;
            });
            self.usage.sorted = true;
        }
        if first || self.moved {
            self.refuse_usage(ask, &mut outcome).await?;
        }
        if outcome.refused_total > 0 {
            return Ok(outcome);
        }
        let entry = if self.is_writing() {
            Some(self.next_entry().await?)
        } else {
            None
        };
        let mut done = 0;
        while done < rows {
            let to = rows.min(done + ROWS_PER_CHUNK);
            self.compare_usage(ask, done + 1..=to, &mut outcome).await?;
            if let Some(entry) = entry {
                self.write_usage(ask, done + 1..=to, entry).await?;
            }
            done = to;
            progress(done, rows);
        }
        self.changed |= outcome.measured > 0;
        if let Some(entry) = entry {
            self.end_usage(ask, entry, &outcome).await?;
        }
        Ok(outcome)
    }

    async fn next_entry(&mut self) -> Result<i64, StoreError> {
        const NEXT: &str = "select coalesce(max(id), 0) + 1 from usage_entry";
        Ok(write!(self.tx, |conn| sqlx::query_scalar(NEXT)
            .fetch_one(conn)
            .await?))
    }

    /// Ends what is written: it is entered with its author where it changed something.
    async fn end_usage(
        &mut self,
        ask: &UsageAsk<'_>,
        entry: i64,
        outcome: &UsageOutcome,
    ) -> Result<(), StoreError> {
        const ENTER: &str = "insert into usage_entry (id, policy, instrument, origin, measured, corrected, author, recorded_at, batch)";
        write!(self.tx, |conn| {
            sqlx::query(DROP).execute(conn).await?;
        });
        self.usage = Staged::default();
        if outcome.measured == 0 {
            return Ok(());
        }
        self.written += outcome.measured;
        let entry = row![
            entry,
            ask.policy.to_string(),
            ask.instrument.code(),
            ask.origin.to_owned(),
            outcome.measured.cast_signed(),
            outcome.corrected.cast_signed(),
            self.tx.by.actor.code(),
            self.tx.at,
            self.batch_id().map(|batch| batch.0),
        ];
        self.tx.insert(ENTER, "", [entry]);
        self.tx.send().await
    }
}
