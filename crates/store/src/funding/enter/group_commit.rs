//! An entry in the group commit: weighed, decided, written, or answered as before.

use super::Entered;
use crate::{
    Store,
    audit::{self, AuditEvent},
    engine::{
        batch::row,
        fault::{Fault, StoreError, readable},
    },
    funding::{
        load::Before,
        row::{ENTER, values},
    },
    request::ANSWER,
    transaction::{Tx, group_commit::GroupCommit},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Actor, AuditAction, Principal, Refusal, TerritoryCode,
    funding::{EntryNumber, EntryRequest, Hash, LedgerEntry, decide, seal},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A wish with who asks for it, and when.
pub(crate) struct AskedEntry {
    pub(super) by: Principal,
    pub(super) today: NaiveDate,
    /// Cut to the microsecond, which both engines keep.
    pub(super) at: DateTime<Utc>,
    pub(super) asked: EntryRequest,
    pub(super) fingerprint: [u8; 32],
}

impl AskedEntry {
    fn line(&self, object: String, refused: bool) -> audit::AuditLine {
        audit::AuditLine {
            by: self.by.clone(),
            at: self.at,
            deed: AuditEvent::new(AuditAction::LedgerEntered, object).within(Some(TerritoryCode::nation())),
            refused,
        }
    }
}

impl GroupCommit for AskedEntry {
    type Done = Entered;
    type Refused = Refusal;
    /// With their answers and their lines in the trail, what SQLite keeps prepared as one text.
    const MOST: usize = 16;
    const WEIGHT_MOST: usize = 16;

    fn id(&self) -> Uuid {
        self.asked.id.0
    }

    fn weight(&self) -> usize {
        1
    }

    async fn write(store: &Store, together: &[Self]) -> Result<Vec<Result<Entered, Refusal>>, StoreError> {
        let Some(first) = together.first() else {
            return Ok(Vec::new());
        };
        let wishes = together.iter().map(|one| &one.asked);
        let (mut tx, mut ledger, known) = store.begin_ledger(&first.by, first.at, wishes).await?;
        let (mut outcomes, mut answers, mut lines) = (Vec::new(), Vec::new(), Vec::new());
        for (one, before) in together.iter().zip(known) {
            if let Some(before) = before {
                outcomes.push(answered(&one.asked, &before, &one.fingerprint)?);
                continue;
            }
            match decide(&ledger, &one.asked, one.by.actor, one.today, one.at) {
                Ok(entry) => {
                    let hash = put(&mut tx, ledger.head, &entry);
                    ledger.add(&entry, hash);
                    let number = entry.sequence;
                    answers.push(row![
                        one.id(),
                        one.fingerprint.to_vec(),
                        number.to_string(),
                        one.at
                    ]);
                    lines.push(one.line(format!("entry-{number} {} {hash}", entry.kind.code()), false));
                    outcomes.push(Ok(Entered { entry: number }));
                }
                Err(refused) => outcomes.push(Err(refused.into())),
            }
        }
        if answers.is_empty() {
            tx.give_up().await?;
        } else {
            tx.insert(ANSWER, "", answers);
            tx.commit_figures(lines).await?;
        }
        Ok(outcomes)
    }

    /// A refusal of the rules leaves its line in the trail, as its code and its values; an id that was used with another content says so.
    async fn refused(store: &Store, refused: Vec<(&Self, Refusal)>) -> Vec<Result<Entered, StoreError>> {
        let lines = refused.iter().filter_map(|(one, why)| match why {
            Refusal::Funding(why) => Some(one.line(why.to_text(), true)),
            _ => None,
        });
        store.note_all(lines.collect());
        refused.into_iter().map(|(_, why)| Err(why.into())).collect()
    }

    async fn failed(&self, _: &Store, stop: StoreError) -> Result<Entered, StoreError> {
        Err(stop)
    }
}

/// Asks for an entry to be written after the head; answers its hash.
pub(super) fn put(tx: &mut Tx, head: Hash, entry: &LedgerEntry) -> Hash {
    let hash = seal(head, entry);
    // A statement each: on PostgreSQL an entry is counted when its statement ends, before the next one follows it.
    tx.insert(ENTER, "", [values(entry, hash)]);
    hash
}

/// The answer that the same request got; another content under its id is a conflict.
fn answered(
    asked: &EntryRequest,
    before: &Before,
    fingerprint: &[u8; 32],
) -> Result<Result<Entered, Refusal>, Fault> {
    match before {
        Before::Answered {
            fingerprint: known,
            answer,
        } if known == fingerprint => {
            let read = answer.parse().ok().map(EntryNumber);
            let entry = readable("request", "answer", asked.id.0, answer, read)?;
            Ok(Ok(Entered { entry }))
        }
        Before::Answered { .. } | Before::InFile => Ok(Err(Refusal::RequestReused)),
    }
}

/// What a request asks and who asks it.
pub(super) fn fingerprint(author: Actor, asked: &EntryRequest) -> [u8; 32] {
    let EntryRequest {
        id: _,
        day,
        year,
        coding,
        wish,
    } = asked;
    let author = author.code();
    Sha256::digest(format!("ledger {author} {day} {year:?} {coding:?} {wish:?}")).into()
}
