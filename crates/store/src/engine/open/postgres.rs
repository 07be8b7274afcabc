//! Opening a store on PostgreSQL.

use super::BUSY;
use crate::{
    Store,
    engine::{Engine, fault::Fault},
};
use sqlx::{Executor, postgres::PgPoolOptions};

const POSTGRES_CONNECTIONS: u32 = 16;

const OLDEST_POSTGRES: i32 = 150_000;

impl Store {
    /// Opens a PostgreSQL (15 or later) by its URL and migrates it, under its advisory lock.
    ///
    /// # Errors
    /// [`Fault`]: it can't be reached, it is too old, the migrations fail.
    pub async fn open_postgres(url: &str) -> Result<Self, Fault> {
        Self::open_postgres_with(url, POSTGRES_CONNECTIONS).await
    }

    /// The same, with at most so many connections.
    ///
    /// # Errors
    /// As [`Store::open_postgres`].
    pub async fn open_postgres_with(url: &str, connections: u32) -> Result<Self, Fault> {
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(BUSY)
            // The `rollback` below says as much.
            .test_before_acquire(false)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    connection
                        .execute("set lock_timeout = '5s'; set idle_in_transaction_session_timeout = '10min'")
                        .await?;
                    Ok(())
                })
            })
            // sqlx 0.9.0 may lose the end of a transaction that was cut while it began: none leaves the pool open.
            .before_acquire(|connection, _| {
                Box::pin(async move {
                    // Begun first, so that there is something to roll back: PostgreSQL warns where there is not. One that failed refuses to begin.
                    if connection.execute("begin; rollback").await.is_err() {
                        connection.execute("rollback").await?;
                    }
                    Ok(true)
                })
            })
            .connect(url)
            .await?;
        let version: String = sqlx::query_scalar("show server_version_num")
            .fetch_one(&pool)
            .await?;
        if version
            .parse::<i32>()
            .is_ok_and(|version| version < OLDEST_POSTGRES)
        {
            return Err(Fault::TooOld(format!("PostgreSQL {version} is older than 15")));
        }
        sqlx_macros::migrate!("../../migrations/postgres")
            .run(&pool)
            .await?;
        Self::ready(Engine::Postgres(pool)).await
    }
}
