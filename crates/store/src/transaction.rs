//! Transactions. A `Tx` has an author: `begin…` asks for one, and each way to keep it takes its audit line (`commit…` where what is shown moves: it
//! raises the data version; `keep…` where it doesn't), so that none is anonymous or silent. Upkeep, which nobody asks for, is apart (`crate::account`).

mod begin;
pub(crate) mod group_commit;

use crate::{
    DataVersion, Store,
    audit::{self, AuditEvent, AuditLine},
    cache::VersionRow,
    engine::{
        Conn, Engine,
        batch::{Batch, Value},
        fault::StoreError,
        sqlite::SqliteWrite,
    },
};
use chrono::{DateTime, SubsecRound, Utc};
use domain::Principal;
use sqlx::Executor;

/// A write under way: it has an author and a time. Dropped, it is rolled back.
pub(crate) struct Tx {
    pub(crate) conn: Conn,
    pub(crate) by: Principal,
    /// Cut to the microsecond, which both engines keep.
    pub(crate) at: DateTime<Utc>,
    store: Store,
    batch: Batch,
    /// The data version that was known when it began: its own is newer, unless the database was brought back to an earlier state.
    since: DataVersion,
}

/// What raises the data version, with a new epoch; and that of the reference data.
const RAISE: &str = "update data_version set version = version + 1, epoch = cast(random() as text), \
     reference = cast(random() as text) where id = 1 returning version, epoch, reference";
/// As [`RAISE`], by a write that leaves the reference data as it was.
const RAISE_FIGURES: &str = "update data_version set version = version + 1, epoch = cast(random() as text) \
     where id = 1 returning version, epoch, reference";

impl Store {
    /// Begins to read: everything asked of it is of one moment.
    pub(crate) async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        Ok(Snapshot {
            conn: match &self.engine {
                Engine::Sqlite { read, .. } => Conn::Sqlite(SqliteWrite::begin_reading(read).await?),
                Engine::Postgres(pool) => {
                    let mut tx = pool.begin().await?;
                    tx.execute("set transaction isolation level repeatable read, read only")
                        .await?;
                    Conn::Postgres(tx.into())
                }
            },
        })
    }
}

/// A moment of the data, to ask several questions of.
pub(crate) struct Snapshot {
    pub(crate) conn: Conn,
}

impl Snapshot {
    /// Lets it go.
    pub(crate) async fn end(self) -> Result<(), StoreError> {
        self.conn.roll_back().await
    }
}

impl Tx {
    /// A write over what was begun.
    pub(crate) fn over(conn: Conn, store: &Store, by: &Principal, at: DateTime<Utc>) -> Self {
        Self {
            conn,
            by: by.clone(),
            at: at.trunc_subsecs(6),
            since: store.data_version(),
            store: store.clone(),
            batch: Batch::default(),
        }
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
    pub(crate) async fn send(&mut self) -> Result<(), StoreError> {
        self.batch.send(&mut self.conn).await
    }

    /// Keeps the write and raises the data version.
    pub(crate) async fn commit(self, deed: AuditEvent) -> Result<(), StoreError> {
        let entry = self.entry(deed);
        self.raise([entry], RAISE).await
    }

    /// Keeps what several authors wrote together, each with a line in the audit trail, and raises the data version once. No reference data is among it.
    pub(crate) async fn commit_figures(
        self,
        entries: impl IntoIterator<Item = AuditLine>,
    ) -> Result<(), StoreError> {
        self.raise(entries, RAISE_FIGURES).await
    }

    async fn raise(
        mut self,
        entries: impl IntoIterator<Item = AuditLine>,
        raise: &'static str,
    ) -> Result<(), StoreError> {
        self.enter(entries);
        let version: Option<VersionRow> = self.batch.commit(self.conn, Some(raise)).await?;
        if let Some(version) = version {
            self.store.remember_version(&version, self.since);
        }
        Ok(())
    }

    /// Keeps a write that changes no figure: the data version stays.
    pub(crate) async fn keep(self, deed: AuditEvent) -> Result<(), StoreError> {
        let entry = self.entry(deed);
        self.keep_all([entry]).await
    }

    /// Keeps what a refused attempt leaves: its line, and how often it was tried.
    pub(crate) async fn keep_refused(self, deed: AuditEvent) -> Result<(), StoreError> {
        let mut entry = self.entry(deed);
        entry.refused = true;
        self.keep_all([entry]).await
    }

    /// As [`Tx::keep`], with a line for each of several authors.
    pub(crate) async fn keep_all(
        mut self,
        entries: impl IntoIterator<Item = AuditLine>,
    ) -> Result<(), StoreError> {
        self.enter(entries);
        self.batch.commit(self.conn, None).await?;
        Ok(())
    }

    /// Adds a line to the audit trail, beside the one of whatever keeps the write.
    pub(crate) fn note(&mut self, deed: AuditEvent) {
        let entry = self.entry(deed);
        self.enter([entry]);
    }

    /// Keeps a write that changes no figure, of which [`Tx::note`] said all.
    pub(crate) async fn keep_noted(self) -> Result<(), StoreError> {
        self.keep_all([]).await
    }

    /// Gives all of it up.
    pub(crate) async fn give_up(self) -> Result<(), StoreError> {
        self.conn.roll_back().await
    }

    /// Adds lines to the audit trail.
    fn enter(&mut self, entries: impl IntoIterator<Item = AuditLine>) {
        self.insert(audit::ENTER, "", entries.into_iter().map(audit::values));
    }

    fn entry(&self, deed: AuditEvent) -> AuditLine {
        AuditLine {
            by: self.by.clone(),
            at: self.at,
            deed,
            refused: false,
        }
    }
}
