//! The audit trail, watched from beside: its lines are written aside, and nothing more is asked before they stand.

use crate::support::World;
use sqlx::{Connection, SqliteConnection};
use std::time::Duration;
use store::{Store, import::ImportState};

pub struct Trail {
    connection: SqliteConnection,
    store: Store,
}

impl Trail {
    pub async fn of(world: &World) -> Self {
        let file = world.folder.path().join("classe12.sqlite");
        let address = format!("sqlite://{}?mode=ro", file.display());
        Self {
            connection: SqliteConnection::connect(&address).await.unwrap(),
            store: world.store.clone(),
        }
    }

    pub async fn lines(&mut self) -> i64 {
        let count = sqlx::query_scalar("select count(*) from audit_trail");
        count.fetch_one(&mut self.connection).await.unwrap()
    }

    /// Waits for one line more than there were.
    pub async fn wait_after(&mut self, lines: i64) {
        for _ in 0..5_000 {
            if self.lines().await > lines {
                return;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        panic!("a refusal left no line");
    }

    /// Waits until no line is added, nor any import under way.
    pub async fn still(&mut self) {
        let (mut before, mut quiet) = (self.lines().await, 0);
        while quiet < 6 {
            tokio::time::sleep(Duration::from_millis(10)).await;
            let imports = self.store.imports(None, 50).await.unwrap();
            let running = imports.iter().any(|import| import.state == ImportState::Running);
            let now = self.lines().await;
            quiet = if now == before && !running { quiet + 1 } else { 0 };
            before = now;
        }
    }
}
