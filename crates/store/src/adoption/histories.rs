//! New units with their whole history: what a census list, a class added by hand and the invented nation are made of.

use super::{
    events::insert_lines,
    names,
    rollup::{Counted, Rollup},
    units,
};
use crate::{
    engine::{batch::row, fault::StoreError, write},
    transaction::Tx,
};
use domain::{
    Timeline, UnitId,
    adoption::{BatchId, deltas},
    unit::Unit,
};

/// A unit that is not in the store yet, and what happened to it, its entry first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitHistory {
    /// Its number: from the next free one on, ascending.
    pub id: UnitId,
    /// What it is.
    pub unit: Unit,
    /// Its events, made by the rules.
    pub timeline: Timeline,
}

/// The first number that no unit bears.
pub(crate) async fn next_unit_id(tx: &mut Tx) -> Result<UnitId, StoreError> {
    const NEXT: &str = "select coalesce(max(id), 0) + 1 from unit";
    Ok(UnitId(write!(tx, |conn| sqlx::query_scalar(NEXT)
        .fetch_one(conn)
        .await?)))
}

/// Asks for new units to be written with their events, where they stand and what they add to the counts.
pub(crate) fn enter_units(
    tx: &mut Tx,
    rollup: &mut Rollup,
    histories: &[UnitHistory],
    batch: Option<BatchId>,
) {
    insert_units(tx, histories);
    let lines: Vec<_> = histories
        .iter()
        .flat_map(|history| history.timeline.lines())
        .collect();
    insert_lines(tx, lines.iter().map(|line| (line, batch)));
    names::bear(tx, histories.iter().map(|history| (history.id, &history.unit)));
    let mut standing = Vec::with_capacity(histories.len());
    for history in histories {
        if let Some(now) = history.timeline.standing() {
            standing.push((history.id, now, history.timeline.last_news()));
        }
        let deltas = deltas(&Timeline::default(), &history.timeline);
        rollup.add(&Counted::from(&history.unit), &deltas);
    }
    units::stand(tx, standing);
}

fn insert_units(tx: &mut Tx, histories: &[UnitHistory]) {
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
    tx.insert(INSERT, "", histories.iter().map(values));
}
