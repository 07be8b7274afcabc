//! Accounts as they are read: one, all, and what one may do right now.

mod rows;

use super::link::Secret;
use crate::{
    Store,
    engine::{fault::StoreError, read},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AccountId, Email,
    account::{AccountState, Party},
    rights::Grant,
};
use rows::{COLUMNS, HolderRow, PersonRow, gather};
use std::collections::BTreeMap;

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// Its person's address; none for the first administrator until they give one, and once erased.
    pub email: Option<Email>,
    /// Its person's name.
    pub name: String,
    /// For whom they work.
    pub party: Party,
    /// Where it stands.
    pub state: AccountState,
    /// The last day it opens anything.
    pub ends_on: Option<NaiveDate>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl Account {
    /// Whether somebody may sign in with it on a day.
    pub fn opens(&self, today: NaiveDate) -> bool {
        self.state == AccountState::Active && self.ends_on.is_none_or(|last| today <= last)
    }
}

/// A role that somebody has, or had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRole {
    /// Its number.
    pub id: i64,
    /// The role, its scope, its days.
    pub grant: Grant,
    /// When it was taken back.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// An account with its roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownAccount {
    /// The account.
    pub account: Account,
    /// Its roles, the first given first.
    pub roles: Vec<HeldRole>,
}

impl KnownAccount {
    /// The roles that were not taken back; their days are looked at by whoever asks.
    pub fn grants(&self) -> Vec<Grant> {
        let held = self.roles.iter().filter(|role| role.revoked_at.is_none());
        held.map(|role| role.grant).collect()
    }
}

/// Who holds a session, and its times: whoever asks looks whether it still stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When it was last seen, to the minute.
    pub seen_at: DateTime<Utc>,
    /// The account with the roles that were not taken back.
    pub known: KnownAccount,
}

impl Store {
    /// Who holds the session of a cookie: one question, since each request asks it.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn holder(&self, session: Secret) -> Result<Option<Holder>, StoreError> {
        const HOLDER: &str = "select s.began_at, s.seen_at, a.id, a.email, a.name, a.party, a.state, a.ends_on, a.created_at, \
             r.id as role_id, r.role, r.policy, r.territory, r.starts_on, r.ends_on as role_ends_on, r.revoked_at \
             from session s join account a on a.id = s.account_id \
             left join account_role r on r.account_id = a.id and r.revoked_at is null where s.id_hash = $1";
        let rows: Vec<HolderRow> = read!(self, |pool| sqlx::query_as(HOLDER)
            .bind(session.0.to_vec())
            .fetch_all(pool)
            .await?);
        let Some(first) = rows.first() else {
            return Ok(None);
        };
        let (began_at, seen_at) = (first.began_at, first.seen_at);
        let known = gather(rows.into_iter().map(|holder| holder.row).collect())?.pop();
        Ok(known.map(|known| Holder {
            began_at,
            seen_at,
            known,
        }))
    }

    /// Every account that was not erased, by number.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn accounts(&self) -> Result<Vec<KnownAccount>, StoreError> {
        let rows: Vec<PersonRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            query.push("where a.state <> 'erased' order by a.id, r.id");
            query.build_query_as().fetch_all(pool).await?
        });
        Ok(gather(rows)?)
    }

    /// An account with its roles.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn account(&self, id: AccountId) -> Result<Option<KnownAccount>, StoreError> {
        let rows: Vec<PersonRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            query.push("where a.id = ").push_bind(id.0).push(" order by r.id");
            query.build_query_as().fetch_all(pool).await?
        });
        Ok(gather(rows)?.pop())
    }

    /// The account of an address.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn account_of_email(&self, email: &Email) -> Result<Option<KnownAccount>, StoreError> {
        let rows: Vec<PersonRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            query.push("where a.email = ").push_bind(email.to_string());
            query
                .push(" order by r.id")
                .build_query_as()
                .fetch_all(pool)
                .await?
        });
        Ok(gather(rows)?.pop())
    }

    /// The account of a person as an identity provider knows them.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn account_of_identity(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<KnownAccount>, StoreError> {
        const OF: &str = "select account_id from identity where issuer = $1 and subject = $2";
        let id: Option<i64> = read!(self, |pool| sqlx::query_scalar(OF)
            .bind(issuer)
            .bind(subject)
            .fetch_optional(pool)
            .await?);
        match id {
            Some(id) => self.account(AccountId(id)).await,
            None => Ok(None),
        }
    }

    /// The name of each account, to say who wrote.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn names(&self) -> Result<BTreeMap<AccountId, String>, StoreError> {
        let rows: Vec<(i64, String)> = read!(self, |pool| sqlx::query_as("select id, name from account")
            .fetch_all(pool)
            .await?);
        Ok(rows.into_iter().map(|(id, name)| (AccountId(id), name)).collect())
    }
}
