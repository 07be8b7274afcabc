//! A write can't be anonymous or silent: `begin` is the only way to a transaction, `commit` the only way to keep it, the audit entry inside.

use crate::{
    audit,
    batch::{Batch, Value},
    engine::{Conn, Engine, Store},
    fault::Stop,
};
use chrono::{DateTime, SubsecRound, Utc};
use domain::Actor;

/// A write under way: it has an author and a time. Dropped, it is rolled back.
pub(crate) struct Tx {
    pub(crate) conn: Conn,
    pub(crate) actor: Actor,
    /// Cut to the microsecond, which both engines keep.
    pub(crate) at: DateTime<Utc>,
    store: Store,
    batch: Batch,
}

impl Store {
    /// Begins a write; the data version's row is locked first, so that no two writers lock rows in different orders.
    pub(crate) async fn begin(&self, actor: Actor, at: DateTime<Utc>) -> Result<Tx, Stop> {
        let conn = match &self.engine {
            Engine::Sqlite { write, .. } => Conn::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Engine::Postgres(pool) => Conn::Postgres(pool.begin().await?),
        };
        Tx::locked(conn, self.clone(), actor, at).await
    }
}

impl Tx {
    /// On SQLite `begin immediate` has locked the whole store already.
    pub(crate) async fn locked(
        mut conn: Conn,
        store: Store,
        actor: Actor,
        at: DateTime<Utc>,
    ) -> Result<Self, Stop> {
        const LOCK: &str = "select version from data_version where id = 1 for update";
        if let Conn::Postgres(tx) = &mut conn {
            sqlx::query(LOCK).fetch_one(&mut **tx).await?;
        }
        Ok(Self {
            conn,
            actor,
            at: at.trunc_subsecs(6),
            store,
            batch: Batch::default(),
        })
    }

    /// The store it writes to.
    pub(crate) const fn store(&self) -> &Store {
        &self.store
    }

    /// Asks for rows to be inserted: they are sent with what follows, by [`Tx::send`] or by the commit.
    pub(crate) fn insert<const WIDTH: usize>(
        &mut self,
        head: &'static str,
        tail: &'static str,
        rows: impl IntoIterator<Item = [Value; WIDTH]>,
    ) {
        self.batch.insert(head, tail, rows);
    }

    /// Sends the rows that wait: a big write does it as it goes, to stay small in memory.
    pub(crate) async fn send(&mut self) -> Result<(), Stop> {
        self.batch.send(&mut self.conn).await
    }

    /// Keeps the write and raises the data version.
    pub(crate) async fn commit(mut self, what: &str) -> Result<(), Stop> {
        const RAISE: &str = "update data_version set version = version + 1 where id = 1 returning version";
        audit::enter(&mut self, what);
        let version = self.batch.send_and_ask(&mut self.conn, RAISE).await?;
        let store = self.store.clone();
        self.end().await?;
        store.remember_version(version);
        Ok(())
    }

    /// Keeps a write that changes no figure: the data version stays.
    pub(crate) async fn keep(mut self, what: &str) -> Result<(), Stop> {
        audit::enter(&mut self, what);
        self.send().await?;
        self.end().await
    }

    async fn end(self) -> Result<(), Stop> {
        match self.conn {
            Conn::Sqlite(tx) => tx.commit().await?,
            Conn::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
