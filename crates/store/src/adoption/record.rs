//! Recording steps: load, decide, save, in one transaction. A request sent twice is done once and gets the same answer.

use super::{
    events::{self, UnitRecord},
    rollup::{Counted, Rollup},
    units,
};
use crate::{
    Store,
    audit::{AuditEvent, AuditLine},
    engine::{
        batch::{Value, row},
        fault::{Fault, StoreError, readable},
        read,
    },
    transaction::{Tx, group_commit::GroupCommit},
};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use domain::{
    Action, AuditAction, Principal, Refusal, TerritoryCode, UnitId,
    adoption::{self, Advance, Advanced, RequestId, advance},
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

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

/// A change with who asks for it, and when.
pub(crate) struct PendingChange {
    by: Principal,
    today: NaiveDate,
    /// Cut to the microsecond, which both engines keep.
    at: DateTime<Utc>,
    change: Change,
    fingerprint: [u8; 32],
}

impl Store {
    /// Records steps, their rollups, where their units stand, the audit entry and the data version: all of it or nothing.
    /// It runs in a task of its own: a client that hangs up can't cut it in two. Changes that come while another is written are kept together.
    ///
    /// # Errors
    /// [`StoreError::SomeRefused`] with each unit that refuses; [`StoreError::Refused`] when the id was used with another content; [`StoreError::Busy`] behind a long write.
    pub async fn record(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        change: Change,
    ) -> Result<Recorded, StoreError> {
        let asked = PendingChange {
            by: by.clone(),
            today,
            at: now.trunc_subsecs(6),
            fingerprint: fingerprint(&change.steps),
            change,
        };
        let store = self.clone();
        let task = tokio::spawn(async move { store.in_turn(asked).await });
        task.await.map_err(|_| StoreError::Broken(Fault::Cut))?
    }

    /// The answer that a change already got, if it was made before.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when its id was used with another content.
    pub async fn recorded(&self, change: &Change) -> Result<Option<Recorded>, StoreError> {
        self.answered(change.id, fingerprint(&change.steps)).await
    }

    /// The answer that a request already got, if it was made before; asked of the readers, once its writer has gone.
    async fn answered(&self, id: RequestId, fingerprint: [u8; 32]) -> Result<Option<Recorded>, StoreError> {
        const KNOWN: &str = "select fingerprint, answer from request where id = $1";
        let id = id.0;
        let known: Option<(Vec<u8>, String)> = read!(self, |pool| sqlx::query_as(KNOWN)
            .bind(id)
            .fetch_optional(pool)
            .await?);
        let Some((before, answer)) = known else {
            return Ok(None);
        };
        if before != fingerprint {
            return Err(Refusal::RequestReused.into());
        }
        let read = recorded_from(&answer);
        Ok(Some(readable("request", "answer", id, &answer, read)?))
    }
}

impl GroupCommit for PendingChange {
    type Done = Recorded;
    type Refused = Refused;
    const MOST: usize = 64;
    const WEIGHT_MOST: usize = 400;

    fn id(&self) -> Uuid {
        self.change.id.0
    }

    /// Its steps.
    fn weight(&self) -> usize {
        self.change.steps.len()
    }

    async fn write(store: &Store, together: &[Self]) -> Result<Vec<Result<Recorded, Refused>>, StoreError> {
        let Some(first) = together.first() else {
            return Ok(Vec::new());
        };
        let units: BTreeSet<UnitId> = together
            .iter()
            .flat_map(|asked| asked.change.steps.iter().map(|step| step.unit))
            .collect();
        let units: Vec<UnitId> = units.into_iter().collect();
        let (mut tx, mut held, mut rollup) = events::begin_with(store, &first.by, first.at, &units).await?;
        let (mut outcomes, mut done) = (Vec::new(), Vec::new());
        let (mut entries, mut answers) = (Vec::new(), Vec::new());
        for asked in together {
            let decided = decide(&mut held, asked).map_err(|refused| {
                let own = |step: &Advance| held.get(&step.unit).map(|held| &held.counted);
                Refused {
                    within: common(asked.change.steps.iter().filter_map(own)),
                    units: refused,
                }
            });
            outcomes.push(decided.map(|decided| {
                let event =
                    |(_, advanced): &(Counted, Advanced)| (advanced.event.unit, advanced.event.sequence);
                let recorded = Recorded {
                    events: decided.iter().map(event).collect(),
                };
                answers.push(answer(asked, &recorded));
                let object = recorded_text(&recorded);
                let within = common(decided.iter().map(|(unit, _)| unit));
                entries.push(asked.entry(AuditAction::AdoptionRecorded, object, within, false));
                done.extend(decided);
                recorded
            }));
        }
        if entries.is_empty() {
            tx.give_up().await?;
        } else {
            done.sort_by_key(|(_, advanced)| (advanced.event.unit, advanced.event.sequence));
            save(&mut tx, &mut rollup, &done).await?;
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
            told.push(match store.answered(asked.change.id, asked.fingerprint).await {
                Ok(Some(known)) => Ok(known),
                Err(stop) => Err(stop),
                Ok(None) => {
                    entries.push(asked.entry(
                        AuditAction::AdoptionRecorded,
                        asked.units(),
                        refused.within,
                        true,
                    ));
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

/// Why each unit refuses.
type Why = Vec<(UnitId, Refusal)>;

/// Why a change is refused, and the smallest territory that holds its units.
pub(crate) struct Refused {
    units: Why,
    within: Option<TerritoryCode>,
}

/// The smallest territory that holds all of some units.
fn common<'a>(units: impl Iterator<Item = &'a Counted>) -> Option<TerritoryCode> {
    let mut shared: Option<Vec<TerritoryCode>> = None;
    for unit in units {
        let lineage: Vec<_> = unit.lineage().collect();
        shared = Some(match shared {
            None => lineage,
            Some(before) => before.into_iter().filter(|code| lineage.contains(code)).collect(),
        });
    }
    shared?.pop()
}

impl PendingChange {
    fn entry(
        &self,
        action: AuditAction,
        object: String,
        within: Option<TerritoryCode>,
        refused: bool,
    ) -> AuditLine {
        AuditLine {
            by: self.by.clone(),
            at: self.at,
            deed: AuditEvent::new(action, object).within(within),
            refused,
        }
    }

    /// The units asked for, as the trail names them.
    fn units(&self) -> String {
        let units: Vec<String> = self
            .change
            .steps
            .iter()
            .map(|step| step.unit.to_string())
            .collect();
        units.join(" ")
    }
}

/// What each step of a change does, or every refusal. Accepted, its units stand where it leaves them.
fn decide(
    held: &mut BTreeMap<UnitId, UnitRecord>,
    asked: &PendingChange,
) -> Result<Vec<(Counted, Advanced)>, Why> {
    let (mut done, mut refused) = (BTreeMap::new(), Vec::new());
    for step in &asked.change.steps {
        // A unit is found once in a change: a second step on it is refused.
        let unit = held.get(&step.unit).filter(|_| !done.contains_key(&step.unit));
        let decided = unit
            .ok_or(Refusal::from(adoption::AdoptionRefused::UnknownUnit(step.unit)))
            .and_then(|unit| {
                unit.counted
                    .allow(&asked.by, Action::RecordAdoption, asked.today)?;
                let year = unit.counted.year;
                let advanced = advance(year, &unit.timeline, step, asked.by.actor, asked.today, asked.at)?;
                Ok((unit.counted.clone(), advanced))
            });
        match decided {
            Ok(decided) => {
                done.insert(step.unit, decided);
            }
            Err(refusal) => refused.push((step.unit, refusal)),
        }
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    for (unit, (_, advanced)) in &done {
        if let Some(unit) = held.get_mut(unit) {
            unit.timeline = advanced.timeline.clone();
        }
    }
    Ok(done.into_values().collect())
}

async fn save(tx: &mut Tx, rollup: &mut Rollup, done: &[(Counted, Advanced)]) -> Result<(), StoreError> {
    for (unit, advanced) in done {
        rollup.add(unit, &advanced.deltas, advanced.event.day, 0, true);
    }
    events::insert_events(tx, done.iter().map(|(_, advanced)| &advanced.event));
    // The last event of a unit says where it stands.
    let standing: BTreeMap<_, _> = done
        .iter()
        .map(|(_, a)| (a.event.unit, (a.standing, a.last_news)))
        .collect();
    units::stand(
        tx,
        standing.into_iter().map(|(unit, (now, news))| (unit, now, news)),
    );
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

/// What the answer to a request is kept by: the same for every sort of request.
pub(crate) const ANSWER: &str = "insert into request (id, fingerprint, answer, recorded_at)";

/// The row of a request's answer.
fn answer(asked: &PendingChange, recorded: &Recorded) -> [Value; 4] {
    let (id, fingerprint) = (asked.change.id.0, asked.fingerprint.to_vec());
    row![id, fingerprint, recorded_text(recorded), asked.at]
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
