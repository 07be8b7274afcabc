//! Who runs an import: the program that opened it, until its lease ends. What nobody runs any more is marked as interrupted.

use super::ImportId;
use crate::{
    Store,
    audit::AuditEvent,
    engine::{fault::StoreError, read, write},
};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use domain::{AuditAction, Principal};
use uuid::Uuid;

/// How long an import is its owner's before it says again that it still runs it.
pub const LEASE: TimeDelta = TimeDelta::seconds(30);

/// This program as the owner of imports: another each time the store is opened.
pub(crate) struct ImportOwner(pub(super) Uuid);

impl Default for ImportOwner {
    fn default() -> Self {
        Self(Uuid::now_v7())
    }
}

/// When a lease taken now ends.
pub(super) fn lease(now: DateTime<Utc>) -> DateTime<Utc> {
    (now + LEASE).trunc_subsecs(6)
}

impl Store {
    /// Says that an import of this program is read from now on.
    ///
    /// # Errors
    /// [`StoreError::Busy`] behind a long write.
    pub async fn start_import(&self, now: DateTime<Utc>, id: ImportId) -> Result<(), StoreError> {
        const START: &str = "update import set state = 'running', lease_until = $3 where id = $1 and owner = $2 and state = 'waiting'";
        self.touch_import(START, now, id).await
    }

    /// Says that an import is still this program's.
    ///
    /// # Errors
    /// [`StoreError::Busy`] behind a long write.
    pub async fn renew_import(&self, now: DateTime<Utc>, id: ImportId) -> Result<(), StoreError> {
        const RENEW: &str = "update import set lease_until = $3 where id = $1 and owner = $2 and state in ('waiting', 'running')";
        self.touch_import(RENEW, now, id).await
    }

    async fn touch_import(
        &self,
        statement: &'static str,
        now: DateTime<Utc>,
        id: ImportId,
    ) -> Result<(), StoreError> {
        let owner = self.state::<ImportOwner>();
        let mut tx = self.begin_upkeep().await?;
        write!(tx, |conn| {
            let query = sqlx::query(statement).bind(id.0).bind(owner.0);
            query.bind(lease(now)).execute(conn).await?;
        });
        tx.keep().await
    }

    /// Marks the imports of other programs whose lease ended: their program stopped, and nothing of theirs was written. Waits for no writer where there is none.
    ///
    /// # Errors
    /// [`StoreError::Busy`] behind a long write: to be tried again later.
    pub async fn interrupt_imports(&self, by: &Principal, now: DateTime<Utc>) -> Result<u64, StoreError> {
        const LEFT: &str = "select count(*) from import where state in ('waiting', 'running') \
             and (lease_until is null or lease_until < $1) and (owner is null or owner <> $2)";
        const CUT: &str = "update import set state = 'interrupted', ended_at = $1, lease_until = null \
             where state in ('waiting', 'running') and (lease_until is null or lease_until < $1) and (owner is null or owner <> $2)";
        let owner = self.state::<ImportOwner>();
        let now = now.trunc_subsecs(6);
        let left: i64 = read!(self, |pool| sqlx::query_scalar(LEFT)
            .bind(now)
            .bind(owner.0)
            .fetch_one(pool)
            .await?);
        if left == 0 {
            return Ok(0);
        }
        let mut tx = self.begin(by, now).await?;
        let cut = write!(tx, |conn| sqlx::query(CUT)
            .bind(now)
            .bind(owner.0)
            .execute(conn)
            .await?
            .rows_affected());
        if cut == 0 {
            tx.give_up().await?;
            return Ok(0);
        }
        tx.keep(AuditEvent::new(AuditAction::ImportInterrupted, cut.to_string()))
            .await?;
        Ok(cut)
    }
}
