//! Corrections of a unit's facts: the event, the unit's row, its name, its courses, in the transaction of whoever asks.

mod row;

use super::{
    events, names,
    rollup::{Counted, Rollup},
    units,
};
use crate::{
    Store,
    engine::{
        batch::{Value, row},
        fault::StoreError,
        push_list, read, write,
    },
    transaction::Tx,
};
use domain::{
    Refusal, UnitId,
    adoption::{CorrectUnit, UnitCorrection, UnitFacts, correct},
};
use row::{COLUMNS, CorrectionRow, ORDER, gather};
use std::collections::BTreeMap;

const INSERT: &str = "insert into unit_correction (unit_id, rank, old_label, new_label, old_levels, new_levels, old_pupils, new_pupils, \
     old_co_teaching, new_co_teaching, old_estimated, new_estimated, why, batch, recorded_at, author)";
const TOLD: &str = "with told (id, label, levels, pupils, co_teaching, estimated) as (";
const UPDATE: &str = ") update unit set label = told.label, levels = told.levels, pupils = told.pupils, co_teaching = told.co_teaching, \
     estimated = told.estimated from told where unit.id = told.id";

/// The corrections of units, in order.
pub type Corrections = BTreeMap<UnitId, Vec<UnitCorrection>>;

impl Store {
    /// The corrections of some units, to be shown.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn corrections(&self, ids: &[UnitId]) -> Result<Corrections, StoreError> {
        let mut known = Corrections::new();
        for chunk in ids.chunks(1_000) {
            let rows: Vec<CorrectionRow> = read!(self, |Db, pool| {
                let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
                push_list!(query, id in chunk => id.0);
                query.push(ORDER).build_query_as().fetch_all(pool).await?
            });
            gather(rows, &mut known)?;
        }
        Ok(known)
    }
}

/// The corrections of some units, inside a write.
pub(crate) async fn load(tx: &mut Tx, ids: &[UnitId]) -> Result<Corrections, StoreError> {
    let mut known = Corrections::new();
    for chunk in ids.chunks(1_000) {
        let rows: Vec<CorrectionRow> = write!(tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            push_list!(query, id in chunk => id.0);
            query.push(ORDER).build_query_as().fetch_all(conn).await?
        });
        gather(rows, &mut known)?;
    }
    Ok(known)
}

/// Corrects units, each once.
pub(crate) async fn correct_units(
    tx: &mut Tx,
    rollup: &mut Rollup,
    asked: Vec<CorrectUnit>,
) -> Result<Vec<UnitCorrection>, StoreError> {
    let ids: Vec<UnitId> = asked.iter().map(|asked| asked.unit).collect();
    let known = units::load(tx, &ids).await?;
    let held = events::load(tx, &ids).await?;
    let corrections = load(tx, &ids).await?;
    let mut done = Vec::with_capacity(asked.len());
    for asked in asked {
        let id = asked.unit;
        let unknown = || Refusal::from(domain::adoption::AdoptionRefused::UnknownUnit(id));
        let (known, held) = known.get(&id).zip(held.get(&id)).ok_or_else(unknown)?;
        let stands = UnitFacts::from(&known.unit);
        let last = corrections
            .get(&id)
            .and_then(|of| of.last())
            .map_or(0, |last| last.rank);
        let correction = correct(&stands, last, asked, tx.by.actor, tx.at).map_err(Refusal::from)?;
        let corrected = correction.new.clone().of(&known.unit);
        if (&correction.old.levels, correction.old.estimated)
            != (&correction.new.levels, correction.new.estimated)
        {
            rollup.move_unit(&held.counted, &Counted::from(&corrected), &held.timeline);
        }
        names::bear(tx, [(id, &corrected)]);
        done.push(correction);
    }
    tx.insert(INSERT, "", done.iter().map(values));
    tx.insert(TOLD, UPDATE, done.iter().map(told));
    Ok(done)
}

fn values(correction: &UnitCorrection) -> [Value; 16] {
    let UnitCorrection { old, new, .. } = correction;
    row![
        correction.unit.0,
        i64::from(correction.rank),
        old.label.clone(),
        new.label.clone(),
        old.levels.to_string(),
        new.levels.to_string(),
        old.pupils.map(i64::from),
        new.pupils.map(i64::from),
        old.co_teaching,
        new.co_teaching,
        old.estimated,
        new.estimated,
        correction.why.code(),
        correction.batch.map(|batch| batch.0),
        correction.recorded_at,
        correction.author.code(),
    ]
}

fn told(correction: &UnitCorrection) -> [Value; 6] {
    let facts = &correction.new;
    row![
        correction.unit.0,
        facts.label.clone(),
        facts.levels.to_string(),
        facts.pupils.map(i64::from),
        facts.co_teaching,
        facts.estimated,
    ]
}
