//! Group commit: writes that arrive while another one commits wait, then share its transaction and its fsync.

use crate::{
    Store,
    engine::fault::{Fault, StoreError},
};
use futures_util::FutureExt;
use std::{
    collections::{HashSet, VecDeque},
    panic::AssertUnwindSafe,
    sync::{Mutex, PoisonError},
};
use tokio::sync::oneshot::{self, error::TryRecvError};
use uuid::Uuid;

/// What is asked of the store and may be kept with others of its sort.
pub(crate) trait GroupCommit: Send + Sync + Sized + 'static {
    /// What it is answered.
    type Done: Send + 'static;
    /// Why the rules refuse it.
    type Refused: Send;
    /// How many are kept together at most, and above which weight no further one joins: a turn stays short.
    const MOST: usize;
    const WEIGHT_MOST: usize;

    /// The id made where its form was opened: sent twice at once, the second waits for the answer that the first one gets.
    fn id(&self) -> Uuid;

    /// How much it weighs.
    fn weight(&self) -> usize;

    /// Writes all of them in one transaction; each is decided on what the ones before leave. What is refused writes nothing.
    fn write(
        store: &Store,
        together: &[Self],
    ) -> impl Future<Output = Result<Outcomes<Self>, StoreError>> + Send;

    /// What those that were refused are told, in their order.
    fn refused(
        store: &Store,
        refused: Vec<(&Self, Self::Refused)>,
    ) -> impl Future<Output = Vec<Result<Self::Done, StoreError>>> + Send;

    /// What one that could not be written is told.
    fn failed(
        &self,
        store: &Store,
        stop: StoreError,
    ) -> impl Future<Output = Result<Self::Done, StoreError>> + Send;
}

/// What became of each.
pub(crate) type Outcomes<T> = Vec<Result<<T as GroupCommit>::Done, <T as GroupCommit>::Refused>>;

/// Whose turn it is, and who waits.
pub(crate) struct WriteQueue<T: GroupCommit> {
    turn: tokio::sync::Mutex<()>,
    waiting: Mutex<VecDeque<(T, Answer<T>)>>,
}

type Answer<T> = oneshot::Sender<Result<<T as GroupCommit>::Done, StoreError>>;

impl<T: GroupCommit> Default for WriteQueue<T> {
    fn default() -> Self {
        Self {
            turn: tokio::sync::Mutex::default(),
            waiting: Mutex::default(),
        }
    }
}

impl<T: GroupCommit> WriteQueue<T> {
    fn wait(&self, asked: T) -> oneshot::Receiver<Result<T::Done, StoreError>> {
        let (answer, told) = oneshot::channel();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push_back((asked, answer));
        told
    }

    /// All who wait, sent away.
    fn dismiss(&self) -> Vec<Answer<T>> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.drain(..).map(|(_, answer)| answer).collect()
    }

    /// The next batch: at most `MOST`, at most `WEIGHT_MOST` in weight unless the first alone weighs more, no id twice.
    fn take(&self) -> (Vec<T>, Vec<Answer<T>>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut ids, mut weight) = (HashSet::new(), 0);
        for (asked, _) in waiting.iter().take(T::MOST) {
            weight += asked.weight();
            let joins = ids.is_empty() || weight <= T::WEIGHT_MOST;
            if !joins || !ids.insert(asked.id()) {
                break;
            }
        }
        let together = ids.len();
        waiting.drain(..together).unzip()
    }
}

impl Store {
    /// Waits for the turn, or for somebody whose turn it is to keep it with their own.
    pub(crate) async fn in_turn<T: GroupCommit>(&self, asked: T) -> Result<T::Done, StoreError> {
        let turns = self.state::<WriteQueue<T>>();
        let mut told = turns.wait(asked);
        loop {
            let turn = tokio::select! {
                biased;
                answer = &mut told => return answer.map_err(|_| StoreError::Broken(Fault::Cut))?,
                turn = turns.turn.lock() => turn,
            };
            match told.try_recv() {
                Ok(answer) => return answer,
                Err(TryRecvError::Closed) => return Err(Fault::Cut.into()),
                Err(TryRecvError::Empty) => {}
            }
            let (together, answers) = turns.take();
            self.together(&together, answers).await;
            drop(turn);
        }
    }

    /// Writes a batch and tells each of its outcome; false where nothing more can be written for now.
    async fn together<T: GroupCommit>(&self, together: &[T], answers: Vec<Answer<T>>) -> bool {
        // A panic is a fault like another: what stops one must not stop the others.
        let written = AssertUnwindSafe(T::write(self, together)).catch_unwind().await;
        match written.unwrap_or_else(|_| Err(Fault::Cut.into())) {
            Ok(outcomes) => {
                // Those whose request is kept are told first: the refused have one more write to wait for.
                let mut refused = Vec::new();
                let mut waiting = Vec::new();
                for ((asked, outcome), answer) in together.iter().zip(outcomes).zip(answers) {
                    match outcome {
                        Ok(done) => tell::<T>(answer, Ok(done)),
                        Err(why) => {
                            refused.push((asked, why));
                            waiting.push(answer);
                        }
                    }
                }
                for (answer, told) in waiting.into_iter().zip(T::refused(self, refused).await) {
                    tell::<T>(answer, told);
                }
            }
            // A long write holds the store: those who came meanwhile would wait as long again.
            Err(StoreError::Busy) => {
                for answer in answers.into_iter().chain(self.state::<WriteQueue<T>>().dismiss()) {
                    tell::<T>(answer, Err(StoreError::Busy));
                }
                return false;
            }
            Err(stop) => match <[Answer<T>; 1]>::try_from(answers) {
                Ok([answer]) => {
                    if let Some(asked) = together.first() {
                        tell::<T>(answer, asked.failed(self, stop).await);
                    }
                }
                // What stops one must not stop the others: each alone.
                Err(answers) => {
                    let mut each = together.chunks(1).zip(answers);
                    for (asked, answer) in each.by_ref() {
                        if !Box::pin(self.together(asked, vec![answer])).await {
                            break;
                        }
                    }
                    for (_, answer) in each {
                        tell::<T>(answer, Err(StoreError::Busy));
                    }
                }
            },
        }
        true
    }
}

fn tell<T: GroupCommit>(answer: Answer<T>, told: Result<T::Done, StoreError>) {
    if answer.send(told).is_err() {
        tracing::debug!("nobody waits for what was done");
    }
}

#[cfg(test)]
mod tests;
