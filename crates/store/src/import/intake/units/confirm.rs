//! Estimates that a list confirms, and those that it withdraws.

use super::SeatedRow;
use crate::{
    adoption::{UnitRecord, insert_events, load_held, load_units, rollup::Counted, units_stand},
    engine::{fault::StoreError, write},
    import::intake::Intake,
};
use domain::{
    UnitId,
    adoption::{Advanced, Step, withdraw},
    unit::Unit,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

impl Intake {
    /// Marks estimates as confirmed, with what the list says of them.
    pub(super) async fn confirm(&mut self, confirmed: &BTreeMap<UnitId, &Unit>) -> Result<u64, StoreError> {
        const CONFIRM: &str = "update unit set estimated = $2, pupils = $3, co_teaching = $4 where id = $1";
        let ids: Vec<UnitId> = confirmed.keys().copied().collect();
        let known = load_units(&mut self.tx, &ids).await?;
        for (id, listed) in confirmed {
            let Some(unit) = known.get(id) else { continue };
            write!(self.tx, |conn| {
                let query = sqlx::query(CONFIRM).bind(id.0).bind(false);
                let query = query.bind(listed.pupils.map(i64::from)).bind(listed.co_teaching);
                query.execute(conn).await?;
            });
            self.rollup
                .add(&Counted::from(&unit.unit), &[], unit.unit.census_day, -1, false);
            self.changed = true;
        }
        Ok(ids.len() as u64)
    }

    /// Withdraws estimates from the census day of the list that replaces them.
    pub(super) async fn withdraw(
        &mut self,
        replaced: &BTreeSet<(UnitId, chrono::NaiveDate)>,
    ) -> Result<u64, StoreError> {
        let ids: Vec<UnitId> = replaced.iter().map(|(id, _)| *id).collect();
        if ids.is_empty() {
            return Ok(0);
        }
        let known = load_units(&mut self.tx, &ids).await?;
        let held = load_held(&mut self.tx, &ids).await?;
        let mut done: Vec<Advanced> = Vec::new();
        for (id, day) in replaced {
            let Some((unit, UnitRecord { counted, timeline })) = known.get(id).zip(held.get(id)) else {
                continue;
            };
            if timeline
                .standing()
                .is_none_or(|standing| standing.step == Step::Withdrawn)
            {
                continue;
            }
            let gone = withdraw(*id, timeline, *day, self.tx.by.actor, self.tx.at)?;
            self.rollup.add(
                counted,
                &gone.deltas,
                gone.event.day,
                -i64::from(unit.unit.estimated),
                false,
            );
            done.push(gone);
        }
        insert_events(&mut self.tx, done.iter().map(|gone| &gone.event));
        let standing = |gone: &Advanced| (gone.event.unit, gone.standing, gone.last_news);
        units_stand(&mut self.tx, done.iter().map(standing));
        self.tx.send().await?;
        self.changed = true;
        Ok(done.len() as u64)
    }
}

/// The estimates that lines of a real list name, by label and levels.
pub(super) fn confirmed<'a>(
    units: &'a [(u64, Unit)],
    seated: &HashMap<String, Vec<SeatedRow>>,
) -> BTreeMap<UnitId, &'a Unit> {
    let mut confirmed = BTreeMap::new();
    for (_, unit) in units.iter().filter(|(_, unit)| !unit.estimated) {
        let there = seated
            .get(&unit.school.to_string())
            .map_or(&[][..], Vec::as_slice);
        let is = |row: &&SeatedRow| {
            row.estimated
                && row.step != "withdrawn"
                && row.label == unit.label
                && row.levels == unit.levels.to_string()
        };
        confirmed.extend(there.iter().find(is).map(|row| (UnitId(row.id), unit)));
    }
    confirmed
}
