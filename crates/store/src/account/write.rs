//! What administrators do with accounts: invite, give and take roles, change, close.

mod changes;
mod roles;

use super::link::{NewLink, insert_link};
use crate::{
    Store,
    audit::AuditEvent,
    engine::{fault::StoreError, write},
    request::SeenMark,
    transaction::Tx,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AccountId, Action, AuditAction, Email, Principal, Refusal, Role,
    account::{LinkKind, Party},
    rights::{Grant, Object, authorize},
};
use roles::{insert_role, role_text};

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

impl NewAccount {
    /// The mark of what a form shows of it.
    pub fn mark(&self) -> SeenMark {
        let email = self.email.as_ref().map(Email::as_str).unwrap_or_default();
        let ends = self.ends_on.map(|day| day.to_string()).unwrap_or_default();
        person_mark([email, &self.name, self.party.code(), &ends])
    }
}

/// The mark of a person's address, name, employer, last day.
fn person_mark(told: [&str; 4]) -> SeenMark {
    SeenMark::of(told)
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
