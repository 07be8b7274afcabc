//! Access tokens: made, listed, used, revoked. What one says is never stored: only its hash.

use super::{Secret, people::KnownAccount};
use crate::{
    Store,
    audit::AuditEvent,
    engine::{fault::StoreError, read, write},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AccountId, AuditAction, Principal, Refusal,
    calendar::paris_day,
    token::{new_token, token_stands},
};
use uuid::Uuid;

/// A token to make: the id of its form, what it is called, how long it lasts, its hash.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// Made where the form was opened.
    pub id: Uuid,
    /// What its person calls it.
    pub name: String,
    /// How many days it lasts.
    pub days: i64,
    /// The hash of what it says.
    pub hash: Secret,
}

/// A token as its person sees it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Token {
    /// The id of the form that made it.
    pub id: Uuid,
    /// What its person calls it.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// The last day that it was used.
    pub last_used_on: Option<NaiveDate>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Token {
    /// Whether it still opens anything.
    pub fn stands(&self, now: DateTime<Utc>) -> bool {
        token_stands(self.expires_at, self.revoked_at, now)
    }
}

#[derive(sqlx_macros::FromRow)]
struct TokenHolderRow {
    account_id: i64,
    #[sqlx(flatten)]
    token: Token,
}

const OF: &str = "select id, name, created_at, expires_at, last_used_on, revoked_at from api_token where account_id = $1 order by created_at desc, id";

impl Store {
    /// Makes a token. The same form sent twice makes one.
    ///
    /// # Errors
    /// What [`new_token`] refuses; [`Refusal::RequestReused`] when the form made one already: what it says is known no more.
    pub async fn make_token(
        &self,
        by: &Principal,
        now: DateTime<Utc>,
        account: AccountId,
        new: &NewToken,
    ) -> Result<(), StoreError> {
        const MAKE: &str = "insert into api_token (id, account_id, name, token_hash, created_at, expires_at) \
             values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing";
        // Whoever else makes one for this account waits for the row.
        const LOCK: &str = "update account set name = name where id = $1 and state = 'active'";
        let mut tx = self.begin(by, now).await?;
        let at = tx.at;
        let locked = write!(tx, |conn| sqlx::query(LOCK)
            .bind(account.0)
            .execute(&mut *conn)
            .await?
            .rows_affected());
        if locked != 1 {
            return Err(Refusal::UnknownAccount.into());
        }
        let held: Vec<Token> = write!(tx, |conn| sqlx::query_as(OF)
            .bind(account.0)
            .fetch_all(conn)
            .await?);
        if held.iter().any(|token| token.id == new.id) {
            return Err(Refusal::RequestReused.into());
        }
        let alive = held.iter().filter(|token| token.stands(at)).count();
        let (name, expires_at) = new_token(&new.name, new.days, alive, at).map_err(Refusal::from)?;
        let made = write!(tx, |conn| {
            let query = sqlx::query(MAKE).bind(new.id).bind(account.0).bind(&name);
            let query = query.bind(new.hash.0.to_vec()).bind(at).bind(expires_at);
            query.execute(conn).await?.rows_affected()
        });
        if made != 1 {
            return Err(Refusal::RequestReused.into());
        }
        let object = format!("account-{account} {} {}", new.id, paris_day(expires_at));
        tx.keep(AuditEvent::new(AuditAction::TokenMade, object)).await
    }

    /// Revokes a token of an account, from this second on. Twice is once.
    ///
    /// # Errors
    /// [`Refusal::UnknownToken`].
    pub async fn revoke_token(
        &self,
        by: &Principal,
        now: DateTime<Utc>,
        account: AccountId,
        id: Uuid,
    ) -> Result<(), StoreError> {
        const REVOKE: &str =
            "update api_token set revoked_at = $3 where id = $1 and account_id = $2 and revoked_at is null";
        let held = self.tokens_of(account).await?;
        let token = held
            .iter()
            .find(|token| token.id == id)
            .ok_or(Refusal::UnknownToken)?;
        let mut tx = self.begin(by, now).await?;
        let at = tx.at;
        let revoked = write!(tx, |conn| {
            let query = sqlx::query(REVOKE).bind(id).bind(account.0).bind(at);
            query.execute(conn).await?.rows_affected()
        });
        if revoked == 0 {
            return tx.give_up().await;
        }
        let object = format!("account-{account} {}", token.id);
        tx.keep(AuditEvent::new(AuditAction::TokenRevoked, object)).await
    }

    /// The tokens of an account, the latest first, those that ended too.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn tokens_of(&self, account: AccountId) -> Result<Vec<Token>, StoreError> {
        Ok(read!(self, |pool| sqlx::query_as(OF)
            .bind(account.0)
            .fetch_all(pool)
            .await?))
    }

    /// The token of a hash with its account, as it stands: whoever asks looks at its times.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn token_holder(&self, hash: Secret) -> Result<Option<(Token, KnownAccount)>, StoreError> {
        const ONE: &str = "select account_id, id, name, created_at, expires_at, last_used_on, revoked_at from api_token where token_hash = $1";
        let row: Option<TokenHolderRow> = read!(self, |pool| sqlx::query_as(ONE)
            .bind(hash.0.to_vec())
            .fetch_optional(pool)
            .await?);
        let Some(TokenHolderRow { account_id, token }) = row else {
            return Ok(None);
        };
        let known = self.account(AccountId(account_id)).await?;
        Ok(known.map(|known| (token, known)))
    }

    /// Says that a token was used on a day.
    ///
    /// # Errors
    /// [`StoreError::Busy`] behind a long write.
    pub async fn touch_token(&self, id: Uuid, day: NaiveDate) -> Result<(), StoreError> {
        const USED: &str = "update api_token set last_used_on = $2 where id = $1 and (last_used_on is null or last_used_on < $2)";
        let mut tx = self.begin_upkeep().await?;
        write!(tx, |conn| {
            sqlx::query(USED).bind(id).bind(day).execute(conn).await?;
        });
        tx.keep().await
    }
}
