//! A change in the group commit: decided beside others, written with them, or told why not.

use super::{
    Ask, PendingChange, Recorded,
    answer::{answer, recorded_text},
    decide::{Refused, common, decide},
};
use crate::{
    Store,
    adoption::{
        BatchHead,
        batch::{EndedBatch, insert, insert_places},
        events,
        rollup::Counted,
        save::{DecidedLine, save},
    },
    audit::{AuditEvent, AuditLine},
    engine::fault::{Fault, StoreError},
    request::ANSWER,
    transaction::{Tx, group_commit::GroupCommit},
};
use domain::{
    AuditAction, TerritoryCode, UnitId,
    adoption::{Advanced, BatchId, BatchKind},
};
use std::collections::BTreeSet;
use uuid::Uuid;

impl GroupCommit for PendingChange {
    type Done = Recorded;
    type Refused = Refused;
    const MOST: usize = 64;
    const WEIGHT_MOST: usize = 400;

    fn id(&self) -> Uuid {
        self.change.id.0
    }

    /// Its steps and annulments.
    fn weight(&self) -> usize {
        self.change.steps.len() + self.change.annulled.len()
    }

    async fn write(store: &Store, together: &[Self]) -> Result<Vec<Result<Recorded, Refused>>, StoreError> {
        let Some(first) = together.first() else {
            return Ok(Vec::new());
        };
        let units: BTreeSet<UnitId> = together
            .iter()
            .flat_map(|asked| asked.change.asks().map(Ask::unit))
            .collect();
        let units: Vec<UnitId> = units.into_iter().collect();
        let (mut tx, mut held, mut rollup) = events::begin_with(store, &first.by, first.at, &units).await?;
        let (mut outcomes, mut done) = (Vec::new(), Vec::new());
        let (mut entries, mut answers, mut batches) = (Vec::new(), Vec::new(), Vec::new());
        for asked in together {
            let decided = decide(&mut held, asked).map_err(|refused| {
                let own = |ask: Ask<'_>| held.get(&ask.unit()).map(|held| &held.counted);
                Refused {
                    within: common(asked.change.asks().filter_map(own)),
                    units: refused,
                }
            });
            outcomes.push(decided.map(|decided| {
                let event =
                    |(_, advanced): &(Counted, Advanced)| (advanced.line.unit(), advanced.line.sequence());
                let recorded = Recorded {
                    events: decided.iter().map(event).collect(),
                };
                answers.push(answer(asked, &recorded));
                let object = recorded_text(&recorded);
                let within = common(decided.iter().map(|(unit, _)| unit));
                entries.push(asked.entry(object, within, false));
                let batch = asked.change.batch();
                let head = batch.and_then(|id| asked.batch_head(id, &decided));
                batches.extend(head.map(|head| (head, asked)));
                done.extend(decided.into_iter().map(|(counted, advanced)| DecidedLine {
                    counted,
                    advanced,
                    batch,
                }));
                recorded
            }));
        }
        if entries.is_empty() {
            tx.give_up().await?;
        } else {
            done.sort_by_key(|one| (one.advanced.line.unit(), one.advanced.line.sequence()));
            save(&mut tx, &mut rollup, &done);
            rollup.write(&mut tx).await?;
            for (head, asked) in &batches {
                let own = done.iter().filter(|one| one.batch == Some(head.id));
                let units: Vec<_> = own.map(|one| &one.counted).collect();
                asked.keep_batch(&mut tx, head, &units);
            }
            tx.insert(ANSWER, "", answers);
            tx.commit_figures(entries).await?;
        }
        Ok(outcomes)
    }

    /// What refused changes are told, in their order; the trail of the refusals is one write for all.
    /// What was done already is refused when it comes again, its units having moved: it gets the answer it got.
    async fn refused(store: &Store, refused: Vec<(&Self, Refused)>) -> Vec<Result<Recorded, StoreError>> {
        let (mut told, mut entries) = (Vec::with_capacity(refused.len()), Vec::new());
        for (asked, refused) in refused {
            let known = if refused.is_forbidden() {
                Ok(None)
            } else {
                store.answered(asked.change.id, asked.fingerprint).await
            };
            told.push(match known {
                Ok(Some(known)) => Ok(known),
                Err(stop) => Err(stop),
                Ok(None) => {
                    entries.push(asked.entry(asked.units(), refused.within, true));
                    Err(StoreError::SomeRefused(refused.units))
                }
            });
        }
        store.note_all(entries);
        told
    }

    /// What a change that could not be written is told. Where nothing refused it, yet its id was used, it was by another content, which the answer tells.
    async fn failed(&self, store: &Store, stop: StoreError) -> Result<Recorded, StoreError> {
        match stop {
            StoreError::Broken(Fault::Database(error)) if is_taken(&error) => {
                let known = store.answered(self.change.id, self.fingerprint).await?;
                known.ok_or_else(|| Fault::Database(error).into())
            }
            stop => Err(stop),
        }
    }
}

impl PendingChange {
    /// Its batch, as its receipt tells it: of one school year, or of several.
    fn batch_head(&self, id: BatchId, units: &[(Counted, Advanced)]) -> Option<BatchHead> {
        let (first, _) = units.first()?;
        let one = units.iter().all(|(unit, _)| unit.year == first.year);
        Some(BatchHead {
            id,
            kind: BatchKind::Bulk,
            policy: first.policy,
            year: one.then_some(first.year),
            origin: String::new(),
            undoes: None,
            restores: false,
        })
    }

    /// Asks for the row of its batch and for its places.
    fn keep_batch(&self, tx: &mut Tx, head: &BatchHead, units: &[&Counted]) {
        let ended = EndedBatch {
            head,
            lines: units.len() as u64,
            author: self.by.actor,
            at: self.at,
        };
        insert(tx, &ended);
        insert_places(tx, head.id, units.iter().copied());
    }

    fn entry(&self, object: String, within: Option<TerritoryCode>, refused: bool) -> AuditLine {
        let action = match self.change.steps.is_empty() {
            true => AuditAction::AdoptionAnnulled,
            false => AuditAction::AdoptionRecorded,
        };
        AuditLine {
            by: self.by.clone(),
            at: self.at,
            deed: AuditEvent::new(action, object).within(within),
            refused,
        }
    }

    /// The units asked for, as the trail names them.
    fn units(&self) -> String {
        let units: Vec<String> = self.change.asks().map(|ask| ask.unit().to_string()).collect();
        units.join(" ")
    }
}

/// Whether a request's id is what the database refused: the only key that a sender chooses.
fn is_taken(error: &sqlx::Error) -> bool {
    let refused = error
        .as_database_error()
        .filter(|error| error.is_unique_violation());
    // PostgreSQL names the constraint, SQLite the column.
    refused.is_some_and(|error| {
        error.constraint() == Some("request_pkey") || error.message().contains("request.id")
    })
}
