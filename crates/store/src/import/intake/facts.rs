//! What a list changes of units that are there: facts corrected, units withdrawn, lines of histories taken back.

use super::Intake;
use crate::{
    adoption::{
        Corrections, DecidedLine, UnitRecord, correct_units, load_corrections, load_held, names, save,
    },
    engine::fault::StoreError,
};
use chrono::NaiveDate;
use domain::{
    PolicyCode, Refusal, SchoolYear, Uai, UnitId,
    adoption::{AdoptionRefused, Advanced, Annul, CorrectUnit, Sequence, Withdraw, annul, withdraw},
};
use std::collections::BTreeMap;

impl Intake {
    /// The corrections that some units had.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn corrections(&mut self, units: &[UnitId]) -> Result<Corrections, StoreError> {
        load_corrections(&mut self.tx, units).await
    }

    /// The unit that each name, folded, names in some schools of a year: every name that a unit of theirs ever bore.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn names(
        &mut self,
        policy: PolicyCode,
        year: SchoolYear,
        schools: &[Uai],
    ) -> Result<BTreeMap<(Uai, String), UnitId>, StoreError> {
        names::of_schools(&mut self.tx, policy, year, schools).await
    }

    /// Corrects facts of units, each once: its row, its names and its courses with it. Answers how many.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the rules refuse one.
    pub async fn correct_units(&mut self, asked: Vec<CorrectUnit>) -> Result<u64, StoreError> {
        let corrected = asked.len() as u64;
        correct_units(&mut self.tx, &mut self.rollup, asked).await?;
        self.changed |= corrected > 0;
        self.written += corrected;
        self.rollup.write_when_large(&mut self.tx).await?;
        self.tx.send().await?;
        Ok(corrected)
    }

    /// Withdraws units, each from its day on, or from its last event where that is later. Answers how many.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when one left already, or is to leave after today.
    pub async fn withdraw_units(
        &mut self,
        asked: &[(UnitId, NaiveDate)],
        today: NaiveDate,
    ) -> Result<u64, StoreError> {
        let days: BTreeMap<UnitId, NaiveDate> = asked.iter().copied().collect();
        let (author, at) = (self.tx.by.actor, self.tx.at);
        let decide = |unit: UnitId, held: &UnitRecord| {
            let day = days.get(&unit).copied();
            let day = day.ok_or(AdoptionRefused::UnknownUnit(unit))?;
            let request = Withdraw {
                unit,
                day,
                leaving: None,
            };
            Ok(vec![withdraw(&held.timeline, request, author, today, at)?])
        };
        self.write_lines(&days.keys().copied().collect::<Vec<_>>(), decide)
            .await
    }

    /// Takes back lines of histories, each unit's in the order given. Answers how many.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when one was taken back already, or another stands on it.
    pub async fn annul_lines(&mut self, asked: &[(UnitId, Sequence)]) -> Result<u64, StoreError> {
        let mut lines = BTreeMap::<UnitId, Vec<Sequence>>::new();
        for (unit, sequence) in asked {
            lines.entry(*unit).or_default().push(*sequence);
        }
        let (author, at) = (self.tx.by.actor, self.tx.at);
        let decide = |unit: UnitId, held: &UnitRecord| {
            let mut timeline = held.timeline.clone();
            let mut done = Vec::new();
            for annuls in lines.get(&unit).into_iter().flatten() {
                let seen = timeline.last_sequence();
                let request = Annul {
                    unit,
                    seen,
                    annuls: *annuls,
                };
                let advanced = annul(&timeline, &request, author, at)?;
                timeline = advanced.timeline.clone();
                done.push(advanced);
            }
            Ok(done)
        };
        self.write_lines(&lines.keys().copied().collect::<Vec<_>>(), decide)
            .await
    }

    /// Writes what is decided of each unit: the lines, where it stands, the counts.
    async fn write_lines(
        &mut self,
        units: &[UnitId],
        decide: impl Fn(UnitId, &UnitRecord) -> Result<Vec<Advanced>, AdoptionRefused>,
    ) -> Result<u64, StoreError> {
        let held = load_held(&mut self.tx, units).await?;
        let batch = self.batch_id();
        let mut done = Vec::new();
        for unit in units {
            let record = held.get(unit).ok_or(AdoptionRefused::UnknownUnit(*unit));
            let decided = record.and_then(|record| Ok((record, decide(*unit, record)?)));
            let (record, decided) = decided.map_err(Refusal::from)?;
            done.extend(decided.into_iter().map(|advanced| DecidedLine {
                counted: record.counted.clone(),
                advanced,
                batch,
            }));
        }
        save(&mut self.tx, &mut self.rollup, &done);
        self.changed |= !done.is_empty();
        self.written += done.len() as u64;
        self.rollup.write_when_large(&mut self.tx).await?;
        self.tx.send().await?;
        Ok(done.len() as u64)
    }
}
