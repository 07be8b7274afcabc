//! Chunks of the staged rows, read in order; the rows of a unit stand in one.

use super::{SortedRow, decide::Chunk};
use crate::{
    adoption::load_held,
    engine::{fault::StoreError, write},
    import::intake::{Intake, groups::whole_groups},
};
use domain::UnitId;

/// Rows decided together.
const ROWS_PER_CHUNK: i64 = 4_000;
/// More rows than a unit has days: one of them at least is refused, hence nothing will be kept, and they need not be decided together.
const ROWS_PER_UNIT: usize = 8_000;

/// How far the sorted rows are read: the last one, and those of a unit whose rows may go on.
pub(super) struct Reading {
    pub(super) from: SortedRow,
    pub(super) pending: Vec<SortedRow>,
    pub(super) rows: u64,
}

impl Intake {
    /// The next rows with their units; none at the end.
    pub(super) async fn chunk(&mut self, reading: &mut Reading) -> Result<Option<Chunk>, StoreError> {
        const SORTED_ROWS: &str = "select unit_id, day, line, step from staged_update \
             where (unit_id, day, line) > ($1, $2, $3) order by unit_id, day, line limit $4";
        let rows: Vec<SortedRow> = write!(self.tx, |conn| {
            sqlx::query_as(SORTED_ROWS)
                .bind(reading.from.unit_id)
                .bind(reading.from.day)
                .bind(reading.from.line)
                .bind(ROWS_PER_CHUNK)
                .fetch_all(conn)
                .await?
        });
        reading.rows += rows.len() as u64;
        let last = rows.is_empty();
        if let Some(row) = rows.last() {
            reading.from = row.clone();
        }
        reading.pending.extend(rows);
        if reading.pending.is_empty() {
            return Ok(None);
        }
        // A unit's rows are decided together: those of the last unit wait for the next chunk.
        let too_many = |rows: &[SortedRow]| {
            rows.len() > ROWS_PER_UNIT
                && rows.first().map(|row| row.unit_id) == rows.last().map(|row| row.unit_id)
        };
        let all = last || too_many(&reading.pending);
        let rows = whole_groups(&mut reading.pending, all, |row, other| {
            row.unit_id == other.unit_id
        });
        let mut ids: Vec<UnitId> = rows.iter().map(|row| UnitId(row.unit_id)).collect();
        ids.dedup();
        let held = load_held(&mut self.tx, &ids).await?;
        Ok(Some(Chunk { rows, held }))
    }
}
