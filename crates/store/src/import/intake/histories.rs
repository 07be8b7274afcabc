//! New units with their whole history: what a census list and the invented nation are made of.

use super::Intake;
use crate::{
    adoption::{insert_lines, names, rollup::Counted, units_stand},
    engine::{batch::row, fault::StoreError},
};
use domain::{Timeline, UnitId, adoption::deltas, unit::Unit};

/// A unit that is not in the store yet, and what happened to it, its entry first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitHistory {
    /// Its number: from [`Intake::next_unit_id`] on, ascending.
    pub id: UnitId,
    /// What it is.
    pub unit: Unit,
    /// Its events, made by the rules.
    pub timeline: Timeline,
}

impl Intake {
    /// Writes new units with their events, where they stand and what they add to the counts.
    ///
    /// # Errors
    /// [`StoreError::Broken`] on an identity that exists already, or a school that does not.
    pub async fn put_histories(&mut self, histories: &[UnitHistory]) -> Result<(), StoreError> {
        if histories.is_empty() {
            return Ok(());
        }
        self.changed = true;
        self.written += histories.len() as u64;
        self.insert_units(histories);
        let lines: Vec<_> = histories
            .iter()
            .flat_map(|history| history.timeline.lines())
            .collect();
        let batch = self.batch_id();
        insert_lines(&mut self.tx, lines.iter().map(|line| (line, batch)));
        names::bear(
            &mut self.tx,
            histories.iter().map(|history| (history.id, &history.unit)),
        );
        let mut standing = Vec::with_capacity(histories.len());
        for history in histories {
            if let Some(now) = history.timeline.standing() {
                standing.push((history.id, now, history.timeline.last_news()));
            }
            self.count(history);
        }
        units_stand(&mut self.tx, standing);
        self.rollup.write_when_large(&mut self.tx).await?;
        self.tx.send().await
    }

    fn count(&mut self, history: &UnitHistory) {
        let deltas = deltas(&Timeline::default(), &history.timeline);
        self.rollup.add(&Counted::from(&history.unit), &deltas);
    }

    fn insert_units(&mut self, histories: &[UnitHistory]) {
        const INSERT: &str = "insert into unit (id, policy, year, school, label, levels, priority_education, pupils, co_teaching, \
             estimated, census_day, district, department, academy)";
        let values = |UnitHistory { id, unit, .. }: &UnitHistory| {
            row![
                id.0,
                unit.policy.to_string(),
                unit.year.to_string(),
                unit.school.to_string(),
                unit.label.clone(),
                unit.levels.to_string(),
                unit.priority_education.code(),
                unit.pupils.map(i64::from),
                unit.co_teaching,
                unit.estimated,
                unit.census_day,
                unit.district.map(|district| district.to_string()),
                unit.department.to_string(),
                unit.academy.to_string(),
            ]
        };
        self.tx.insert(INSERT, "", histories.iter().map(values));
    }
}
