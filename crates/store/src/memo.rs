//! Caches by data version: of what every page asks and few writes change (policies, years, paths of territories, the school calendar), and of
//! what takes long. Each subject names its own and keeps it in the store's state.

use crate::fault::{Fault, Stop};
use std::{
    collections::HashMap,
    future::Future,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{OnceCell, Semaphore};

/// Answers of one state of the data, by what was asked. What was not found is not kept: addresses can be invented without end.
pub(crate) struct Memo<Key, Answer>(Mutex<(i64, HashMap<Key, Answer>)>);

impl<Key, Answer> Default for Memo<Key, Answer> {
    fn default() -> Self {
        Self(Mutex::new((0, HashMap::new())))
    }
}

impl<Key: Copy + Eq + Hash, Answer: Clone> Memo<Key, Answer> {
    /// The answer remembered, else the one that `ask` brings. `version` is the state's, read before it is asked: an
    /// answer is never kept as a newer one.
    pub(crate) async fn or_ask(
        &self,
        version: i64,
        key: Key,
        ask: impl Future<Output = Result<Option<Answer>, Stop>>,
    ) -> Result<Option<Answer>, Stop> {
        let known = {
            let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            (kept.0 == version).then(|| kept.1.get(&key).cloned()).flatten()
        };
        if known.is_some() {
            return Ok(known);
        }
        let answer = ask.await?;
        if let Some(answer) = &answer {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.0 != version {
                *kept = (version, HashMap::new());
            }
            kept.1.insert(key, answer.clone());
        }
        Ok(answer)
    }
}

/// The most long answers remembered.
const LONG_MAX: usize = 2_000;

/// Answers of one state of the data that take long to make: whoever asks meanwhile waits for the one that is being made.
/// Only one is made at a time: each reads from one of the few readers, which every page needs.
pub(crate) struct Long<Key, Answer> {
    made: Mutex<(i64, Made<Key, Answer>)>,
    making: Semaphore,
}

/// Each answer, or the place of the one that is being made.
type Made<Key, Answer> = HashMap<Key, Arc<OnceCell<Answer>>>;

impl<Key, Answer> Default for Long<Key, Answer> {
    fn default() -> Self {
        Self {
            made: Mutex::new((0, HashMap::new())),
            making: Semaphore::new(1),
        }
    }
}

impl<Key: Eq + Hash, Answer: Clone> Long<Key, Answer> {
    /// The answer remembered, else the one that `make` brings, of a state at least as new as `version`.
    pub(crate) async fn or_make<Making: Future<Output = Result<Answer, Stop>>>(
        &self,
        version: i64,
        key: Key,
        make: impl FnOnce() -> Making,
    ) -> Result<Answer, Stop> {
        let cell = {
            let mut kept = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.0 != version || kept.1.len() >= LONG_MAX {
                *kept = (version, HashMap::new());
            }
            kept.1.entry(key).or_default().clone()
        };
        let alone = || async {
            let _turn = self.making.acquire().await.map_err(|_| Fault::Cut)?;
            make().await
        };
        cell.get_or_try_init(alone).await.cloned()
    }
}
