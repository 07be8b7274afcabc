//! Beginning a transaction, perhaps with its first questions in the same go.

use super::Tx;
use crate::{
    Store,
    engine::{
        Conn, Engine,
        batch::{Value, postgres_arguments, sqlite_arguments},
        fault::StoreError,
        open::BUSY,
        postgres::PostgresWrite,
        sqlite::{BEGIN, SqliteWrite},
    },
};
use chrono::{DateTime, Utc};
use domain::Principal;
use futures_util::TryStreamExt;
use sqlx::{
    AssertSqlSafe, Either, Executor, FromRow,
    postgres::PgRow,
    sqlite::{SqlitePoolOptions, SqliteRow},
};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The data version's row, locked first, so that no two writers lock rows in different orders. On SQLite the beginning locks the whole store.
const LOCK: &str = "select version from data_version where id = 1 for update";

/// Rows that the engine of a connection apart reads ahead of those that are taken.
const ROWS_AHEAD: usize = 4_096;

/// The writes under way on PostgreSQL: the one that has the lock, and the next. Those that wait behind them hold none of the connections that readers need.
struct WritePlaces(Arc<Semaphore>);

impl Default for WritePlaces {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(2)))
    }
}

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
                let place = self.place_to_write().await?;
                let mut tx = pool.begin().await?;
                sqlx::query(LOCK).fetch_one(&mut *tx).await?;
                Conn::Postgres(PostgresWrite::placed(tx, place))
            }
        })
    }

    /// Begins to read on a connection apart, which is closed with its temporary tables when it ends: all that is asked is of one moment, no writer
    /// waits for it, and it takes none of the readers' connections.
    pub(crate) async fn begin_apart(&self) -> Result<Conn, StoreError> {
        Ok(match &self.engine {
            Engine::Sqlite { options, .. } => {
                let own = (**options)
                    .clone()
                    .pragma("cache_size", "-80000")
                    // A chunk of rows fits: the engine's thread does not wait for them to be taken one by one.
                    .row_buffer_size(ROWS_AHEAD);
                let apart = SqlitePoolOptions::new().max_connections(1);
                Conn::Sqlite(SqliteWrite::begin_reading(&apart.connect_with(own).await?).await?)
            }
            Engine::Postgres(pool) => {
                let apart = pool.options().clone().max_connections(1);
                let apart = apart.connect_with((*pool.connect_options()).clone()).await?;
                let mut tx = apart.begin().await?;
                tx.execute("set transaction isolation level repeatable read")
                    .await?;
                Conn::Postgres(tx.into())
            }
        })
    }

    /// Ends what is read on a connection and takes the writer's lock on it.
    pub(crate) async fn lock(&self, conn: &mut Conn) -> Result<(), StoreError> {
        match conn {
            Conn::Sqlite(write) => write.begin_again().await,
            Conn::Postgres(write) => {
                write.begin_again(self.place_to_write().await?).await?;
                sqlx::query(LOCK).fetch_one(&mut **write).await?;
                Ok(())
            }
        }
    }

    /// Waits for a place among those who write.
    async fn place_to_write(&self) -> Result<OwnedSemaphorePermit, StoreError> {
        let places = self.state::<WritePlaces>().0.clone();
        let place = tokio::time::timeout(BUSY, places.acquire_owned()).await;
        place.ok().and_then(Result::ok).ok_or(StoreError::Busy)
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
