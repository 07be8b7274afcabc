//! What a durable commit costs in SQLite itself: the baseline of everything that is written.

use crate::Error;
use sqlx::{
    Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// One row a commit, as durable as the store's.
pub struct Bare {
    connection: SqliteConnection,
    next: i64,
}

impl Bare {
    /// In a file of its own beside the product's.
    pub async fn open(folder: &Path) -> Result<Self, Error> {
        let file = folder.join("bare.sqlite");
        if file.exists() {
            std::fs::remove_file(&file)?;
        }
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        sqlx::query("create table if not exists row (id integer primary key, what text not null) strict")
            .execute(&mut connection)
            .await?;
        Ok(Self { connection, next: 0 })
    }

    /// Commits a second, over some time.
    pub async fn rate(&mut self, over: Duration) -> Result<u64, Error> {
        let (begun, mut done) = (Instant::now(), 0_u64);
        while begun.elapsed() < over {
            self.next += 1;
            sqlx::query("insert into row (id, what) values ($1, $2)")
                .bind(self.next)
                .bind("contacted 2021-12-17")
                .execute(&mut self.connection)
                .await?;
            done += 1;
        }
        Ok(done * 1_000_000 / u64::try_from(begun.elapsed().as_micros().max(1))?)
    }
}
