//! The row of a correction of facts, as the database has it.

use super::Corrections;
use crate::engine::fault::{Fault, readable};
use chrono::{DateTime, Utc};
use domain::{
    Actor, UnitId,
    adoption::{BatchId, CorrectionReason, UnitCorrection, UnitFacts},
    unit::Levels,
};
use uuid::Uuid;

pub(super) const COLUMNS: &str = "select unit_id, rank, old_label, new_label, old_levels, new_levels, old_pupils, new_pupils, old_co_teaching, \
     new_co_teaching, old_estimated, new_estimated, why, batch, recorded_at, author from unit_correction where unit_id in (";
pub(super) const ORDER: &str = ") order by unit_id, rank";
const TABLE: &str = "unit_correction";

#[derive(sqlx_macros::FromRow)]
pub(super) struct CorrectionRow {
    unit_id: i64,
    rank: i64,
    old_label: String,
    new_label: String,
    old_levels: String,
    new_levels: String,
    old_pupils: Option<i64>,
    new_pupils: Option<i64>,
    old_co_teaching: bool,
    new_co_teaching: bool,
    old_estimated: bool,
    new_estimated: bool,
    why: String,
    batch: Option<Uuid>,
    recorded_at: DateTime<Utc>,
    author: String,
}

impl CorrectionRow {
    fn correction(self) -> Result<UnitCorrection, Fault> {
        let key = format!("{}/{}", self.unit_id, self.rank);
        let levels = |column, found: &str| readable(TABLE, column, &key, found, Levels::parse(found));
        let pupils = |found: Option<i64>| found.and_then(|pupils| u16::try_from(pupils).ok());
        Ok(UnitCorrection {
            unit: UnitId(self.unit_id),
            rank: readable(
                TABLE,
                "rank",
                &key,
                &self.rank.to_string(),
                u32::try_from(self.rank).ok(),
            )?,
            old: UnitFacts {
                levels: levels("old_levels", &self.old_levels)?,
                label: self.old_label,
                pupils: pupils(self.old_pupils),
                co_teaching: self.old_co_teaching,
                estimated: self.old_estimated,
            },
            new: UnitFacts {
                levels: levels("new_levels", &self.new_levels)?,
                label: self.new_label,
                pupils: pupils(self.new_pupils),
                co_teaching: self.new_co_teaching,
                estimated: self.new_estimated,
            },
            why: readable(
                TABLE,
                "why",
                &key,
                &self.why,
                CorrectionReason::from_code(&self.why),
            )?,
            batch: self.batch.map(BatchId),
            recorded_at: self.recorded_at,
            author: readable(
                TABLE,
                "author",
                &key,
                &self.author,
                Actor::from_code(&self.author),
            )?,
        })
    }
}

/// Gathers rows, ordered by (unit, rank).
pub(super) fn gather(rows: Vec<CorrectionRow>, into: &mut Corrections) -> Result<(), Fault> {
    for row in rows {
        let correction = row.correction()?;
        into.entry(correction.unit).or_default().push(correction);
    }
    Ok(())
}
