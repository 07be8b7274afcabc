//! An account changed or closed.

use super::{NewAccount, allow, forget_access, must_keep_an_administrator, taken};
use crate::{
    Store,
    audit::AuditEvent,
    engine::{fault::StoreError, write},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{AccountId, AuditAction, Email, Principal, Refusal};

impl Store {
    /// Changes what is said of a person.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`], [`Refusal::EmailTaken`], [`Refusal::LastAdministrator`].
    pub async fn change_account(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        account: AccountId,
        said: &NewAccount,
    ) -> Result<(), StoreError> {
        allow(by, today)?;
        const CHANGE: &str = "update account set email = $2, name = $3, party = $4, ends_on = $5 \
             where id = $1 and state <> 'erased'";
        let mut tx = self.begin(by, now).await?;
        let changed: Result<_, sqlx::Error> = write!(tx, |conn| {
            let query = sqlx::query(CHANGE)
                .bind(account.0)
                .bind(said.email.as_ref().map(Email::as_str));
            let query = query.bind(&said.name).bind(said.party.code()).bind(said.ends_on);
            query.execute(conn).await.map(|done| done.rows_affected())
        });
        if changed.map_err(taken)? != 1 {
            return Err(Refusal::UnknownAccount.into());
        }
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
}
