//! Using a link or its code, once.

use super::{COLUMNS, LinkFacts, LinkRow, LinkState, Secret};
use crate::{
    Store,
    audit::AuditEvent,
    engine::{fault::StoreError, write},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{Actor, AuditAction, Principal, Refusal, account::LinkKind};
use uuid::Uuid;

impl Store {
    /// Uses a link, once: an invitation opens its account.
    ///
    /// # Errors
    /// [`Refusal::DeadLink`] when it was used, is too old, or never was.
    pub async fn use_link(
        &self,
        today: NaiveDate,
        now: DateTime<Utc>,
        origin: Option<std::sync::Arc<str>>,
        token: Secret,
    ) -> Result<LinkFacts, StoreError> {
        self.use_one(today, now, origin, None, token).await
    }

    /// Signs in by the code that went with a link. A wrong code counts: after [`CODE_TRIES_MAX`] of them the request is dead.
    ///
    /// # Errors
    /// [`Refusal::DeadLink`].
    pub async fn use_code(
        &self,
        today: NaiveDate,
        now: DateTime<Utc>,
        origin: Option<std::sync::Arc<str>>,
        request: Uuid,
        code: Secret,
    ) -> Result<LinkFacts, StoreError> {
        self.use_one(today, now, origin, Some(request), code).await
    }

    async fn use_one(
        &self,
        today: NaiveDate,
        now: DateTime<Utc>,
        origin: Option<std::sync::Arc<str>>,
        request: Option<Uuid>,
        secret: Secret,
    ) -> Result<LinkFacts, StoreError> {
        const TRIED: &str = "update link set tries = tries + 1 where id = $1";
        let by = Principal::nobody(origin);
        let mut tx = self.begin(&by, now).await?;
        let at = tx.at;
        let row: Option<LinkRow> = write!(tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            match request {
                Some(request) => {
                    query.push("where l.id = ").push_bind(request);
                    query.push(" and l.code_hash = ").push_bind(secret.0.to_vec());
                }
                None => {
                    query.push("where l.token_hash = ").push_bind(secret.0.to_vec());
                }
            }
            query.build_query_as().fetch_optional(conn).await?
        });
        let state = row.map(|row| row.facts(today, now)).transpose()?;
        let Some(LinkState::Open(facts)) = state else {
            if let Some(request) = request {
                write!(tx, |conn| {
                    sqlx::query(TRIED).bind(request).execute(conn).await?;
                });
            }
            tx.keep_refused(AuditEvent::new(
                AuditAction::SessionOpened,
                if request.is_some() { "code" } else { "link" },
            ))
            .await?;
            return Err(Refusal::DeadLink.into());
        };
        let used = write!(tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new("update link set used_at = ");
            query.push_bind(at).push(" where used_at is null and ");
            query.push(if request.is_some() {
                "code_hash = "
            } else {
                "token_hash = "
            });
            query.push_bind(secret.0.to_vec());
            query.build().execute(conn).await?.rows_affected()
        });
        if used != 1 {
            return Err(Refusal::DeadLink.into());
        }
        if facts.kind == LinkKind::Invitation {
            const OPEN: &str = "update account set state = 'active' where id = $1 and state = 'invited'";
            write!(tx, |conn| {
                sqlx::query(OPEN).bind(facts.account.0).execute(conn).await?;
            });
        }
        tx.by.actor = Actor::Account(facts.account);
        tx.keep(AuditEvent::new(AuditAction::SessionOpened, facts.kind.code()))
            .await?;
        Ok(facts)
    }
}
