//! Roles given and taken back.

use super::{allow, must_keep_an_administrator};
use crate::{
    Store,
    audit::AuditEvent,
    engine::{fault::StoreError, write},
    transaction::Tx,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{AccountId, AuditAction, Principal, Refusal, rights::Grant};

impl Store {
    /// Gives a role. The same one twice, as by a form sent twice, is given once.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`], [`Refusal::UnknownAccount`].
    pub async fn give_role(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        account: AccountId,
        grant: &Grant,
    ) -> Result<(), StoreError> {
        allow(by, today)?;
        let mut tx = self.begin(by, now).await?;
        // Asked once the writer's turn has come: whoever sent it first has written.
        let known = self.account(account).await?.ok_or(Refusal::UnknownAccount)?;
        if known.grants().contains(grant) {
            return tx.give_up().await;
        }
        insert_role(&mut tx, account, grant).await?;
        tx.keep(AuditEvent::new(
            AuditAction::RoleGiven,
            format!("account-{account} {}", role_text(grant)),
        ))
        .await
    }

    /// Takes a role back, from this second on.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`], [`Refusal::LastAdministrator`]; [`StoreError::Broken`] when there is no such role.
    pub async fn take_role(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        account: AccountId,
        role: i64,
    ) -> Result<(), StoreError> {
        allow(by, today)?;
        const TAKE: &str = "update account_role set revoked_at = $3 where id = $1 and account_id = $2 and revoked_at is null";
        let mut tx = self.begin(by, now).await?;
        let at = tx.at;
        let touched = write!(tx, |conn| {
            let query = sqlx::query(TAKE).bind(role).bind(account.0).bind(at);
            query.execute(conn).await?.rows_affected()
        });
        if touched != 1 {
            return Err(Refusal::UnknownAccount.into());
        }
        must_keep_an_administrator(&mut tx, today).await?;
        tx.keep(AuditEvent::new(
            AuditAction::RoleTaken,
            format!("account-{account} role-{role}"),
        ))
        .await
    }
}

pub(super) async fn insert_role(tx: &mut Tx, account: AccountId, grant: &Grant) -> Result<(), StoreError> {
    const GIVE: &str = "insert into account_role (account_id, role, policy, territory, starts_on, ends_on, given_at) \
         values ($1, $2, $3, $4, $5, $6, $7)";
    let at = tx.at;
    write!(tx, |conn| {
        let query = sqlx::query(GIVE)
            .bind(account.0)
            .bind(grant.role.code())
            .bind(grant.policy.map(|policy| policy.to_string()));
        let query = query
            .bind(grant.territory.to_string())
            .bind(grant.from)
            .bind(grant.until);
        query.bind(at).execute(conn).await?;
    });
    Ok(())
}

pub(super) fn role_text(grant: &Grant) -> String {
    let until = grant.until.map(|day| format!("..{day}")).unwrap_or_default();
    let policy = grant
        .policy
        .map(|policy| format!(" {policy}"))
        .unwrap_or_default();
    format!(
        "{} {}{policy} {}{until}",
        grant.role.code(),
        grant.territory,
        grant.from
    )
}
