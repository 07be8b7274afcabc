//! The open sessions of an account: told to its person, closed by them.

use super::{StoredSession, secret};
use crate::{
    Store,
    account::link::Secret,
    audit::AuditEvent,
    engine::{fault::StoreError, read, write},
};
use chrono::{DateTime, Utc};
use domain::{AccountId, AuditAction, Principal};

/// A session as its person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// The hash of its cookie.
    pub id: Secret,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When it was last seen.
    pub seen_at: DateTime<Utc>,
    /// The browser, as it calls itself.
    pub agent: String,
    /// The shortened address.
    pub origin: String,
}

impl Store {
    /// The sessions of an account, the last seen first. Some may have ended by their times.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn sessions_of(&self, account: AccountId) -> Result<Vec<OpenSession>, StoreError> {
        const OF: &str = "select id_hash, account_id, data, began_at, seen_at, agent, origin from session \
             where account_id = $1 order by seen_at desc";
        let rows: Vec<StoredSession> = read!(self, |pool| sqlx::query_as(OF)
            .bind(account.0)
            .fetch_all(pool)
            .await?);
        let open = |row: StoredSession| OpenSession {
            id: secret(&row.id_hash),
            began_at: row.began_at,
            seen_at: row.seen_at,
            agent: row.agent,
            origin: row.origin,
        };
        Ok(rows.into_iter().map(open).collect())
    }

    /// Ends the other sessions of whoever asks.
    ///
    /// # Errors
    /// [`StoreError::Busy`] behind a long write.
    pub async fn close_other_sessions(
        &self,
        by: &Principal,
        now: DateTime<Utc>,
        account: AccountId,
        kept: Secret,
    ) -> Result<u64, StoreError> {
        const CLOSE: &str = "delete from session where account_id = $1 and id_hash <> $2";
        let mut tx = self.begin(by, now).await?;
        let closed = write!(tx, |conn| {
            let query = sqlx::query(CLOSE).bind(account.0).bind(kept.0.to_vec());
            query.execute(conn).await?.rows_affected()
        });
        tx.keep(AuditEvent::new(
            AuditAction::OtherSessionsClosed,
            closed.to_string(),
        ))
        .await?;
        Ok(closed)
    }
}
