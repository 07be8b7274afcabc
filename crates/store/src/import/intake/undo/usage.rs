//! Measures taken back: an entry that brings none names theirs, and what an earlier entry said of the same weeks holds again.

use crate::{
    adoption::BatchRow,
    engine::{batch::row, fault::StoreError, write},
    import::intake::Intake,
    transaction::Tx,
};
use domain::adoption::BatchId;

/// The entry of a batch of measures, while it holds.
pub(super) struct UsagePlan(Option<UsageEnd>);

#[derive(sqlx_macros::FromRow)]
struct UsageEnd {
    id: i64,
    policy: String,
    instrument: String,
    origin: String,
    measured: i64,
}

impl UsagePlan {
    pub(super) fn measured(&self) -> u64 {
        self.0.as_ref().map_or(0, |entry| entry.measured.cast_unsigned())
    }
}

/// The entry that a batch of measures wrote, if it still holds. How many it measured stands in the first of the chain.
pub(super) async fn plan(tx: &mut Tx, row: &BatchRow) -> Result<UsagePlan, StoreError> {
    const ENTRY: &str = "select id, policy, instrument, origin, measured from usage_entry where batch = $1 \
         and id not in (select entry from usage_annulled)";
    let entry: Option<UsageEnd> = write!(tx, |conn| sqlx::query_as(ENTRY)
        .bind(row.head.id.0)
        .fetch_optional(conn)
        .await?);
    Ok(UsagePlan(entry))
}

impl Intake {
    /// Enters what takes an entry back, through what brought it back if it was taken back before.
    pub(super) async fn annul_entry(&mut self, plan: &UsagePlan, own: BatchId) -> Result<(), StoreError> {
        const NEXT: &str = "select coalesce(max(id), 0) + 1 from usage_entry";
        const BY: &str = "select id from usage_entry where annuls = $1";
        const ANNUL: &str = "insert into usage_entry (id, policy, instrument, origin, measured, corrected, author, recorded_at, batch, annuls)";
        let Some(entry) = &plan.0 else { return Ok(()) };
        let next: i64 = write!(self.tx, |conn| sqlx::query_scalar(NEXT).fetch_one(conn).await?);
        let mut end = entry.id;
        loop {
            let by: Option<i64> = write!(self.tx, |conn| sqlx::query_scalar(BY)
                .bind(end)
                .fetch_optional(conn)
                .await?);
            let Some(by) = by else { break };
            end = by;
        }
        self.changed = true;
        self.written += entry.measured.cast_unsigned();
        let (author, at) = (self.tx.by.actor.code(), self.tx.at);
        let values = row![
            next,
            entry.policy.clone(),
            entry.instrument.clone(),
            entry.origin.clone(),
            entry.measured,
            0_i64,
            author,
            at,
            own.0,
            end
        ];
        self.tx.insert(ANNUL, "", [values]);
        self.tx.send().await
    }
}
