//! What is known of a person: shown to them, erased by an administrator, let go when its time has come.

mod retention;

use super::{
    KnownAccount, OpenSession, Token,
    write::{allow, forget_access, must_keep_an_administrator},
};
use crate::{
    Store,
    audit::{AuditEntry, AuditEvent, AuditFilter, AuditReader},
    engine::{fault::StoreError, read, write},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{AccountId, Actor, AuditAction, Principal, Refusal, rights::AccessScope};
pub use retention::Retention;

/// Everything that is known of a person.
#[derive(Clone, Debug)]
pub struct PersonalData {
    /// The account and its roles.
    pub known: KnownAccount,
    /// The identity providers that know them.
    pub issuers: Vec<String>,
    /// The sessions.
    pub sessions: Vec<OpenSession>,
    /// The access tokens, without what they say.
    pub tokens: Vec<Token>,
    /// The lines of the trail that they wrote, the latest first, at most [`TRAIL_MAX`].
    pub trail: Vec<AuditEntry>,
}

/// The most lines of the trail in an export.
pub const TRAIL_MAX: i64 = 10_000;

impl Store {
    /// Everything that is known of a person.
    ///
    /// # Errors
    /// [`Refusal::UnknownAccount`].
    pub async fn personal_data(&self, account: AccountId) -> Result<PersonalData, StoreError> {
        const ISSUERS: &str = "select issuer from identity where account_id = $1 order by issuer";
        let known = self.account(account).await?.ok_or(Refusal::UnknownAccount)?;
        let issuers: Vec<String> = read!(self, |pool| sqlx::query_scalar(ISSUERS)
            .bind(account.0)
            .fetch_all(pool)
            .await?);
        let actor = Actor::Account(account);
        let nowhere = AccessScope::Within(Vec::new());
        let own = AuditReader {
            own: actor,
            within: Some(&nowhere),
            money: false,
        };
        let trail = self.trail(&own, &AuditFilter::default(), 0, TRAIL_MAX).await?;
        Ok(PersonalData {
            known,
            issuers,
            sessions: self.sessions_of(account).await?,
            tokens: self.tokens_of(account).await?,
            trail: trail.entries,
        })
    }

    /// Erases a person: the name and the address go, with the identities, sessions and links; what they wrote stays under `pseudonym`.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`], [`Refusal::LastAdministrator`], [`Refusal::UnknownAccount`] when it is erased already.
    pub async fn erase_account(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        account: AccountId,
        pseudonym: &str,
    ) -> Result<(), StoreError> {
        allow(by, today)?;
        const ERASE: &str = "update account set state = 'erased', email = null, name = $2, closed_at = coalesce(closed_at, $3) \
             where id = $1 and state <> 'erased'";
        const UNBIND: &str = "delete from identity where account_id = $1";
        let mut tx = self.begin(by, now).await?;
        let at = tx.at;
        let erased = write!(tx, |conn| {
            sqlx::query(UNBIND).bind(account.0).execute(&mut *conn).await?;
            let query = sqlx::query(ERASE).bind(account.0).bind(pseudonym).bind(at);
            query.execute(conn).await?.rows_affected()
        });
        if erased != 1 {
            return Err(Refusal::UnknownAccount.into());
        }
        forget_access(&mut tx, account).await?;
        must_keep_an_administrator(&mut tx, today).await?;
        tx.keep(AuditEvent::new(
            AuditAction::AccountErased,
            format!("account-{account}"),
        ))
        .await
    }
}
