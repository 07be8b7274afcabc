//! Opens the store: an embedded SQLite in a data folder, or a PostgreSQL by its URL. Both end at the same migrations.

mod postgres;

use crate::{
    Store,
    engine::{
        Engine,
        fault::{Fault, StoreError},
    },
};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::{path::Path, sync::Arc, time::Duration};

/// How long a writer waits for another before it is told to come back.
pub(crate) const BUSY: Duration = Duration::from_secs(5);
const READERS: u32 = 4;

/// Below, a reset of the write-ahead log could corrupt the file.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// The database's file in the data folder.
pub const FILE: &str = "classe12.sqlite";

impl Store {
    /// Opens the SQLite of a data folder, which is made (readable by its owner alone) when it does not exist, and migrates it.
    ///
    /// # Errors
    /// [`Fault`]: the folder can't be used, the engine is too old, the migrations fail.
    pub async fn open_sqlite(folder: &Path) -> Result<Self, Fault> {
        make_folder(folder)?;
        let options = SqliteConnectOptions::new()
            .filename(folder.join(FILE))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .pragma("journal_size_limit", "67108864")
            // 32 MB: an update touches some fifteen pages, most of them the same ones as the update before.
            .pragma("wal_autocheckpoint", "8000")
            .pragma("cache_size", "-16000")
            .statement_cache_capacity(200);
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(BUSY)
            // A connection to a file does not go stale: asking it first would double what a small query costs.
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone())
            .await?;
        check_sqlite(
            &sqlx::query_scalar::<_, String>("select sqlite_version()")
                .fetch_one(&write)
                .await?,
        )?;
        sqlx_macros::migrate!("../../migrations/sqlite")
            .run(&write)
            .await?;
        let read = SqlitePoolOptions::new()
            .max_connections(READERS)
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(
                options
                    .clone()
                    .create_if_missing(false)
                    .read_only(true)
                    .pragma("cache_size", "-4000"),
            )
            .await?;
        Self::ready(Engine::Sqlite {
            write,
            read,
            options: Arc::new(options),
        })
        .await
    }

    async fn ready(engine: Engine) -> Result<Self, Fault> {
        let store = Self::over(engine);
        store.refresh_version().await?;
        match store.fill().await {
            Ok(()) => Ok(store),
            Err(StoreError::Broken(fault)) => Err(fault),
            Err(stop) => Err(Fault::Unfilled(stop.to_string())),
        }
    }

    /// Fills what a migration left to be made by the program.
    async fn fill(&self) -> Result<(), StoreError> {
        self.fill_empty_rollup().await?;
        self.fill_empty_names().await?;
        self.fill_empty_calendar().await
    }

    /// Closes every connection: what was acknowledged already stands on disk.
    pub async fn close(&self) {
        self.write_notes().await;
        match &self.engine {
            Engine::Sqlite { write, read, .. } => {
                read.close().await;
                write.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }
}

fn make_folder(folder: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

fn check_sqlite(version: &str) -> Result<(), Fault> {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let found = (
        parts.next().unwrap_or(0),
        parts.next().unwrap_or(0),
        parts.next().unwrap_or(0),
    );
    if found < OLDEST_SQLITE {
        return Err(Fault::TooOld(format!("SQLite {version} is older than 3.51.3")));
    }
    Ok(())
}
