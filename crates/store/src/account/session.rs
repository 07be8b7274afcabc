//! Sessions: whoever holds the cookie whose hash stands here is signed in.

mod of_account;

use super::link::Secret;
use crate::{
    Store,
    engine::{fault::StoreError, read, write},
};
use chrono::{DateTime, SubsecRound, Utc};
use domain::AccountId;
pub use of_account::OpenSession;

/// A session as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// The hash of its cookie.
    pub id: Secret,
    /// Who signed in; none before.
    pub account: Option<AccountId>,
    /// What it carries.
    pub data: String,
    /// When its person signed in, or it was made.
    pub began_at: DateTime<Utc>,
    /// When it was last seen, to the minute.
    pub seen_at: DateTime<Utc>,
    /// The browser, as it calls itself.
    pub agent: String,
    /// The shortened address.
    pub origin: String,
}

#[derive(sqlx_macros::FromRow)]
struct StoredSession {
    id_hash: Vec<u8>,
    account_id: Option<i64>,
    data: String,
    began_at: DateTime<Utc>,
    seen_at: DateTime<Utc>,
    agent: String,
    origin: String,
}

fn secret(bytes: &[u8]) -> Secret {
    let mut hash = [0; 32];
    if let Some(known) = bytes.get(..32) {
        hash.copy_from_slice(known);
    }
    Secret(hash)
}

impl Store {
    /// Keeps a session, new or changed. One that was closed meanwhile stays closed unless `new`.
    ///
    /// # Errors
    /// [`StoreError::Busy`] behind a long write.
    pub async fn put_session(&self, row: &SessionRow, new: bool) -> Result<(), StoreError> {
        const NEW: &str = "insert into session (id_hash, account_id, data, began_at, seen_at, agent, origin) \
             values ($1, $2, $3, $4, $5, $6, $7)";
        const CHANGED: &str = "update session set account_id = $2, data = $3, began_at = $4, seen_at = $5, agent = $6, origin = $7 \
             where id_hash = $1";
        let mut tx = self.begin_upkeep().await?;
        write!(tx, |conn| {
            let query = sqlx::query(if new { NEW } else { CHANGED })
                .bind(row.id.0.to_vec())
                .bind(row.account.map(|id| id.0));
            let query = query
                .bind(&row.data)
                .bind(row.began_at.trunc_subsecs(6))
                .bind(row.seen_at.trunc_subsecs(6));
            query.bind(&row.agent).bind(&row.origin).execute(conn).await?;
        });
        tx.keep().await
    }

    /// A session by the hash of its cookie, alive or not: whoever asks looks at its times.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn session(&self, id: Secret) -> Result<Option<SessionRow>, StoreError> {
        const ONE: &str = "select id_hash, account_id, data, began_at, seen_at, agent, origin from session where id_hash = $1";
        let row: Option<StoredSession> = read!(self, |pool| sqlx::query_as(ONE)
            .bind(id.0.to_vec())
            .fetch_optional(pool)
            .await?);
        Ok(row.map(|row| SessionRow {
            id,
            account: row.account_id.map(AccountId),
            data: row.data,
            began_at: row.began_at,
            seen_at: row.seen_at,
            agent: row.agent,
            origin: row.origin,
        }))
    }

    /// Says that a session was seen.
    ///
    /// # Errors
    /// [`StoreError::Busy`] behind a long write.
    pub async fn touch_session(&self, id: Secret, now: DateTime<Utc>) -> Result<(), StoreError> {
        const SEEN: &str = "update session set seen_at = $2 where id_hash = $1 and seen_at < $2";
        let mut tx = self.begin_upkeep().await?;
        write!(tx, |conn| {
            let query = sqlx::query(SEEN).bind(id.0.to_vec()).bind(now.trunc_subsecs(6));
            query.execute(conn).await?;
        });
        tx.keep().await
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`StoreError::Busy`] behind a long write.
    pub async fn drop_session(&self, id: Secret) -> Result<(), StoreError> {
        const DROP: &str = "delete from session where id_hash = $1";
        let mut tx = self.begin_upkeep().await?;
        write!(tx, |conn| {
            sqlx::query(DROP).bind(id.0.to_vec()).execute(conn).await?;
        });
        tx.keep().await
    }
}
