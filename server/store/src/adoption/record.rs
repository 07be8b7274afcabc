//! Recording steps: load, decide, save, in one transaction. A request sent twice is done once and gets the same answer.

use super::{
    events,
    rollup::{Counted, Rollup},
    units,
};
use crate::{
    batch::row,
    engine::{Store, write},
    fault::{Fault, Stop, readable},
    transaction::Tx,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Actor, Refusal, UnitId,
    adoption::{Advance, Advanced, RequestId, advance},
};
use sha2::{Digest, Sha256};

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
        let mut tx = self.begin(actor, now).await?;
        let fingerprint = fingerprint(&change.steps);
        if let Some(known) = answered(&mut tx, change.id, fingerprint).await? {
            return Ok(known);
        }
        match decide(&mut tx, today, &change.steps).await? {
            Ok(done) => {
                let recorded = Recorded {
                    events: done
                        .iter()
                        .map(|(_, a)| (a.event.unit, a.event.sequence))
                        .collect(),
                };
                save(&mut tx, &done);
                answer(&mut tx, change.id, fingerprint, &recorded);
                tx.commit(&format!("adoption.recorded {}", recorded_text(&recorded)))
                    .await?;
                Ok(recorded)
            }
            Err(refused) => {
                drop(tx);
                self.audit_refusal(
                    actor,
                    now,
                    &format!("adoption.refused {} of {}", refused.len(), change.steps.len()),
                )
                .await?;
                Err(Stop::SomeRefused(refused))
            }
        }
    }
}

type Decision = Result<Vec<(Counted, Advanced)>, Vec<(UnitId, Refusal)>>;

async fn decide(tx: &mut Tx, today: NaiveDate, steps: &[Advance]) -> Result<Decision, Stop> {
    let ids: Vec<UnitId> = steps.iter().map(|step| step.unit).collect();
    let mut held = events::load(tx, &ids).await?;
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
    Ok(if refused.is_empty() {
        Ok(done)
    } else {
        Err(refused)
    })
}

fn save(tx: &mut Tx, done: &[(Counted, Advanced)]) {
    let mut rollup = Rollup::default();
    for (unit, advanced) in done {
        rollup.add(unit, &advanced.deltas, advanced.event.day, 0, true);
    }
    events::insert_events(tx, done.iter().map(|(_, advanced)| &advanced.event));
    let standing = |(_, a): &(Counted, Advanced)| (a.event.unit, a.standing, a.last_news);
    units::stand(tx, done.iter().map(standing));
    rollup.write(tx);
}

/// The answer that a request already got, if it was made before.
async fn answered(tx: &mut Tx, id: RequestId, fingerprint: [u8; 32]) -> Result<Option<Recorded>, Stop> {
    const KNOWN: &str = "select fingerprint, answer from request where id = $1";
    let known: Option<(Vec<u8>, String)> = write!(tx, |conn| sqlx::query_as(KNOWN)
        .bind(id.0)
        .fetch_optional(conn)
        .await?);
    let Some((before, answer)) = known else {
        return Ok(None);
    };
    if before != fingerprint {
        return Err(Refusal::RequestReused.into());
    }
    Ok(Some(readable(
        "request",
        "answer",
        id.0,
        &answer,
        recorded_from(&answer),
    )?))
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
