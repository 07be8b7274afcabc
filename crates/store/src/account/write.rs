//! What administrators do with accounts: invite, give and take roles, change, close.

use super::link::{NewLink, insert_link};
use crate::{
    Store,
    audit::AuditEvent,
    engine::{fault::StoreError, write},
    transaction::Tx,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AccountId, Action, AuditAction, Email, Principal, Refusal, Role,
    account::{LinkKind, Party},
    rights::{Grant, Object, authorize},
};

/// What is said of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// The address; none for the first administrator.
    pub email: Option<Email>,
    /// The name.
    pub name: String,
    /// For whom they work.
    pub party: Party,
    /// The last day.
    pub ends_on: Option<NaiveDate>,
}

pub(super) fn allow(by: &Principal, today: NaiveDate) -> Result<(), StoreError> {
    Ok(authorize(by, Action::ManagePeople, &Object::default(), today)?)
}

/// The name of a constraint that a write broke becomes a refusal.
fn taken(error: sqlx::Error) -> StoreError {
    let broken = error.as_database_error().is_some_and(|database| {
        // PostgreSQL names the constraint, SQLite the column.
        database.constraint() == Some("account_email_once") || database.message().contains("account.email")
    });
    if broken {
        Refusal::EmailTaken.into()
    } else {
        error.into()
    }
}

impl Store {
    /// Invites somebody: the account, its first role, the link that opens it.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`], [`Refusal::EmailTaken`].
    pub async fn invite(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        new: &NewAccount,
        grant: &Grant,
        link: &NewLink,
    ) -> Result<AccountId, StoreError> {
        allow(by, today)?;
        const ENTER: &str = "insert into account (email, name, party, state, ends_on, created_at) \
             values ($1, $2, $3, 'invited', $4, $5) returning id";
        let mut tx = self.begin(by, now).await?;
        let at = tx.at;
        let entered: Result<i64, sqlx::Error> = write!(tx, |conn| {
            let query = sqlx::query_scalar(ENTER)
                .bind(new.email.as_ref().map(Email::as_str))
                .bind(&new.name);
            let query = query.bind(new.party.code()).bind(new.ends_on).bind(at);
            query.fetch_one(conn).await
        });
        let id = AccountId(entered.map_err(taken)?);
        insert_role(&mut tx, id, grant).await?;
        insert_link(&mut tx, LinkKind::Invitation, Some(id), link).await?;
        tx.keep(AuditEvent::new(
            AuditAction::AccountInvited,
            format!("account-{id} {}", role_text(grant)),
        ))
        .await?;
        Ok(id)
    }

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

    /// Makes an account that is open at once: the machine's own first administrator, who has no address yet, or somebody of the demonstration.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`], [`Refusal::EmailTaken`].
    pub async fn make_account(
        &self,
        by: &Principal,
        now: DateTime<Utc>,
        new: &NewAccount,
        grant: &Grant,
    ) -> Result<AccountId, StoreError> {
        allow(by, grant.from)?;
        const ENTER: &str = "insert into account (email, name, party, state, created_at) \
             values ($1, $2, $3, 'active', $4) returning id";
        let mut tx = self.begin(by, now).await?;
        let at = tx.at;
        let entered: Result<i64, sqlx::Error> = write!(tx, |conn| {
            let query = sqlx::query_scalar(ENTER).bind(new.email.as_ref().map(Email::as_str));
            let query = query.bind(&new.name).bind(new.party.code()).bind(at);
            query.fetch_one(conn).await
        });
        let id = AccountId(entered.map_err(taken)?);
        insert_role(&mut tx, id, grant).await?;
        tx.keep(AuditEvent::new(
            AuditAction::AccountMade,
            format!("account-{id} {}", role_text(grant)),
        ))
        .await?;
        Ok(id)
    }

    /// Binds a person as an identity provider knows them to an account, once and for all.
    ///
    /// # Errors
    /// [`Refusal::IdentityTaken`] when they are bound to another.
    pub async fn bind_identity(
        &self,
        by: &Principal,
        now: DateTime<Utc>,
        account: AccountId,
        issuer: &str,
        subject: &str,
    ) -> Result<(), StoreError> {
        const BIND: &str = "insert into identity (issuer, subject, account_id, linked_at) values ($1, $2, $3, $4) \
             on conflict (issuer, subject) do nothing";
        let mut tx = self.begin(by, now).await?;
        let at = tx.at;
        let bound = write!(tx, |conn| {
            let query = sqlx::query(BIND)
                .bind(issuer)
                .bind(subject)
                .bind(account.0)
                .bind(at);
            query.execute(conn).await?.rows_affected()
        });
        if bound != 1 {
            return Err(Refusal::IdentityTaken.into());
        }
        tx.keep(AuditEvent::new(
            AuditAction::AccountBound,
            format!("account-{account} {issuer}"),
        ))
        .await
    }
}

async fn insert_role(tx: &mut Tx, account: AccountId, grant: &Grant) -> Result<(), StoreError> {
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

/// Ends the sessions, links, drafts and access tokens of an account.
pub(super) async fn forget_access(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    const FORGET: [&str; 4] = [
        "delete from session where account_id = $1",
        "delete from link where account_id = $1",
        "delete from draft where account_id = $1",
        "delete from api_token where account_id = $1",
    ];
    for forget in FORGET {
        write!(tx, |conn| {
            sqlx::query(forget).bind(account.0).execute(conn).await?;
        });
    }
    Ok(())
}

/// Refuses what would leave nobody to manage people: only the machine's console could repair it.
pub(super) async fn must_keep_an_administrator(tx: &mut Tx, today: NaiveDate) -> Result<(), StoreError> {
    const COUNT: &str = "select count(*) from account a join account_role r on r.account_id = a.id \
         where r.role = $1 and r.revoked_at is null and r.starts_on <= $2 and (r.ends_on is null or r.ends_on >= $2) \
         and a.state = 'active' and (a.ends_on is null or a.ends_on >= $2)";
    let left: i64 = write!(tx, |conn| sqlx::query_scalar(COUNT)
        .bind(Role::Administrator.code())
        .bind(today)
        .fetch_one(conn)
        .await?);
    if left == 0 {
        return Err(Refusal::LastAdministrator.into());
    }
    Ok(())
}

fn role_text(grant: &Grant) -> String {
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

impl Store {
    /// Whether anybody can manage people today.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn has_administrator(&self, today: NaiveDate) -> Result<bool, StoreError> {
        let opens = |known: &super::KnownAccount| {
            let administers = |grant: &Grant| grant.role == Role::Administrator && grant.holds(today);
            known.account.opens(today) && known.grants().iter().any(administers)
        };
        Ok(self.accounts().await?.iter().any(opens))
    }
}
