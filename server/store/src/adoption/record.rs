//! Recording steps: load, decide, save, in one transaction. A request sent twice is done once and gets the same answer.

use super::{
    events::{self, Held},
    rollup::{Counted, Rollup},
    units,
};
use crate::{
    batch::row,
    engine::{Store, read},
    fault::{Fault, Stop, readable},
    transaction::Tx,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Actor, Refusal, UnitId,
    adoption::{Advance, Advanced, RequestId, advance},
};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Steps asked for together: all of them or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Made where the form was opened.
    pub id: RequestId,
    /// One step per unit.
    pub steps: Vec<Advance>,
}

/// What a change did, now or the first time it was sent: the same answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The events: (unit, sequence).
    pub events: Vec<(UnitId, u32)>,
}

impl Store {
    /// Records steps, their rollups, where their units stand, the audit entry and the data version: all of it or nothing.
    /// It runs in a task of its own: a client that hangs up can't cut it in two.
    ///
    /// # Errors
    /// [`Stop::SomeRefused`] with each unit that refuses; [`Stop::Refused`] when the id was used with another content; [`Stop::Busy`] behind a long write.
    pub async fn record(
        &self,
        actor: Actor,
        today: NaiveDate,
        now: DateTime<Utc>,
        change: Change,
    ) -> Result<Recorded, Stop> {
        let store = self.clone();
        let task = tokio::spawn(async move { store.record_here(actor, today, now, &change).await });
        task.await.map_err(|_| Stop::Broken(Fault::Cut))?
    }

    async fn record_here(
        &self,
        actor: Actor,
        today: NaiveDate,
        now: DateTime<Utc>,
        change: &Change,
    ) -> Result<Recorded, Stop> {
        let ids: Vec<UnitId> = change.steps.iter().map(|step| step.unit).collect();
        let (mut tx, held, mut rollup) = events::begin_with(self, actor, now, &ids).await?;
        let fingerprint = fingerprint(&change.steps);
        let done = match decide(&tx, held, today, &change.steps) {
            Ok(done) => done,
            Err(refused) => {
                tx.give_up().await?;
                // What was done already is refused when it comes again, its units having moved: it gets the answer it got.
                if let Some(known) = self.answered(change.id, fingerprint).await? {
                    return Ok(known);
                }
                let what = format!("adoption.refused {} of {}", refused.len(), change.steps.len());
                self.audit_refusal(actor, now, &what).await?;
                return Err(Stop::SomeRefused(refused));
            }
        };
        let event = |(_, advanced): &(Counted, Advanced)| (advanced.event.unit, advanced.event.sequence);
        let recorded = Recorded {
            events: done.iter().map(event).collect(),
        };
        save(&mut tx, &mut rollup, &done).await?;
        answer(&mut tx, change.id, fingerprint, &recorded);
        let kept = tx
            .commit(&format!("adoption.recorded {}", recorded_text(&recorded)))
            .await;
        match kept {
            // Nothing refused it, yet its id was used: by another content, which the answer tells.
            Err(Stop::Broken(Fault::Database(error))) if is_taken(&error) => {
                let known = self.answered(change.id, fingerprint).await?;
                known.ok_or_else(|| Fault::Database(error).into())
            }
            kept => kept.map(|()| recorded),
        }
    }

    /// The answer that a request already got, if it was made before; asked of the readers, once its writer has gone.
    async fn answered(&self, id: RequestId, fingerprint: [u8; 32]) -> Result<Option<Recorded>, Stop> {
        const KNOWN: &str = "select fingerprint, answer from request where id = $1";
        let known: Option<(Vec<u8>, String)> = read!(self, |pool| sqlx::query_as(KNOWN)
            .bind(id.0)
            .fetch_optional(pool)
            .await?);
        let Some((before, answer)) = known else {
            return Ok(None);
        };
        if before != fingerprint {
            return Err(Refusal::RequestReused.into());
        }
        let read = recorded_from(&answer);
        Ok(Some(readable("request", "answer", id.0, &answer, read)?))
    }
}

type Decided = Vec<(Counted, Advanced)>;

/// What each step does, by unit, or every refusal.
fn decide(
    tx: &Tx,
    mut held: BTreeMap<UnitId, Held>,
    today: NaiveDate,
    steps: &[Advance],
) -> Result<Decided, Vec<(UnitId, Refusal)>> {
    let (mut done, mut refused) = (Vec::with_capacity(steps.len()), Vec::new());
    for step in steps {
        // A unit named twice in one request is found once: its second step is refused.
        let decided = held
            .remove(&step.unit)
            .ok_or(Refusal::UnknownUnit(step.unit))
            .and_then(|unit| {
                let advanced = advance(unit.counted.year, &unit.timeline, step, tx.actor, today, tx.at)?;
                Ok((unit.counted, advanced))
            });
        match decided {
            Ok(decided) => done.push(decided),
            Err(refusal) => refused.push((step.unit, refusal)),
        }
    }
    done.sort_by_key(|(_, advanced)| advanced.event.unit);
    if refused.is_empty() {
        Ok(done)
    } else {
        Err(refused)
    }
}

async fn save(tx: &mut Tx, rollup: &mut Rollup, done: &[(Counted, Advanced)]) -> Result<(), Stop> {
    for (unit, advanced) in done {
        rollup.add(unit, &advanced.deltas, advanced.event.day, 0, true);
    }
    events::insert_events(tx, done.iter().map(|(_, advanced)| &advanced.event));
    let standing = |(_, a): &(Counted, Advanced)| (a.event.unit, a.standing, a.last_news);
    units::stand(tx, done.iter().map(standing));
    rollup.write(tx).await
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

fn answer(tx: &mut Tx, id: RequestId, fingerprint: [u8; 32], recorded: &Recorded) {
    const KEEP: &str = "insert into request (id, fingerprint, answer, recorded_at)";
    let kept = row![id.0, fingerprint.to_vec(), recorded_text(recorded), tx.at];
    tx.insert(KEEP, "", [kept]);
}

/// What a request asks, so that the same id with another content is a conflict.
fn fingerprint(steps: &[Advance]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for step in steps {
        let (stage, source) = (step.stage.code(), step.source.code());
        let line = format!(
            "{} {} {stage} {} {:?} {source}\n",
            step.unit, step.seen, step.day, step.replaces
        );
        hash.update(line.as_bytes());
    }
    hash.finalize().into()
}

fn recorded_text(recorded: &Recorded) -> String {
    let pairs: Vec<String> = recorded
        .events
        .iter()
        .map(|(unit, sequence)| format!("{unit}/{sequence}"))
        .collect();
    pairs.join(" ")
}

fn recorded_from(text: &str) -> Option<Recorded> {
    let pair = |pair: &str| {
        let (unit, sequence) = pair.split_once('/')?;
        Some((UnitId(unit.parse().ok()?), sequence.parse().ok()?))
    };
    Some(Recorded {
        events: text.split_whitespace().map(pair).collect::<Option<_>>()?,
    })
}
