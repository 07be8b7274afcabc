//! A batch inside a write: its row and its places, whoever asks.

use super::{
    read::{BatchPlace, PlaceRow},
    row::{BatchRow, BatchState, StoredBatch},
};
use crate::{
    engine::{fault::StoreError, write},
    transaction::Tx,
};
use domain::adoption::BatchId;

/// A batch. Whether it holds is not asked: its lines say so.
pub(crate) async fn load(tx: &mut Tx, id: BatchId) -> Result<Option<BatchRow>, StoreError> {
    const ONE: &str = "select id, kind, policy, year, origin, undoes, restores, lines, author, recorded_at, \
         (select cast(coalesce(sum(units), 0) as bigint) from batch_place where batch = $1) as units from batch where id = $1";
    let row: Option<StoredBatch> = write!(tx, |conn| sqlx::query_as(ONE)
        .bind(id.0)
        .fetch_optional(conn)
        .await?);
    Ok(row.map(|row| row.batch(BatchState::Stands)).transpose()?)
}

/// The places of a batch.
pub(crate) async fn places(tx: &mut Tx, id: BatchId) -> Result<Vec<BatchPlace>, StoreError> {
    const PLACES: &str = "select academy, department, district, units from batch_place where batch = $1";
    let rows: Vec<PlaceRow> = write!(tx, |conn| sqlx::query_as(PLACES)
        .bind(id.0)
        .fetch_all(conn)
        .await?);
    Ok(rows.into_iter().map(PlaceRow::place).collect::<Result<_, _>>()?)
}
