//! The data version: one counter, raised by each write, the seed of every page's ETag.
//!
//! Pages ask for it at each request, so it stands in memory: this program's own writes move it at once, [`Store::follow`] brings those of another program
//! (an import from the command line, another node) within a quarter of a second. Whoever waits for the next one is told.

use crate::{
    Store,
    engine::{fault::Fault, read},
};
use std::{
    ops::RangeInclusive,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::watch;

const EVERY: Duration = Duration::from_millis(250);

/// The latest versions between which this program alone wrote, and wrote no reference data.
struct SameReference(Mutex<RangeInclusive<i64>>);

impl Default for SameReference {
    fn default() -> Self {
        Self(Mutex::new(0..=0))
    }
}

impl SameReference {
    /// Version `to` is the one before and a write that left the reference data as it was.
    fn extend(&self, to: i64) {
        let mut same = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let first = if *same.end() == to - 1 {
            *same.start()
        } else {
            to - 1
        };
        *same = first..=to;
    }

    /// The first version that has the reference data of `version`, as far as is known.
    fn first(&self, version: i64) -> i64 {
        let same = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if same.contains(&version) {
            *same.start()
        } else {
            version
        }
    }
}

impl Store {
    /// The data version, as far as this program knows.
    pub fn version(&self) -> i64 {
        *self.version.borrow()
    }

    /// The version of the reference data (policies, school years, territories, the calendar): updates and entries of the ledger leave it,
    /// so that what is cached of it outlives them.
    pub(crate) fn reference_version(&self) -> i64 {
        self.state::<SameReference>().first(self.version())
    }

    /// Remembers the version of a write that left the reference data as it was.
    pub(crate) fn remember_version_of_figures(&self, version: i64) {
        self.state::<SameReference>().extend(version);
        self.remember_version(version);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reference_data_is_the_same_until_somebody_else_writes_or_this_program_writes_reference_data() {
        let same = SameReference::default();
        assert_eq!(same.first(7), 7, "nothing is known");
        same.extend(8);
        same.extend(9);
        assert_eq!(
            [6, 7, 8, 9, 10].map(|version| same.first(version)),
            [6, 7, 7, 7, 10]
        );
        // Version 10 was an import, or another program's.
        same.extend(11);
        assert_eq!(
            [9, 10, 11, 12].map(|version| same.first(version)),
            [9, 10, 10, 12]
        );
    }
}
