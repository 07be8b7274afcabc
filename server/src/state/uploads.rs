//! Files that wait to be read: one is read at a time, each account has a share of those that wait, and all of them have room for so much.

use super::share::{Share, Shares};
use domain::AccountId;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The most files that one account has waiting or being read.
pub const FILES_MAX: usize = 5;
/// The most bytes that wait, of all accounts together.
pub const BYTES_MAX: u64 = 6 << 30;

/// The queue of the files to read.
pub struct Uploads {
    turn: Arc<Semaphore>,
    shares: Shares<AccountId>,
    bytes: Arc<AtomicU64>,
}

impl Default for Uploads {
    fn default() -> Self {
        Self {
            turn: Arc::new(Semaphore::new(1)),
            shares: Shares::of(FILES_MAX),
            bytes: Arc::default(),
        }
    }
}

/// A file's place in the queue, until it is read.
pub struct Queued {
    _share: Share<AccountId>,
    held: u64,
    bytes: Arc<AtomicU64>,
}

impl Uploads {
    /// Takes a place for a file of somebody; none where their share is used up.
    pub fn enter(&self, account: Option<AccountId>) -> Option<Queued> {
        Some(Queued {
            _share: self.shares.take(account)?,
            held: 0,
            bytes: self.bytes.clone(),
        })
    }

    /// Waits for the turn, which is held until it is dropped; none once the program ends.
    pub async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        self.turn.clone().acquire_owned().await.ok()
    }
}

impl Queued {
    /// Makes room for more bytes; false where there is none.
    pub fn grow(&mut self, more: u64) -> bool {
        self.held += more;
        self.bytes.fetch_add(more, Ordering::AcqRel) + more <= BYTES_MAX
    }
}

impl Drop for Queued {
    fn drop(&mut self) {
        self.bytes.fetch_sub(self.held, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_has_its_share_and_all_files_have_one_room() {
        let uploads = Uploads::default();
        let (one, other) = (Some(AccountId(1)), Some(AccountId(2)));
        let held: Vec<_> = (0..FILES_MAX).map(|_| uploads.enter(one).unwrap()).collect();
        assert!(uploads.enter(one).is_none());
        let mut more = uploads.enter(other).unwrap();
        assert!(more.grow(BYTES_MAX) && !more.grow(1));
        drop((held, more));
        assert!(uploads.enter(one).unwrap().grow(BYTES_MAX));
    }
}
