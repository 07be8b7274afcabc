//! Transactions. A `Tx` has an author: `begin…` asks for one, and each way to keep it takes its audit line (`commit…` where what is shown moves: it
//! raises the data version; `keep…` where it doesn't), so that none is anonymous or silent. Upkeep, which nobody asks for, is apart (`crate::account`).

pub(crate) mod group_commit;

use crate::{
    Store,
    audit::{self, AuditEvent, AuditLine},
    engine::{
        Conn, Engine,
        batch::{Batch, Value, postgres_arguments, sqlite_arguments},
        fault::StoreError,
        sqlite::{BEGIN, SqliteWrite},
    },
};
use chrono::{DateTime, SubsecRound, Utc};
use domain::Principal;
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, Either, Executor, FromRow, postgres::PgRow, sqlite::SqliteRow};

/// A write under way: it has an author and a time. Dropped, it is rolled back.
pub(crate) struct Tx {
    pub(crate) conn: Conn,
    pub(crate) by: Principal,
    /// Cut to the microsecond, which both engines keep.
    pub(crate) at: DateTime<Utc>,
    store: Store,
    batch: Batch,
}

/// The data version's row, locked first, so that no two writers lock rows in different orders. On SQLite the beginning locks the whole store.
const LOCK: &str = "select version from data_version where id = 1 for update";

impl Store {
    /// Begins a write.
    pub(crate) async fn begin(&self, by: &Principal, at: DateTime<Utc>) -> Result<Tx, StoreError> {
        Ok(Tx::over(self.begin_conn().await?, self, by, at))
    }

    /// Begins what no author asked for: a migration's own work.
    pub(crate) async fn begin_conn(&self) -> Result<Conn, StoreError> {
        Ok(match &self.engine {
            Engine::Sqlite { write, .. } => Conn::Sqlite(SqliteWrite::begin(write).await?),
            Engine::Postgres(pool) => {
                let mut tx = pool.begin().await?;
                sqlx::query(LOCK).fetch_one(&mut *tx).await?;
                Conn::Postgres(tx)
            }
        })
    }

    /// Begins a write with two questions: the first about each of some rows of values (`$1`…), the second once, about the first row or about nothing.
    /// On SQLite in one go.
    pub(crate) async fn begin_asking<A, B>(
        &self,
        by: &Principal,
        at: DateTime<Utc>,
        rows: Vec<Vec<Value>>,
        [first, second]: [&str; 2],
    ) -> Result<(Tx, Vec<A>, Vec<B>), StoreError>
    where
        A: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
        B: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        let conn = match &self.engine {
            Engine::Sqlite { write, .. } => {
                let mut conn = SqliteWrite::unbegun(write).await?;
                let (mut text, asked, mut named) = (BEGIN.to_owned(), rows.len(), 0);
                for row in &rows {
                    text.push_str("; ");
                    text.push_str(&renumbered(first, named));
                    named += row.len();
                }
                let text = AssertSqlSafe(format!("{text}; {second}"));
                let values = rows.into_iter().flatten().collect();
                let mut answers = conn.fetch_many(sqlx::query_with(text, sqlite_arguments(values)?));
                let mut done = 0;
                while let Some(answer) = answers.try_next().await? {
                    match answer {
                        Either::Left(_) => done += 1,
                        Either::Right(row) if done <= asked => a.push(A::from_row(&row)?),
                        Either::Right(row) => b.push(B::from_row(&row)?),
                    }
                }
                drop(answers);
                Conn::Sqlite(conn)
            }
            Engine::Postgres(_) => {
                let mut conn = self.begin_conn().await?;
                if let Conn::Postgres(tx) = &mut conn {
                    let question = |text: &str| AssertSqlSafe(text.to_owned());
                    let about = rows.first().filter(|_| second.contains("$1")).cloned();
                    for row in rows {
                        let asked = sqlx::query_as_with(question(first), postgres_arguments(row)?);
                        a.extend(asked.fetch_all(&mut **tx).await?);
                    }
                    let about = postgres_arguments(about.unwrap_or_default())?;
                    b = sqlx::query_as_with(question(second), about)
                        .fetch_all(&mut **tx)
                        .await?;
                }
                conn
            }
        };
        Ok((Tx::over(conn, self, by, at), a, b))
    }

    /// Begins to read: everything asked of it is of one moment.
    pub(crate) async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        Ok(Snapshot {
            conn: match &self.engine {
                Engine::Sqlite { read, .. } => Conn::Sqlite(SqliteWrite::begin_reading(read).await?),
                Engine::Postgres(pool) => {
                    let mut tx = pool.begin().await?;
                    tx.execute("set transaction isolation level repeatable read, read only")
                        .await?;
                    Conn::Postgres(tx)
                }
            },
        })
    }
}

/// A question about values that stand after others.
fn renumbered(question: &str, after: usize) -> String {
    let mut parts = question.split('$');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(part.len());
        let (number, rest) = part.split_at(end);
        let number = number.parse::<usize>().map_or(0, |number| number + after);
        out.push_str(&format!("${number}{rest}"));
    }
    out
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
        let (entry, store) = (self.entry(deed), self.store.clone());
        let version = self.raise([entry]).await?;
        version
            .into_iter()
            .for_each(|version| store.remember_version(version));
        Ok(())
    }

    /// Keeps what several authors wrote together, each with a line in the audit trail, and raises the data version once. No reference data is among it.
    pub(crate) async fn commit_figures(
        self,
        entries: impl IntoIterator<Item = AuditLine>,
    ) -> Result<(), StoreError> {
        let store = self.store.clone();
        let version = self.raise(entries).await?;
        version
            .into_iter()
            .for_each(|version| store.remember_version_of_figures(version));
        Ok(())
    }

    async fn raise(
        mut self,
        entries: impl IntoIterator<Item = AuditLine>,
    ) -> Result<Option<i64>, StoreError> {
        const RAISE: &str = "update data_version set version = version + 1 where id = 1 returning version";
        self.enter(entries);
        self.batch.commit(self.conn, Some(RAISE)).await
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
