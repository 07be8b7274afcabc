//! Measures of use from a file or a pull: each is compared with what is known; what differs is a new entry.

mod known;

use super::Intake;
use crate::engine::{batch::row, fault::StoreError, write};
use domain::{
    PolicyCode, Uai, UnitId, Week,
    usage::{Instrument, Measure, UsagePlace},
};
use known::unknown;
use std::collections::HashSet;

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

/// The measures of one file or pull, under way.
#[derive(Debug)]
pub struct UsageRun {
    policy: PolicyCode,
    /// What measured, as far as the file has told.
    pub instrument: Instrument,
    origin: String,
    entry: i64,
    schools: HashSet<Uai>,
    /// New measures and corrections.
    pub measured: u64,
    /// Of these, those that correct an earlier one.
    pub corrected: u64,
    /// Measures that were known already.
    pub same: u64,
    /// Their keys: what is given again in the file is refused, however far apart.
    same_keys: HashSet<Key>,
}

/// A measure's key.
type Key = (UsagePlace, Measure, Week);

impl Intake {
    /// Begins the measures of one file or pull. `origin`: the file's name or the address, as people are told.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn begin_usage(
        &mut self,
        policy: PolicyCode,
        instrument: Instrument,
        origin: &str,
    ) -> Result<UsageRun, StoreError> {
        const NEXT: &str = "select coalesce(max(id), 0) + 1 from usage_entry";
        const SCHOOLS: &str = "select uai from school";
        let entry = write!(self.tx, |conn| sqlx::query_scalar(NEXT).fetch_one(conn).await?);
        let schools: Vec<String> = write!(self.tx, |conn| sqlx::query_scalar(SCHOOLS)
            .fetch_all(conn)
            .await?);
        let schools = schools.into_iter().filter_map(|uai| uai.parse().ok()).collect();
        Ok(UsageRun {
            policy,
            instrument,
            origin: origin.to_owned(),
            entry,
            schools,
            measured: 0,
            corrected: 0,
            same: 0,
            same_keys: HashSet::new(),
        })
    }

    /// Writes measures, and answers those that are refused: the caller then gives all of it up.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn put_usage(
        &mut self,
        run: &mut UsageRun,
        rows: &[UsageRow],
    ) -> Result<Vec<(u64, UsageReason)>, StoreError> {
        const PUT: &str = "insert into usage_volume (policy, place, measure, week, entry, value)";
        let mut refused = Vec::new();
        for chunk in rows.chunks(2_000) {
            let units = self.units_of(run, chunk).await?;
            let mut known = self.known(run, chunk).await?;
            let mut new = Vec::with_capacity(chunk.len());
            for row in chunk {
                if let Some(reason) = unknown(run, &units, row.place) {
                    refused.push((row.line, reason));
                    continue;
                }
                let key = (row.place, row.measure, row.week);
                let before = known.insert(key, (run.entry, row.value));
                match before {
                    Some((entry, _)) if entry == run.entry => refused.push((row.line, UsageReason::Twice)),
                    _ if run.same_keys.contains(&key) => refused.push((row.line, UsageReason::Twice)),
                    Some((_, value)) if value == row.value => {
                        run.same += 1;
                        run.same_keys.insert(key);
                    }
                    before => {
                        run.measured += 1;
                        run.corrected += u64::from(before.is_some());
                        new.push(*row);
                    }
                }
            }
            let (policy, entry) = (run.policy.to_string(), run.entry);
            let values = |row: UsageRow| {
                let place = row.place.to_string();
                row![
                    policy.clone(),
                    place,
                    row.measure.code(),
                    row.week.monday(),
                    entry,
                    row.value
                ]
            };
            self.tx.insert(PUT, "", new.into_iter().map(values));
            self.tx.send().await?;
        }
        Ok(refused)
    }

    /// Ends a run: what it changed is entered with its author.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't keep it.
    pub async fn end_usage(&mut self, run: UsageRun) -> Result<(), StoreError> {
        const ENTER: &str = "insert into usage_entry (id, policy, instrument, origin, measured, corrected, author, recorded_at, batch)";
        if run.measured == 0 {
            return Ok(());
        }
        self.changed = true;
        self.written += run.measured;
        let policy = run.policy.to_string();
        let entry = row![
            run.entry,
            policy,
            run.instrument.code(),
            run.origin,
            run.measured.cast_signed(),
            run.corrected.cast_signed(),
            self.tx.by.actor.code(),
            self.tx.at,
            self.batch_id().map(|batch| batch.0),
        ];
        self.tx.insert(ENTER, "", [entry]);
        self.tx.send().await
    }
}
