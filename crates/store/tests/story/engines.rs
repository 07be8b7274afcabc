//! An empty store of each engine. The real PostgreSQL is the one that the test command started.

use sqlx::{Connection, Executor, PgConnection};
use std::sync::atomic::{AtomicU32, Ordering};
use store::Store;
use tempfile::TempDir;

/// An empty store, in a folder that lives as long.
pub async fn sqlite() -> (Store, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Store::open_sqlite(folder.path()).await.unwrap(), folder)
}

/// The address of a new, empty database of the real PostgreSQL; none where none was started, which is said and counted apart.
pub async fn postgres_url() -> Option<String> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let Ok(url) = std::env::var("CLASSE12_TEST_POSTGRES") else {
        println!("à part: no PostgreSQL here (cargo xtask test starts one)");
        return None;
    };
    let name = format!(
        "story_{}_{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    );
    let mut admin = PgConnection::connect(&url).await.unwrap();
    admin
        .execute(sqlx::AssertSqlSafe(format!("create database {name}")))
        .await
        .unwrap();
    let (server, _) = url.rsplit_once('/').unwrap();
    Some(format!("{server}/{name}"))
}

/// Drops a database that [`postgres_url`] made.
pub async fn drop_postgres(url: &str) {
    let (_, name) = url.rsplit_once('/').unwrap();
    let server = std::env::var("CLASSE12_TEST_POSTGRES").unwrap();
    let mut admin = PgConnection::connect(&server).await.unwrap();
    let drop = format!("drop database {name} with (force)");
    admin.execute(sqlx::AssertSqlSafe(drop)).await.unwrap();
}

/// An empty store on the real PostgreSQL.
pub async fn postgres() -> Option<Store> {
    Some(Store::open_postgres(&postgres_url().await?).await.unwrap())
}

/// The same story on both engines: `name` tells it on a store.
macro_rules! on_both {
    ($($(#[$meta:meta])* $sqlite:ident, $postgres:ident => $story:path;)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $sqlite() {
                let (store, _folder) = crate::engines::sqlite().await;
                $story(store).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $postgres() {
                if let Some(store) = crate::engines::postgres().await {
                    $story(store).await;
                }
            }
        )*
    };
}
pub(crate) use on_both;

/// Whether the proofs run at their full length.
pub fn long() -> bool {
    std::env::var_os("PROOF_LONG").is_some()
}

/// How many attempts a proof makes: in its short form, in its long one, or as many as were asked for.
pub fn attempts(short: usize, full: usize) -> usize {
    let asked = std::env::var("PROOF_ATTEMPTS").ok();
    let usual = if long() { full } else { short };
    asked.map_or(usual, |asked| asked.parse().unwrap())
}

/// The seed of what is drawn: another each time, or the one that is asked for again.
pub fn seed() -> u64 {
    let asked = std::env::var("PROOF_SEED").ok();
    asked.map_or_else(|| fastrand::u64(..), |asked| asked.parse().unwrap())
}
