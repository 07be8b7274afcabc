//! The writer's turn. Changes that come while another is written wait, then are kept together: one transaction and one flush of the disk for all.

use super::{Asked, Recorded};
use crate::{
    engine::Store,
    fault::{Fault, Stop},
};
use std::{
    collections::{HashSet, VecDeque},
    sync::{Mutex, PoisonError},
};
use tokio::sync::oneshot::{self, error::TryRecvError};

/// Changes kept together at most, and above how many steps no further one joins: a turn stays short.
const CHANGES_TOGETHER: usize = 64;
const STEPS_TOGETHER: usize = 400;

/// Whose turn it is, and who waits.
#[derive(Default)]
pub(crate) struct Turns {
    turn: tokio::sync::Mutex<()>,
    waiting: Mutex<VecDeque<(Asked, Answer)>>,
}

type Answer = oneshot::Sender<Result<Recorded, Stop>>;

impl Turns {
    fn wait(&self, asked: Asked) -> oneshot::Receiver<Result<Recorded, Stop>> {
        let (answer, told) = oneshot::channel();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push_back((asked, answer));
        told
    }

    /// All who wait, sent away.
    fn dismiss(&self) -> Vec<Answer> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.drain(..).map(|(_, answer)| answer).collect()
    }

    /// The first of those who wait.
    fn take(&self) -> (Vec<Asked>, Vec<Answer>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut ids, mut steps) = (HashSet::new(), 0);
        for (asked, _) in waiting.iter().take(CHANGES_TOGETHER) {
            steps += asked.change.steps.len();
            // Sent twice, a change waits for the answer that the first one gets.
            let joins = ids.is_empty() || steps <= STEPS_TOGETHER;
            if !joins || !ids.insert(asked.change.id.0) {
                break;
            }
        }
        let together = ids.len();
        waiting.drain(..together).unzip()
    }
}

impl Store {
    /// Waits for the turn, or for somebody whose turn it is to keep the change with their own.
    pub(super) async fn record_in_turn(&self, asked: Asked) -> Result<Recorded, Stop> {
        let mut told = self.turns.wait(asked);
        loop {
            let turn = tokio::select! {
                biased;
                answer = &mut told => return answer.map_err(|_| Stop::Broken(Fault::Cut))?,
                turn = self.turns.turn.lock() => turn,
            };
            match told.try_recv() {
                Ok(answer) => return answer,
                Err(TryRecvError::Closed) => return Err(Fault::Cut.into()),
                Err(TryRecvError::Empty) => {}
            }
            let (together, answers) = self.turns.take();
            self.record_together(together, answers).await;
            drop(turn);
        }
    }

    async fn record_together(&self, together: Vec<Asked>, answers: Vec<Answer>) {
        match self.write_together(&together).await {
            Ok(outcomes) => {
                // Those whose change is kept are told first: the refused have one more write to wait for.
                let mut refused = Vec::new();
                let mut waiting = Vec::new();
                for ((asked, outcome), answer) in together.iter().zip(outcomes).zip(answers) {
                    match outcome {
                        Ok(recorded) => tell(answer, Ok(recorded)),
                        Err(why) => {
                            refused.push((asked, why));
                            waiting.push(answer);
                        }
                    }
                }
                for (answer, told) in waiting.into_iter().zip(self.refused(refused).await) {
                    tell(answer, told);
                }
            }
            // A long write holds the store: those who came meanwhile would wait as long again.
            Err(Stop::Busy) => {
                for answer in answers.into_iter().chain(self.turns.dismiss()) {
                    tell(answer, Err(Stop::Busy));
                }
            }
            Err(stop) => match <[Answer; 1]>::try_from(answers) {
                Ok([answer]) => {
                    if let Some(asked) = together.first() {
                        tell(answer, self.failed(asked, stop).await);
                    }
                }
                // What stops one must not stop the others: each alone.
                Err(answers) => {
                    for (asked, answer) in together.into_iter().zip(answers) {
                        Box::pin(self.record_together(vec![asked], vec![answer])).await;
                    }
                }
            },
        }
    }
}

fn tell(answer: Answer, told: Result<Recorded, Stop>) {
    if answer.send(told).is_err() {
        tracing::debug!("nobody waits for what a change did");
    }
}
