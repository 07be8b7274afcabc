//! Sessions in our own store: the cookie's id is hashed, the times are the product's clock.

use crate::clock::Clock;
use async_trait::async_trait;
use axum::http::{HeaderMap, header};
use chrono::{DateTime, Utc};
use domain::{AccountId, account::session_stands};
use serde_json::Value;
use std::fmt;
use store::{
    Store,
    account::{Secret, SessionRow},
};
use tower_sessions::{
    SessionManagerLayer, SessionStore,
    cookie::SameSite,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// What a session carries.
pub mod key {
    /// The account that signed in.
    pub const ACCOUNT: &str = "account";
    /// When: microseconds since 1970.
    pub const BEGAN: &str = "began";
    /// The browser, as it calls itself.
    pub const AGENT: &str = "agent";
    /// The shortened address.
    pub const ORIGIN: &str = "origin";
    /// What waits while its person is with the identity provider.
    pub const PENDING: &str = "pending";
    /// The identity provider's token, to sign out there as well.
    pub const ID_TOKEN: &str = "id-token";
    /// What the provider brings back after signing out there.
    pub const LEFT: &str = "left";
}

/// The most characters kept of what a browser calls itself.
pub const AGENT_MAX: usize = 200;

/// The store of sessions.
#[derive(Clone)]
pub struct Sessions {
    store: Store,
    clock: Clock,
}

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sessions")
    }
}

/// The cookie's name: one that the browser keeps to this host and to https, where there is https.
pub const fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-session" } else { "session" }
}

/// The layer that gives each request its session.
pub fn layer(store: Store, clock: Clock, secure: bool) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions { store, clock })
        .with_name(cookie_name(secure))
        .with_secure(secure)
        .with_http_only(true)
        // The identity provider sends people back by a link: Strict would hide the cookie from it.
        .with_same_site(SameSite::Lax)
        .with_path("/")
}

/// The hash of the session that a request's cookie names, whether it stands or not.
pub fn of_cookie(headers: &HeaderMap, secure: bool) -> Option<Secret> {
    let name = cookie_name(secure);
    let cookies = headers.get_all(header::COOKIE).iter();
    let mut pairs = cookies
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'));
    pairs.find_map(|pair| {
        let (known, value) = pair.trim().split_once('=')?;
        (known == name).then(|| Secret::of(value))
    })
}

/// The hash under which a session is kept.
pub fn secret(id: Id) -> Secret {
    Secret::of(&id.to_string())
}

fn broken(error: impl fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

fn time(data: &std::collections::HashMap<String, Value>, key: &str) -> Option<DateTime<Utc>> {
    data.get(key)
        .and_then(Value::as_i64)
        .and_then(DateTime::from_timestamp_micros)
}

impl Sessions {
    fn row(&self, record: &Record) -> Result<SessionRow> {
        let now = self.clock.now();
        let text = |key: &str| {
            let value = record.data.get(key).and_then(Value::as_str);
            value.unwrap_or_default().to_owned()
        };
        Ok(SessionRow {
            id: secret(record.id),
            account: record
                .data
                .get(key::ACCOUNT)
                .and_then(Value::as_i64)
                .map(AccountId),
            began_at: time(&record.data, key::BEGAN).unwrap_or(now),
            seen_at: now,
            agent: text(key::AGENT),
            origin: text(key::ORIGIN),
            data: serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?,
        })
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        if !record.data.contains_key(key::BEGAN) {
            let now = self.clock.now().timestamp_micros();
            record.data.insert(key::BEGAN.to_owned(), now.into());
        }
        // 128 random bits: two that are equal would be a broken generator, and the key refuses the second.
        self.store
            .put_session(&self.row(record)?, true)
            .await
            .map_err(broken)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.store
            .put_session(&self.row(record)?, false)
            .await
            .map_err(broken)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = self.store.session(secret(*id)).await.map_err(broken)?;
        let Some(row) = row.filter(|row| session_stands(row.began_at, row.seen_at, self.clock.now())) else {
            return Ok(None);
        };
        let data = serde_json::from_str(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record {
            id: *id,
            data,
            // Ours are the times that count: this one is the layer's own, and always to come.
            expiry_date: time::OffsetDateTime::now_utc().saturating_add(time::Duration::DAY),
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.store.drop_session(secret(*id)).await.map_err(broken)
    }
}
