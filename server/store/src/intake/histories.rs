//! New units with their whole history: what a census list and the invented nation are made of.

use super::Intake;
use crate::{
    adoption::{insert_events, units_stand},
    engine::write,
    fault::Stop,
};
use domain::{
    AdoptionEvent, Timeline, UnitId,
    adoption::{Step, deltas},
    unit::Unit,
};

/// 14 values a row, under SQLite's 32,766 values a statement.
const ROWS_PER_STATEMENT: usize = 1_000;

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
    /// [`Stop::Broken`] on an identity that exists already, or a school that does not.
    pub async fn put_histories(&mut self, histories: &[UnitHistory]) -> Result<(), Stop> {
        if histories.is_empty() {
            return Ok(());
        }
        self.changed = true;
        for chunk in histories.chunks(ROWS_PER_STATEMENT) {
            self.insert_units(chunk).await?;
        }
        let events: Vec<&AdoptionEvent> = histories
            .iter()
            .flat_map(|history| history.timeline.events())
            .collect();
        insert_events(&mut self.tx, &events).await?;
        let mut standing = Vec::with_capacity(histories.len());
        for history in histories {
            if let Some(now) = history.timeline.standing() {
                standing.push((history.id, now, history.timeline.last_news()));
            }
            self.count(history);
        }
        units_stand(&mut self.tx, &standing).await?;
        self.rollup.flush_when_large(&mut self.tx).await
    }

    fn count(&mut self, history: &UnitHistory) {
        let deltas = deltas(&Timeline::default(), &history.timeline);
        let estimated = i64::from(history.unit.estimated);
        self.rollup
            .add(&history.unit, &deltas, history.unit.census_day, estimated, false);
        for event in history
            .timeline
            .events()
            .iter()
            .filter(|event| event.sequence > 1)
        {
            let gone = event.step == Step::Withdrawn;
            let less = if gone { -estimated } else { 0 };
            self.rollup.add(&history.unit, &[], event.day, less, !gone);
        }
    }

    async fn insert_units(&mut self, histories: &[UnitHistory]) -> Result<(), Stop> {
        write!(self.tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "insert into unit (id, policy, year, school, label, levels, priority_education, pupils, co_teaching, \
                 estimated, census_day, district, department, academy) ",
            );
            query.push_values(histories, |mut row, UnitHistory { id, unit, .. }| {
                row.push_bind(id.0)
                    .push_bind(unit.policy.to_string())
                    .push_bind(unit.year.to_string());
                row.push_bind(unit.school.to_string())
                    .push_bind(&unit.label)
                    .push_bind(unit.levels.to_string());
                row.push_bind(unit.priority_education.code())
                    .push_bind(unit.pupils.map(i64::from));
                row.push_bind(unit.co_teaching)
                    .push_bind(unit.estimated)
                    .push_bind(unit.census_day);
                row.push_bind(unit.district.map(|district| district.to_string()));
                row.push_bind(unit.department.to_string())
                    .push_bind(unit.academy.to_string());
            });
            query.build().execute(conn).await?;
        });
        Ok(())
    }
}
