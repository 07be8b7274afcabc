//! A file of classes: staged whole, sorted by school year and school, then decided school by school by the rules, once to judge it, once more to write it.
//! The order of its lines does not matter.

mod chunk;
mod outcome;
mod row;
mod save;
mod standing;

use super::{Intake, SchoolMark};
use crate::engine::{
    batch::row,
    fault::{Fault, StoreError},
    write,
};
use chunk::{ClassReading, DecidedSchool};
use domain::{PolicyCode, Uai, adoption::census::CensusAsk};
pub use outcome::{CensusOutcome, Named, OfSchool};
pub use row::{ClassKey, ClassRow};
use std::collections::HashMap;

const STAGING: &str = "create temporary table staged_class (line bigint not null, school text not null, year text not null, \
     label text not null, levels text not null, pupils bigint, co_teaching bigint, day date not null, dated boolean not null, mark text not null)";
/// Sorts the rows; all that is read of them stands in it.
const SORT: &str = "create index staged_class_sorted on staged_class \
     (year, school, line, label, levels, pupils, co_teaching, day, dated, mark)";

/// How the classes of a file are taken.
pub struct TakenClasses<'s> {
    /// The policy that they adopt.
    pub policy: PolicyCode,
    /// What is asked of the rules.
    pub ask: CensusAsk,
    /// The directory's marks: a class that enters joins those of its school and year, else it takes its school's lineage.
    pub schools: &'s HashMap<Uai, SchoolMark>,
}

impl Intake {
    /// Puts lines of a file of classes aside until all are read.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the disk is full.
    pub async fn stage_classes(&mut self, rows: &[ClassRow]) -> Result<(), StoreError> {
        const STAGE: &str = "insert into staged_class (line, school, year, label, levels, pupils, co_teaching, day, dated, mark)";
        if rows.is_empty() {
            return Ok(());
        }
        if self.classes.rows == 0 {
            write!(self.tx, |conn| {
                sqlx::query(STAGING).execute(conn).await?;
            });
        }
        self.classes.rows += rows.len() as u64;
        let values = |row: &ClassRow| {
            let line = &row.class;
            row![
                line.line.cast_signed(),
                row.key.school.to_string(),
                row.key.year.to_string(),
                line.label.clone(),
                line.levels.to_string(),
                line.pupils.map(i64::from),
                line.co_teaching.map(i64::from),
                line.day,
                line.dated,
                row.priority_education.code(),
            ]
        };
        self.tx.insert(STAGE, "", rows.iter().map(values));
        self.tx.send().await
    }

    /// Decides what was staged, school by school; under the writer's lock it is written. The caller gives it all up when a line is refused.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn apply_classes(
        &mut self,
        taken: &TakenClasses<'_>,
        progress: &mut (dyn FnMut(u64, u64) + Send),
    ) -> Result<CensusOutcome, StoreError> {
        let TakenClasses { policy, ask, .. } = *taken;
        let mut outcome = CensusOutcome::default();
        if self.classes.rows == 0 {
            return Ok(outcome);
        }
        if !self.classes.sorted {
            write!(self.tx, |conn| {
                sqlx::query(SORT).execute(conn).await?;
            });
            self.classes.sorted = true;
        }
        let mut free = self.next_unit_id().await?;
        let mut reading = ClassReading::new(policy, ask.complete);
        let mut next = self.school_chunk(&mut reading).await?;
        while let Some(chunk) = next {
            let deciding = tokio::task::spawn_blocking(move || chunk.decide(ask));
            // A school never stands in two chunks: the next one can be read before this one is written.
            next = self.school_chunk(&mut reading).await?;
            let decided: Vec<DecidedSchool> = deciding.await.map_err(|_| Fault::Cut)?;
            for school in &decided {
                outcome.tell(&school.key, &school.decision);
            }
            // Once a line is refused nothing will be kept: what follows is only decided.
            if self.is_writing() && outcome.refused.total == 0 {
                self.save(taken, &decided, &mut free).await?;
            }
            progress(reading.rows, self.classes.rows);
        }
        self.changed |= !outcome.is_unchanged();
        Ok(outcome)
    }
}
