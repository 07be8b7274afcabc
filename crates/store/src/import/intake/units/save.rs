//! What was decided of schools, written: estimates withdrawn, classes counted again, facts corrected, classes entered.

use super::{ClassKey, TakenClasses, chunk::DecidedSchool};
use crate::{
    adoption::load_held,
    engine::fault::{StoreError, readable},
    import::intake::{Intake, UnitHistory},
};
use chrono::NaiveDate;
use domain::{
    PriorityEducation, UnitId,
    adoption::{CorrectUnit, CorrectionReason, Sequence, UnitFacts, census::CensusChange, enter},
    school::entry_lineage,
    territory::Lineage,
    unit::Unit,
};

/// What a chunk changes, by kind.
#[derive(Default)]
struct CensusChanges {
    withdrawn: Vec<(UnitId, NaiveDate)>,
    reentered: Vec<UnitId>,
    corrected: Vec<CorrectUnit>,
    entered: Vec<UnitHistory>,
}

/// A class that enters.
struct Entering<'d> {
    key: ClassKey,
    priority_education: PriorityEducation,
    /// Its lineage.
    stands: Lineage,
    facts: &'d UnitFacts,
    day: NaiveDate,
}

impl Intake {
    /// Writes what was decided; `free` is the next number that no unit bears.
    pub(super) async fn save(
        &mut self,
        taken: &TakenClasses<'_>,
        decided: &[DecidedSchool],
        free: &mut UnitId,
    ) -> Result<(), StoreError> {
        let today = taken.ask.today;
        let mut changes = CensusChanges::default();
        for school in decided {
            for change in &school.decision.changes {
                match change {
                    CensusChange::Withdraw { unit, day, .. } | CensusChange::Close { unit, day, .. } => {
                        changes.withdrawn.push((*unit, *day));
                    }
                    CensusChange::Reenter { unit, .. } => changes.reentered.push(*unit),
                    CensusChange::Correct {
                        unit, after, paired, ..
                    } => changes.corrected.push(CorrectUnit {
                        unit: *unit,
                        seen: None,
                        facts: after.clone(),
                        why: paired.map_or(CorrectionReason::Listed, |_| CorrectionReason::Paired),
                        batch: self.batch_id(),
                    }),
                    CensusChange::Enter { facts, day, .. } => {
                        let uai = school.key.school.to_string();
                        let mark = taken.schools.get(&school.key.school);
                        let mark = readable("staged_class", "school", &uai, &uai, mark)?;
                        let entering = Entering {
                            key: school.key,
                            priority_education: school.priority_education,
                            stands: entry_lineage(&mark.lineage, &school.kept),
                            facts,
                            day: *day,
                        };
                        changes.entered.push(self.entered(taken, &entering, *free)?);
                        free.0 += 1;
                    }
                }
            }
        }
        if !changes.withdrawn.is_empty() {
            self.withdraw_units(&changes.withdrawn, today).await?;
        }
        if !changes.reentered.is_empty() {
            let withdrawals = self.withdrawals(&changes.reentered).await?;
            self.annul_lines(&withdrawals).await?;
        }
        if !changes.corrected.is_empty() {
            self.correct_units(changes.corrected).await?;
        }
        self.put_histories(&changes.entered).await
    }

    /// The lines by which some units left.
    async fn withdrawals(&mut self, units: &[UnitId]) -> Result<Vec<(UnitId, Sequence)>, StoreError> {
        let held = load_held(&mut self.tx, units).await?;
        let lines = held.iter().flat_map(|(id, record)| {
            let lines = record.timeline.closing_lines();
            lines.into_iter().map(|line| (*id, line))
        });
        Ok(lines.collect())
    }

    fn entered(
        &self,
        taken: &TakenClasses<'_>,
        entering: &Entering<'_>,
        id: UnitId,
    ) -> Result<UnitHistory, StoreError> {
        let Entering {
            key,
            stands,
            facts,
            day,
            ..
        } = entering;
        let entry = enter(id, key.year, *day, self.tx.by.actor, taken.ask.today, self.tx.at)?;
        Ok(UnitHistory {
            id,
            unit: Unit {
                policy: taken.policy,
                year: key.year,
                school: key.school,
                label: facts.label.clone(),
                levels: facts.levels.clone(),
                priority_education: entering.priority_education,
                pupils: facts.pupils,
                co_teaching: facts.co_teaching,
                estimated: facts.estimated,
                census_day: *day,
                district: stands.district,
                department: stands.department,
                academy: stands.academy,
            },
            timeline: entry.timeline,
        })
    }
}
