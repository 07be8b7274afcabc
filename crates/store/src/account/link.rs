//! Links and codes that open an account or sign in, once. What they say is never stored: only its hash.

mod spend;

use crate::{
    Store,
    audit::AuditEvent,
    engine::{
        fault::{Fault, StoreError, readable},
        read, write,
    },
    transaction::Tx,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AccountId, AuditAction, Principal,
    account::{AccountState, CODE_TRIES_MAX, LinkKind},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The hash of a secret: of a link's token, of a code, of a session's id.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret(pub [u8; 32]);

impl Secret {
    /// Hashes a secret. They are long and random, or few tries are allowed: no salt is needed.
    pub fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }

    /// Hashes a short code with the request it belongs to: the same code twice has not the same hash.
    pub fn of_code(request: Uuid, code: &str) -> Self {
        Self::of(&format!("{request} {code}"))
    }
}
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// A link to make.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// Its request: what a code is typed for.
    pub id: Uuid,
    /// The hash of its token.
    pub token: Secret,
    /// The hash of its code, if one goes with it.
    pub code: Option<Secret>,
}

/// What a link opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkFacts {
    /// What it is for.
    pub kind: LinkKind,
    /// Whose it is.
    pub account: AccountId,
}

/// Whether a link still opens anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It does.
    Open(LinkFacts),
    /// It was used, is too old, or never was.
    Dead,
}

#[derive(sqlx_macros::FromRow)]
struct LinkRow {
    kind: String,
    account_id: Option<i64>,
    state: Option<String>,
    ends_on: Option<NaiveDate>,
    expires_at: DateTime<Utc>,
    used_at: Option<DateTime<Utc>>,
    tries: i64,
}

impl LinkRow {
    fn facts(&self, today: NaiveDate, now: DateTime<Utc>) -> Result<LinkState, Fault> {
        let kind = readable("link", "kind", "", &self.kind, LinkKind::from_code(&self.kind))?;
        let state = self.state.as_deref();
        let state = state
            .map(|text| readable("account", "state", "", text, AccountState::from_code(text)))
            .transpose()?;
        let opens = match kind {
            LinkKind::Invitation => state == Some(AccountState::Invited),
            LinkKind::SignIn => state == Some(AccountState::Active),
        };
        let alive = self.used_at.is_none() && self.expires_at > now && self.tries < CODE_TRIES_MAX;
        let in_time = self.ends_on.is_none_or(|last| today <= last);
        Ok(match self.account_id {
            Some(account) if opens && alive && in_time => LinkState::Open(LinkFacts {
                kind,
                account: AccountId(account),
            }),
            _ => LinkState::Dead,
        })
    }
}

const COLUMNS: &str = "select l.kind, l.account_id, a.state, a.ends_on, l.expires_at, l.used_at, l.tries \
     from link l left join account a on a.id = l.account_id ";

pub(super) async fn insert_link(
    tx: &mut Tx,
    kind: LinkKind,
    account: Option<AccountId>,
    link: &NewLink,
) -> Result<(), StoreError> {
    const MAKE: &str = "insert into link (id, kind, account_id, token_hash, code_hash, made_at, expires_at) \
         values ($1, $2, $3, $4, $5, $6, $7)";
    // Only the last one opens: two invitations of one person are one too many.
    const FORGET: &str = "delete from link where account_id = $1 and kind = $2 and kind = 'invitation'";
    let at = tx.at;
    write!(tx, |conn| {
        let forget = sqlx::query(FORGET).bind(account.map(|id| id.0)).bind(kind.code());
        forget.execute(&mut *conn).await?;
        let query = sqlx::query(MAKE)
            .bind(link.id)
            .bind(kind.code())
            .bind(account.map(|id| id.0));
        let query = query
            .bind(link.token.0.to_vec())
            .bind(link.code.map(|code| code.0.to_vec()));
        query.bind(at).bind(at + kind.lifetime()).execute(conn).await?;
    });
    Ok(())
}

fn made(account: Option<AccountId>, kind: LinkKind) -> AuditEvent {
    let object = account.map_or_else(|| "unknown".to_owned(), |id| format!("account-{id}"));
    AuditEvent::new(AuditAction::LinkMade, format!("{object} {}", kind.code()))
}

impl Store {
    /// Makes a link for an account, or the row of none.
    ///
    /// # Errors
    /// [`StoreError::Busy`] behind a long write.
    pub async fn make_link(
        &self,
        by: &Principal,
        now: DateTime<Utc>,
        kind: LinkKind,
        account: Option<AccountId>,
        link: &NewLink,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin(by, now).await?;
        insert_link(&mut tx, kind, account, link).await?;
        tx.keep(made(account, kind)).await
    }

    /// Makes the sign-in link that somebody asks for at an address. For an unknown address, and for an account that got `most` of them in
    /// the time that one lives, it makes the row of none: the same work, so that all take the same time. Answers whose link it is.
    ///
    /// # Errors
    /// [`StoreError::Busy`] behind a long write.
    pub async fn make_asked_link(
        &self,
        by: &Principal,
        now: DateTime<Utc>,
        account: Option<AccountId>,
        most: i64,
        link: &NewLink,
    ) -> Result<Option<AccountId>, StoreError> {
        const COUNT: &str =
            "select count(*) from link where account_id = $1 and kind = 'sign-in' and made_at > $2";
        let kind = LinkKind::SignIn;
        let mut tx = self.begin(by, now).await?;
        // Counted in the turn of the writer: those who ask at once do not each find room for one more.
        let since = tx.at - kind.lifetime();
        let lately: i64 = write!(tx, |conn| {
            let query = sqlx::query_scalar(COUNT).bind(account.map(|id| id.0)).bind(since);
            query.fetch_one(conn).await?
        });
        let account = account.filter(|_| lately < most);
        insert_link(&mut tx, kind, account, link).await?;
        tx.keep(made(account, kind)).await?;
        Ok(account)
    }

    /// What a link opens. Asking does not use it.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn link(
        &self,
        today: NaiveDate,
        now: DateTime<Utc>,
        token: Secret,
    ) -> Result<LinkState, StoreError> {
        let row: Option<LinkRow> = read!(self, |Db, pool| {
            let mut query = sqlx::QueryBuilder::<Db>::new(COLUMNS);
            query.push("where l.token_hash = ").push_bind(token.0.to_vec());
            query.build_query_as().fetch_optional(pool).await?
        });
        let facts = row.map(|row| row.facts(today, now)).transpose()?;
        Ok(facts.unwrap_or(LinkState::Dead))
    }
}
