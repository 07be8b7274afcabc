//! A write can't be anonymous or silent: `begin` is the only way to a transaction, `commit` the only way to keep it, the audit entry inside.

use crate::{
    audit,
    engine::{Conn, Engine, Store, write},
    fault::{Fault, Stop},
};
use chrono::{DateTime, SubsecRound, Utc};
use domain::Actor;

/// A write under way: it has an author and a time. Dropped, it is rolled back.
pub(crate) struct Tx {
    pub(crate) conn: Conn,
    pub(crate) actor: Actor,
    /// Cut to the microsecond, which both engines keep.
    pub(crate) at: DateTime<Utc>,
    /// The data version if this write is kept with a change.
    version: i64,
    store: Store,
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
    pub(crate) async fn locked(
        conn: Conn,
        store: Store,
        actor: Actor,
        at: DateTime<Utc>,
    ) -> Result<Self, Stop> {
        const LOCK: &str = "update data_version set version = version where id = 1 returning version";
        let mut tx = Self {
            conn,
            actor,
            at: at.trunc_subsecs(6),
            version: 0,
            store,
        };
        let version: i64 = write!(tx, |conn| sqlx::query_scalar(LOCK).fetch_one(conn).await?);
        tx.version = version + 1;
        Ok(tx)
    }

    /// The store it writes to.
    pub(crate) const fn store(&self) -> &Store {
        &self.store
    }

    /// Keeps the write and raises the data version.
    pub(crate) async fn commit(mut self, what: &str) -> Result<(), Stop> {
        const RAISE: &str = "update data_version set version = $1 where id = 1";
        let touched = write!(self, |conn| sqlx::query(RAISE)
            .bind(self.version)
            .execute(conn)
            .await?
            .rows_affected());
        if touched != 1 {
            return Err(Fault::Untouched("data_version").into());
        }
        let (version, store) = (self.version, self.store.clone());
        self.keep(what).await?;
        store.remember_version(version);
        Ok(())
    }

    /// Keeps a write that changes no figure: the data version stays.
    pub(crate) async fn keep(mut self, what: &str) -> Result<(), Stop> {
        audit::enter(&mut self, what).await?;
        match self.conn {
            Conn::Sqlite(tx) => tx.commit().await?,
            Conn::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
