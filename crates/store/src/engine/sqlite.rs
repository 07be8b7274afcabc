//! A transaction of SQLite, begun and ended by the statements it travels with: handing a statement to the engine's thread and back
//! costs as much as the statement, and sqlx's own transaction costs two hand-overs more.

use crate::engine::fault::StoreError;
use sqlx::{Executor, Sqlite, SqliteConnection, SqlitePool, pool::PoolConnection};
use std::ops::{Deref, DerefMut};

/// What begins: the writer's lock is taken at once, so that nobody else moves what is read.
pub(crate) const BEGIN: &str = "begin immediate";
/// What ends.
pub(crate) const COMMIT: &str = "commit";

/// A transaction under way. Dropped before it ended, it takes its connection with it: SQLite rolls back what a closed connection leaves open.
pub(crate) struct SqliteWrite {
    conn: PoolConnection<Sqlite>,
    open: bool,
}

impl SqliteWrite {
    /// A connection on which the caller begins, with [`BEGIN`] before its first statement.
    pub(crate) async fn unbegun(pool: &SqlitePool) -> Result<Self, StoreError> {
        let conn = pool.acquire().await?;
        Ok(Self { conn, open: true })
    }

    /// Begins on a connection of a pool.
    pub(crate) async fn begin(pool: &SqlitePool) -> Result<Self, StoreError> {
        let mut write = Self::unbegun(pool).await?;
        write.execute(BEGIN).await?;
        Ok(write)
    }

    /// Begins to read on a connection of a pool of readers: the moment is that of the first question.
    pub(crate) async fn begin_reading(pool: &SqlitePool) -> Result<Self, StoreError> {
        let mut read = Self::unbegun(pool).await?;
        read.execute("begin").await?;
        Ok(read)
    }

    /// Ends what was read and takes the writer's lock, on the same connection: its temporary tables stay.
    pub(crate) async fn begin_again(&mut self) -> Result<(), StoreError> {
        self.execute(COMMIT).await?;
        self.execute(BEGIN).await?;
        Ok(())
    }

    /// Says that the last statement was [`COMMIT`], and held.
    pub(crate) fn ended(mut self) {
        self.open = false;
    }

    /// Rolls back, and keeps the connection.
    pub(crate) async fn roll_back(mut self) -> Result<(), StoreError> {
        self.execute("rollback").await?;
        self.open = false;
        Ok(())
    }
}

impl Drop for SqliteWrite {
    fn drop(&mut self) {
        if self.open {
            self.conn.close_on_drop();
        }
    }
}

impl Deref for SqliteWrite {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.conn
    }
}

impl DerefMut for SqliteWrite {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.conn
    }
}
