//! A transaction of PostgreSQL, with its place among the few that write at once.

use crate::engine::fault::StoreError;
use sqlx::{Executor, PgConnection, Postgres, Transaction};
use std::ops::{Deref, DerefMut};
use tokio::sync::OwnedSemaphorePermit;

/// A transaction under way. Dropped before it ended, it is rolled back.
pub(crate) struct PostgresWrite {
    tx: Transaction<'static, Postgres>,
    place: Option<OwnedSemaphorePermit>,
}

impl PostgresWrite {
    /// One that holds its place among the writers until it ends.
    pub(crate) const fn placed(tx: Transaction<'static, Postgres>, place: OwnedSemaphorePermit) -> Self {
        Self {
            tx,
            place: Some(place),
        }
    }

    /// Ends what was read and begins anew with a place among the writers, on the same connection: its temporary tables stay.
    pub(crate) async fn begin_again(&mut self, place: OwnedSemaphorePermit) -> Result<(), StoreError> {
        self.tx.execute("commit; begin").await?;
        self.place = Some(place);
        Ok(())
    }

    /// Keeps it.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        Ok(self.tx.commit().await?)
    }

    /// Gives it up.
    pub(crate) async fn roll_back(self) -> Result<(), StoreError> {
        Ok(self.tx.rollback().await?)
    }
}

/// One that waits for no other writer: it reads, or touches rows of its own.
impl From<Transaction<'static, Postgres>> for PostgresWrite {
    fn from(tx: Transaction<'static, Postgres>) -> Self {
        Self { tx, place: None }
    }
}

impl Deref for PostgresWrite {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.tx
    }
}

impl DerefMut for PostgresWrite {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.tx
    }
}
