//! Retention: how long each kind of personal data is kept, and what goes after its time.

use crate::{
    Store,
    account::write::allow,
    audit::AuditEvent,
    engine::{fault::StoreError, read, write},
    request::{FormVerdict, FromForm, SeenMark},
};
use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};
use domain::{AccountId, AuditAction, Principal, Refusal, calendar::paris_day};

/// How long a kind of personal data is kept.
#[derive(Clone, Debug, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Retention {
    /// `trail`, `closed-account`, `draft` or `session`.
    pub subject: String,
    /// In days.
    pub days: i64,
}

impl Retention {
    /// The mark of what a form shows of it.
    pub fn mark(&self) -> SeenMark {
        SeenMark::of([self.subject.clone(), self.days.to_string()])
    }
}

impl Store {
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
    /// [`Refusal::Forbidden`]; [`Refusal::UnknownAccount`] when there is no such kind; [`Refusal::SeenAnother`].
    pub async fn set_retention(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        wanted: impl Into<FromForm<&Retention>>,
    ) -> Result<(), StoreError> {
        allow(by, today)?;
        let FromForm { what: wanted, form } = wanted.into();
        const HELD: &str = "select subject, days from retention where subject = $1";
        const SET: &str = "update retention set days = $2 where subject = $1";
        let mut tx = self.begin(by, now).await?;
        let held: Option<Retention> = write!(tx, |conn| {
            let query = sqlx::query_as(HELD).bind(&wanted.subject);
            query.fetch_optional(conn).await?
        });
        let held = held.ok_or(Refusal::UnknownAccount)?;
        let object = format!("{} {}", wanted.subject, wanted.days);
        let asked = format!("retention {object}");
        if held == *wanted || tx.judge(form, &asked, held.mark()).await? == FormVerdict::Done {
            return tx.give_up().await;
        }
        write!(tx, |conn| {
            let query = sqlx::query(SET).bind(&wanted.subject).bind(wanted.days);
            query.execute(conn).await?;
        });
        tx.keep(AuditEvent::new(AuditAction::RetentionSet, object)).await
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
        const LET_GO: [(&str, &str); 6] = [
            ("session", "delete from session where began_at < $1"),
            ("session", "delete from link where expires_at < $1"),
            (
                "session",
                "delete from api_token where expires_at < $1 or revoked_at < $1",
            ),
            ("draft", "delete from draft where saved_at < $1"),
            ("draft", "delete from import_given_back where kept_at < $1"),
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
            let today = paris_day(now);
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
