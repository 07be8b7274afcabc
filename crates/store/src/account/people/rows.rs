//! The rows of accounts and of whom a session belongs to, as the database has them.

use super::{Account, HeldRole, KnownAccount};
use crate::{
    engine::fault::{Fault, readable},
    territory::territory_code,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AccountId, Email, PolicyCode, Role,
    account::{AccountState, Party},
    rights::Grant,
};
use std::collections::BTreeMap;

#[derive(sqlx_macros::FromRow)]
pub(super) struct PersonRow {
    id: i64,
    email: Option<String>,
    name: String,
    party: String,
    state: String,
    ends_on: Option<NaiveDate>,
    created_at: DateTime<Utc>,
    role_id: Option<i64>,
    role: Option<String>,
    policy: Option<String>,
    territory: Option<String>,
    starts_on: Option<NaiveDate>,
    role_ends_on: Option<NaiveDate>,
    revoked_at: Option<DateTime<Utc>>,
}

impl PersonRow {
    pub(super) fn account(&self) -> Result<Account, Fault> {
        let id = self.id;
        let email = self.email.as_deref();
        Ok(Account {
            id: AccountId(id),
            email: email
                .map(|text| readable("account", "email", id, text, Email::new(text)))
                .transpose()?,
            name: self.name.clone(),
            party: readable("account", "party", id, &self.party, Party::from_code(&self.party))?,
            state: readable(
                "account",
                "state",
                id,
                &self.state,
                AccountState::from_code(&self.state),
            )?,
            ends_on: self.ends_on,
            created_at: self.created_at,
        })
    }

    fn held(&self) -> Result<Option<HeldRole>, Fault> {
        let (Some(id), Some(role), Some(territory), Some(from)) =
            (self.role_id, &self.role, &self.territory, self.starts_on)
        else {
            return Ok(None);
        };
        let policy = self.policy.as_deref();
        let grant = Grant {
            role: readable("account_role", "role", id, role, Role::from_code(role))?,
            policy: policy
                .map(|text| readable("account_role", "policy", id, text, PolicyCode::new(text)))
                .transpose()?,
            territory: territory_code("account_role", "territory", id, territory)?,
            from,
            until: self.role_ends_on,
        };
        Ok(Some(HeldRole {
            id,
            grant,
            revoked_at: self.revoked_at,
        }))
    }
}

pub(super) fn gather(rows: Vec<PersonRow>) -> Result<Vec<KnownAccount>, Fault> {
    let mut known = BTreeMap::<i64, KnownAccount>::new();
    for row in rows {
        let held = row.held()?;
        if let Some(before) = known.get_mut(&row.id) {
            before.roles.extend(held);
            continue;
        }
        let account = row.account()?;
        let roles = held.into_iter().collect();
        known.insert(row.id, KnownAccount { account, roles });
    }
    Ok(known.into_values().collect())
}

/// Accounts with their roles, a row a role.
pub(super) const COLUMNS: &str = "select a.id, a.email, a.name, a.party, a.state, a.ends_on, a.created_at, r.id as role_id, r.role, r.policy, \
     r.territory, r.starts_on, r.ends_on as role_ends_on, r.revoked_at from account a left join account_role r on r.account_id = a.id ";

#[derive(sqlx_macros::FromRow)]
pub(super) struct HolderRow {
    pub(super) began_at: DateTime<Utc>,
    pub(super) seen_at: DateTime<Utc>,
    #[sqlx(flatten)]
    pub(super) row: PersonRow,
}
