//! The two engines, and the two macros that write a body once for both. Knows nothing of what is asked.

pub(crate) mod batch;
pub(crate) mod extensions;
pub(crate) mod fault;
pub(crate) mod open;
pub(crate) mod postgres;
pub(crate) mod sqlite;

use fault::StoreError;
use postgres::PostgresWrite;
use sqlite::SqliteWrite;
use sqlx::{PgPool, SqlitePool, sqlite::SqliteConnectOptions};
use std::sync::Arc;

#[derive(Clone)]
pub(crate) enum Engine {
    Sqlite {
        /// One connection: SQLite has one writer.
        write: SqlitePool,
        read: SqlitePool,
        /// How a connection of its own is opened, for a long write. Shared: every request clones the store.
        options: Arc<SqliteConnectOptions>,
    },
    Postgres(PgPool),
}

pub(crate) enum Conn {
    Sqlite(SqliteWrite),
    Postgres(PostgresWrite),
}

impl Conn {
    /// Rolls back.
    pub(crate) async fn roll_back(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(write) => write.roll_back().await,
            Self::Postgres(write) => write.roll_back().await,
        }
    }
}

/// One body for both engines over a pool of readers: `$pool` is the engine's pool and, where a query is built, `$db` its type.
macro_rules! read {
    ($store:expr, |$pool:ident| $body:expr) => {
        match &$store.engine {
            crate::engine::Engine::Sqlite { read: $pool, .. } => $body,
            crate::engine::Engine::Postgres($pool) => $body,
        }
    };
    ($store:expr, |$db:ident, $pool:ident| $body:expr) => {
        match &$store.engine {
            crate::engine::Engine::Sqlite { read: $pool, .. } => {
                type $db = sqlx::Sqlite;
                $body
            }
            crate::engine::Engine::Postgres($pool) => {
                type $db = sqlx::Postgres;
                $body
            }
        }
    };
}

/// The values of an `in (…)`, each bound: `push_list!(query, id in ids => id.0)`.
macro_rules! push_list {
    ($query:expr, $item:ident in $items:expr => $value:expr) => {{
        let mut list = $query.separated(", ");
        for $item in $items {
            list.push_bind($value);
        }
    }};
}
pub(crate) use push_list;

/// One body for both engines over the connection of a transaction.
macro_rules! write {
    ($tx:expr, |$conn:ident| $body:expr) => {
        match &mut $tx.conn {
            crate::engine::Conn::Sqlite(tx) => {
                let $conn = &mut **tx;
                $body
            }
            crate::engine::Conn::Postgres(tx) => {
                let $conn = &mut **tx;
                $body
            }
        }
    };
    ($tx:expr, |$db:ident, $conn:ident| $body:expr) => {
        match &mut $tx.conn {
            crate::engine::Conn::Sqlite(tx) => {
                type $db = sqlx::Sqlite;
                let $conn = &mut **tx;
                $body
            }
            crate::engine::Conn::Postgres(tx) => {
                type $db = sqlx::Postgres;
                let $conn = &mut **tx;
                $body
            }
        }
    };
}

pub(crate) use {read, write};
