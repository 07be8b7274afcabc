//! What is known of a person: shown to them, erased by an administrator, let go when its time has come.

use super::{
    KnownAccount, OpenSession, Token,
    write::{allow, forget_access, must_keep_an_administrator},
};
use crate::{
    Store,
    audit::{AuditEntry, AuditEvent, AuditFilter, AuditReader},
    engine::{fault::StoreError, read, write},
};
use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};
use domain::{AccountId, Actor, AuditAction, Principal, Refusal, rights::AccessScope};

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

/// How long a kind of personal data is kept.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Retention {
    /// `trail`, `closed-account`, `draft` or `session`.
    pub subject: String,
    /// In days.
    pub days: i64,
}

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

    /// How long each kind of personal data is kept.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn retentions(&self) -> Result<Vec<Retention>, StoreError> {
        const ALL: &str = "select subject, days from retention order by subject";
        Ok(read!(self, |pool| sqlx::query_as(ALL).fetch_all(pool).await?))
    }

    /// Says how long a kind of personal data is kept.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`]; [`Refusal::UnknownAccount`] when there is no such kind.
    pub async fn set_retention(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        wanted: &Retention,
    ) -> Result<(), StoreError> {
        allow(by, today)?;
        const SET: &str = "update retention set days = $2 where subject = $1";
        let mut tx = self.begin(by, now).await?;
        let touched = write!(tx, |conn| {
            let query = sqlx::query(SET).bind(&wanted.subject).bind(wanted.days);
            query.execute(conn).await?.rows_affected()
        });
        if touched != 1 {
            return Err(Refusal::UnknownAccount.into());
        }
        tx.keep(AuditEvent::new(
            AuditAction::RetentionSet,
            format!("{} {}", wanted.subject, wanted.days),
        ))
        .await
    }

    /// Lets go what was kept long enough; answers how many rows went. Whoever is erased is then called by their pseudonym.
    ///
    /// # Errors
    /// [`StoreError::Busy`] behind a long write.
    pub async fn apply_retention(
        &self,
        by: &Principal,
        now: DateTime<Utc>,
        pseudonym: impl Fn(AccountId) -> String,
    ) -> Result<u64, StoreError> {
        let kept = self.retentions().await?;
        let before = |subject: &str| {
            let days = kept.iter().find(|one| one.subject == subject).map(|one| one.days);
            (now - TimeDelta::days(days.unwrap_or(36_500))).trunc_subsecs(6)
        };
        const LET_GO: [(&str, &str); 5] = [
            ("session", "delete from session where began_at < $1"),
            ("session", "delete from link where expires_at < $1"),
            (
                "session",
                "delete from api_token where expires_at < $1 or revoked_at < $1",
            ),
            ("draft", "delete from draft where saved_at < $1"),
            ("trail", "delete from audit_trail where done_at < $1"),
        ];
        const HORIZON: &str = "update audit_horizon set before = $1 where before < $1";
        const CLOSED: &str = "select id from account where state = 'closed' and closed_at < $1";
        let mut tx = self.begin(by, now).await?;
        write!(tx, |conn| {
            sqlx::query(HORIZON).bind(before("trail")).execute(conn).await?;
        });
        let mut gone = 0;
        for (subject, let_go) in LET_GO {
            gone += write!(tx, |conn| {
                let query = sqlx::query(let_go).bind(before(subject));
                query.execute(conn).await?.rows_affected()
            });
        }
        let closed: Vec<i64> = read!(self, |pool| sqlx::query_scalar(CLOSED)
            .bind(before("closed-account"))
            .fetch_all(pool)
            .await?);
        if gone > 0 {
            tx.keep(AuditEvent::new(AuditAction::RetentionApplied, gone.to_string()))
                .await?;
        } else {
            tx.give_up().await?;
        }
        for id in closed {
            let today = now.date_naive();
            let account = AccountId(id);
            match self
                .erase_account(by, today, now, account, &pseudonym(account))
                .await
            {
                Ok(()) => gone += 1,
                Err(stop) => tracing::error!(%stop, id, "a closed account could not be erased"),
            }
        }
        Ok(gone)
    }
}
