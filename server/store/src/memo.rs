//! What every page asks and few writes change, remembered for one state of the data: policies, years, paths of territories, the school calendar.

use crate::{Place, engine::Store, fault::Stop};
use domain::{PolicyCode, SchoolYear, TerritoryCode, calendar::Calendar, policy::Policy};
use std::{
    collections::HashMap,
    future::Future,
    hash::Hash,
    sync::{Mutex, PoisonError},
};

/// What is remembered.
#[derive(Default)]
pub(crate) struct Memos {
    pub policies: Memo<PolicyCode, Policy>,
    pub years: Memo<PolicyCode, Vec<SchoolYear>>,
    pub places: Memo<TerritoryCode, Place>,
    pub calendar: Memo<(), Calendar>,
}

/// Answers of one state of the data, by what was asked. What was not found is not kept: addresses can be invented without end.
pub(crate) struct Memo<Key, Answer>(Mutex<(i64, HashMap<Key, Answer>)>);

impl<Key, Answer> Default for Memo<Key, Answer> {
    fn default() -> Self {
        Self(Mutex::new((0, HashMap::new())))
    }
}

impl<Key: Copy + Eq + Hash, Answer: Clone> Memo<Key, Answer> {
    /// The answer remembered, else the one that `ask` brings. The state is read before it is asked: an answer is never kept as a newer one.
    pub(crate) async fn or_ask(
        &self,
        store: &Store,
        key: Key,
        ask: impl Future<Output = Result<Option<Answer>, Stop>>,
    ) -> Result<Option<Answer>, Stop> {
        let version = store.version();
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
