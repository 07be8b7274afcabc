//! An account changed, closed, opened again.

use super::{NewAccount, allow, forget_access, must_keep_an_administrator, person_mark, taken};
use crate::{
    Store,
    audit::AuditEvent,
    engine::{fault::StoreError, write},
    request::{FormVerdict, FromForm},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{AccountId, AuditAction, Email, Principal, Refusal};

impl Store {
    /// Changes what is said of a person.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`], [`Refusal::EmailTaken`], [`Refusal::LastAdministrator`], [`Refusal::SeenAnother`].
    pub async fn change_account(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        account: AccountId,
        said: impl Into<FromForm<&NewAccount>>,
    ) -> Result<(), StoreError> {
        allow(by, today)?;
        let FromForm { what: said, form } = said.into();
        const HELD: &str = "select coalesce(email, ''), name, party, coalesce(cast(ends_on as text), '') from account \
             where id = $1 and state <> 'erased'";
        const CHANGE: &str = "update account set email = $2, name = $3, party = $4, ends_on = $5 \
             where id = $1 and state <> 'erased'";
        let mut tx = self.begin(by, now).await?;
        let held: Option<(String, String, String, String)> = write!(tx, |conn| {
            let query = sqlx::query_as(HELD).bind(account.0);
            query.fetch_optional(conn).await?
        });
        let (email, name, party, ends) = held.ok_or(Refusal::UnknownAccount)?;
        let asked = format!("account-{account} {}", said.mark());
        let stands = person_mark([&email, &name, &party, &ends]);
        if stands == said.mark() || tx.judge(form, &asked, stands).await? == FormVerdict::Done {
            return tx.give_up().await;
        }
        let changed: Result<_, sqlx::Error> = write!(tx, |conn| {
            let query = sqlx::query(CHANGE)
                .bind(account.0)
                .bind(said.email.as_ref().map(Email::as_str));
            let query = query.bind(&said.name).bind(said.party.code()).bind(said.ends_on);
            query.execute(conn).await.map(drop)
        });
        changed.map_err(taken)?;
        must_keep_an_administrator(&mut tx, today).await?;
        tx.keep(AuditEvent::new(
            AuditAction::AccountChanged,
            format!("account-{account}"),
        ))
        .await
    }

    /// Closes an account: its sessions, links, drafts and access tokens end with it.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`], [`Refusal::LastAdministrator`], [`Refusal::UnknownAccount`] when it is closed already.
    pub async fn close_account(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        account: AccountId,
    ) -> Result<(), StoreError> {
        allow(by, today)?;
        const CLOSE: &str = "update account set state = 'closed', closed_at = $2 where id = $1 and state in ('invited', 'active')";
        let mut tx = self.begin(by, now).await?;
        let at = tx.at;
        let closed = write!(tx, |conn| {
            let query = sqlx::query(CLOSE).bind(account.0).bind(at);
            query.execute(conn).await?.rows_affected()
        });
        if closed != 1 {
            return Err(Refusal::UnknownAccount.into());
        }
        forget_access(&mut tx, account).await?;
        must_keep_an_administrator(&mut tx, today).await?;
        tx.keep(AuditEvent::new(
            AuditAction::AccountClosed,
            format!("account-{account}"),
        ))
        .await
    }

    /// Opens a closed account again, with the roles that it had: their days still count.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`]; [`Refusal::UnknownAccount`] when it is not closed.
    pub async fn reopen_account(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        account: AccountId,
    ) -> Result<(), StoreError> {
        allow(by, today)?;
        const REOPEN: &str =
            "update account set state = 'active', closed_at = null where id = $1 and state = 'closed'";
        let mut tx = self.begin(by, now).await?;
        let opened = write!(tx, |conn| {
            let query = sqlx::query(REOPEN).bind(account.0);
            query.execute(conn).await?.rows_affected()
        });
        if opened != 1 {
            return Err(Refusal::UnknownAccount.into());
        }
        tx.keep(AuditEvent::new(
            AuditAction::AccountReopened,
            format!("account-{account}"),
        ))
        .await
    }
}
