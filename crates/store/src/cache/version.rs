//! The data version: a number that each write raises, and an epoch that the same write draws at random; the seed of every page's ETag.
//!
//! After a restore or a failover the same number comes again, made by another write, hence with another epoch: no restore has to be noticed.
//! Pages ask for it at each request, so it stands in memory: this program's own writes move it at once, [`Store::follow`] brings those of another program
//! (an import from the command line, another node) within a quarter of a second. Whoever waits for the next one is told.

use crate::{
    Store,
    engine::{fault::Fault, read},
};
use std::{
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
    time::Duration,
};
use tokio::sync::watch;

const EVERY: Duration = Duration::from_millis(250);

/// What tells two versions of one number apart, and what cached answers are kept for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Epoch(u64);

impl Epoch {
    pub(super) fn of(drawn: impl Hash) -> Self {
        let mut hash = DefaultHasher::new();
        drawn.hash(&mut hash);
        Self(hash.finish())
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// A version of the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DataVersion {
    /// Raised by one by each write.
    pub number: i64,
    /// Drawn by the write that made it.
    pub epoch: Epoch,
    /// Drawn by the last write that changed reference data (policies, school years, territories, the calendar).
    reference: Epoch,
    /// How often this program saw the number fall: what it cached before is of another history.
    falls: u64,
}

/// The row of the version: its number, its epoch, that of the reference data.
pub(crate) type VersionRow = (i64, String, String);

impl DataVersion {
    fn read(row: &VersionRow) -> Self {
        let (number, epoch, reference) = row;
        Self {
            number: *number,
            epoch: Epoch::of(epoch),
            reference: Epoch::of(reference),
            falls: 0,
        }
    }

    /// The version that is known once the database told one, asked when `since` was known already: what it had then it still has, unless it was
    /// brought back to an earlier state, and then it knows less, or the same number by another write.
    fn after(self, told: Self, since: Self) -> Self {
        let fell = told.number < since.number || (told.number == since.number && told.epoch != since.epoch);
        if fell {
            Self {
                falls: self.falls + 1,
                ..told
            }
        } else if told.number > self.number {
            Self {
                falls: self.falls,
                ..told
            }
        } else {
            // Told late: a newer one is known.
            self
        }
    }
}

impl fmt::Display for DataVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.number, self.epoch)
    }
}

impl Store {
    /// The data version, as far as this program knows.
    pub fn data_version(&self) -> DataVersion {
        *self.version.borrow()
    }

    /// Its number.
    pub fn version(&self) -> i64 {
        self.data_version().number
    }

    /// What is cached of the data is kept for this epoch.
    pub fn epoch(&self) -> Epoch {
        let known = self.data_version();
        Epoch::of((known.number, known.epoch, known.falls))
    }

    /// What is cached of the reference data is kept for this epoch: updates and entries of the ledger leave it.
    pub(crate) fn reference_epoch(&self) -> Epoch {
        let known = self.data_version();
        Epoch::of((known.reference, known.falls))
    }

    /// Asks the database for the data version and remembers it. Answers its number.
    ///
    /// # Errors
    /// [`Fault`] when the database can't answer.
    pub async fn refresh_version(&self) -> Result<i64, Fault> {
        const VERSION: &str = "select version, epoch, reference from data_version where id = 1";
        let since = self.data_version();
        let row: VersionRow = read!(self, |pool| sqlx::query_as(VERSION).fetch_one(pool).await?);
        self.remember_version(&row, since);
        Ok(row.0)
    }

    /// Remembers a version that the database told, asked when `since` was known already.
    pub(crate) fn remember_version(&self, told: &VersionRow, since: DataVersion) {
        self.version.send_if_modified(|known| {
            let next = known.after(DataVersion::read(told), since);
            if next.falls > known.falls {
                tracing::warn!(
                    from = known.number,
                    to = next.number,
                    "the data went back to an earlier state"
                );
            }
            let moved = *known != next;
            *known = next;
            moved
        });
    }

    /// The data version and those to come: what an open page waits for.
    pub fn versions(&self) -> watch::Receiver<DataVersion> {
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

    fn version(number: i64, epoch: &str) -> DataVersion {
        DataVersion::read(&(number, epoch.to_owned(), String::new()))
    }

    #[test]
    fn a_version_told_late_is_no_fall_and_one_below_what_was_known_is() {
        let (nine, ten) = (version(9, "a"), version(10, "b"));
        assert_eq!(nine.after(ten, nine), ten, "the next");
        assert_eq!(ten.after(nine, nine), ten, "asked before the next was known");
        assert_eq!(ten.after(ten, ten), ten, "the same");
        let fallen = ten.after(nine, ten);
        assert_eq!((fallen.number, fallen.falls), (9, 1));
        let other = ten.after(version(10, "c"), ten);
        assert_eq!((other.number, other.falls), (10, 1), "the number that came again");
        assert_eq!(
            fallen.after(version(11, "d"), fallen).falls,
            1,
            "a fall is not forgotten"
        );
    }
}
