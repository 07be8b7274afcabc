//! Versioned cache with single flight: answers of one epoch (of the data, or of the reference data), each loaded once however many ask meanwhile.

mod version;

pub(crate) use version::VersionRow;
pub use version::{DataVersion, Epoch};

use std::{
    collections::HashMap,
    future::Future,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{OnceCell, Semaphore};

/// The most answers kept.
const ANSWERS_MAX: usize = 2_000;

/// Answers of one epoch (of the data, or of the reference data), by what was asked. Another epoch empties it.
pub struct VersionedCache<Key, Answer> {
    kept: Mutex<Answers<Key, Answer>>,
    loads: Option<Semaphore>,
}

/// The answers of an epoch: each one, or the place of the one that is being loaded.
struct Answers<Key, Answer> {
    epoch: Epoch,
    answers: HashMap<Key, Arc<OnceCell<Answer>>>,
}

impl<Key, Answer> Default for VersionedCache<Key, Answer> {
    fn default() -> Self {
        Self {
            kept: Mutex::new(Answers {
                epoch: Epoch::default(),
                answers: HashMap::new(),
            }),
            loads: None,
        }
    }
}

impl<Key, Answer> VersionedCache<Key, Answer> {
    /// A cache of answers that take long: one is loaded at a time, since each load holds one of the few readers that every page needs.
    pub fn one_load_at_a_time() -> Self {
        Self {
            loads: Some(Semaphore::new(1)),
            ..Self::default()
        }
    }
}

impl<Key: Clone + Eq + Hash, Answer: Clone> VersionedCache<Key, Answer> {
    /// The answer kept, else the one that `load` brings. `epoch` is read before it is loaded, so that an answer is never kept as a newer one.
    ///
    /// # Errors
    /// Those of `load`: the next who asks loads again.
    pub async fn get_or_load<E, Load: Future<Output = Result<Answer, E>>>(
        &self,
        epoch: Epoch,
        key: Key,
        load: impl FnOnce() -> Load,
    ) -> Result<Answer, E> {
        let cell = self.cell(epoch, &key);
        let loaded = cell.get_or_try_init(|| async {
            // Never closed: without a turn there is no bound.
            let _turn = match &self.loads {
                Some(loads) => loads.acquire().await.ok(),
                None => None,
            };
            load().await
        });
        let loaded = loaded.await.cloned();
        if loaded.is_err() {
            self.forget(epoch, &key);
        }
        loaded
    }

    /// As [`VersionedCache::get_or_load`], of what may not be there. What is not found is not kept, since addresses can be invented without end.
    ///
    /// # Errors
    /// Those of `load`.
    pub async fn find_or_load<E, Load: Future<Output = Result<Option<Answer>, E>>>(
        &self,
        epoch: Epoch,
        key: Key,
        load: impl FnOnce() -> Load,
    ) -> Result<Option<Answer>, E> {
        let found = async || load().await.map_err(Some)?.ok_or(None);
        match self.get_or_load(epoch, key, found).await {
            Ok(answer) => Ok(Some(answer)),
            Err(None) => Ok(None),
            Err(Some(error)) => Err(error),
        }
    }

    fn cell(&self, epoch: Epoch, key: &Key) -> Arc<OnceCell<Answer>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cell) = kept.answers.get(key).filter(|_| kept.epoch == epoch) {
            return cell.clone();
        }
        if kept.epoch != epoch || kept.answers.len() >= ANSWERS_MAX {
            *kept = Answers {
                epoch,
                answers: HashMap::new(),
            };
        }
        kept.answers.entry(key.clone()).or_default().clone()
    }

    /// Frees the place of an answer that did not come.
    fn forget(&self, epoch: Epoch, key: &Key) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.epoch == epoch && kept.answers.get(key).is_some_and(|cell| !cell.initialized()) {
            kept.answers.remove(key);
        }
    }
}

#[cfg(test)]
mod tests;
