//! The data version: one counter, raised by each write, the seed of every page's ETag.
//!
//! Pages ask for it at each request, so it stands in memory: this program's own writes move it at once, [`Store::follow`] brings those of another program
//! (an import from the command line, another node) within a quarter of a second. Whoever waits for the next one is told.

use crate::{
    Store,
    engine::{fault::Fault, read},
};
use std::time::Duration;
use tokio::sync::watch;

const EVERY: Duration = Duration::from_millis(250);

impl Store {
    /// The data version, as far as this program knows.
    pub fn version(&self) -> i64 {
        *self.version.borrow()
    }

    /// Asks the database for the data version and remembers it.
    ///
    /// # Errors
    /// [`Fault`] when the database can't answer.
    pub async fn refresh_version(&self) -> Result<i64, Fault> {
        const VERSION: &str = "select version from data_version where id = 1";
        let version: i64 = read!(self, |pool| sqlx::query_scalar(VERSION).fetch_one(pool).await?);
        self.remember_version(version);
        Ok(version)
    }

    pub(crate) fn remember_version(&self, version: i64) {
        self.version.send_if_modified(|known| {
            let newer = version > *known;
            *known = version.max(*known);
            newer
        });
    }

    /// The data version and those to come: what an open page waits for.
    pub fn versions(&self) -> watch::Receiver<i64> {
        self.version.subscribe()
    }

    /// Follows the writes of other programs, for ever: to be run in a task of its own.
    pub async fn follow(self) {
        loop {
            tokio::time::sleep(EVERY).await;
            if let Err(fault) = self.refresh_version().await {
                tracing::warn!(%fault, "the data version can't be read");
            }
        }
    }
}
