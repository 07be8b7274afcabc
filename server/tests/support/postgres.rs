//! An empty database of the real PostgreSQL, which the test command started.

use sqlx::{Connection, Executor, PgConnection};
use std::sync::atomic::{AtomicU32, Ordering};

/// The address of an empty database on it; none where none was started, which is said and counted apart.
pub async fn database() -> Option<String> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let Ok(url) = std::env::var("CLASSE12_TEST_POSTGRES") else {
        println!("à part: no PostgreSQL here (cargo xtask test starts one)");
        return None;
    };
    let (process, rank) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let name = format!("server_{process}_{rank}");
    let mut admin = PgConnection::connect(&url).await.unwrap();
    let make = sqlx::AssertSqlSafe(format!("create database {name}"));
    admin.execute(make).await.unwrap();
    let (server, _) = url.rsplit_once('/').unwrap();
    Some(format!("{server}/{name}"))
}
