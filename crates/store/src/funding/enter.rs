//! Entering: load, decide, save, in one transaction. A request sent twice is entered once and gets the same answer.

use super::{
    allow,
    load::{self, Before},
    row::{ENTER, values},
};
use crate::{
    Store,
    adoption::ANSWER,
    audit::{self, AuditEvent},
    engine::{
        batch::row,
        fault::{Fault, StoreError, readable},
    },
    transaction::{Tx, group_commit::GroupCommit},
};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use domain::{
    Action, AuditAction, Principal, Refusal, TerritoryCode,
    funding::{EntryNumber, EntryRequest, FundingRefused, Hash, LedgerEntry, decide, seal},
};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What an entry became, now or the first time it was sent: the same answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Its number.
    pub entry: EntryNumber,
}

/// Many wishes to enter together.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// In this order.
    pub wishes: Vec<EntryRequest>,
    /// The head of the ledger that they were made from, where it matters: once it moved they may say twice what somebody entered meanwhile.
    pub after: Option<Hash>,
    /// Whether it is only tried.
    pub dry_run: bool,
}

/// What became of many wishes entered together: all of them, or what each of those refused is refused for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Together {
    /// All are entered, from the first to the last number.
    Entered(Vec<EntryNumber>),
    /// Nothing is: the places of those refused, and why.
    Refused(Vec<(usize, FundingRefused)>),
    /// Nothing is: the ledger is no longer the one that they were made from.
    Moved,
}

impl Store {
    /// Enters one wish. It runs in a task of its own: a client that hangs up can't cut it in two. Those that come while another is written are kept together.
    ///
    /// # Errors
    /// [`StoreError::Refused`] by the rules of article 4, or when the id was used with another content; [`StoreError::Busy`] behind a long write.
    pub async fn enter(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        asked: EntryRequest,
    ) -> Result<Entered, StoreError> {
        allow(by, Action::KeepLedger, today)?;
        self.must_hold()?;
        let asked = AskedEntry {
            by: by.clone(),
            today,
            at: now.trunc_subsecs(6),
            fingerprint: fingerprint(&asked),
            asked,
        };
        let store = self.clone();
        let task = tokio::spawn(async move { store.in_turn(asked).await });
        task.await.map_err(|_| StoreError::Broken(Fault::Cut))?
    }

    /// Enters many wishes, each decided on what the ones before leave: all of them, or none. Tried only: none, but the same answer.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when nothing may be entered at all; [`StoreError::Busy`] behind a long write.
    pub async fn enter_together(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        bundle: Bundle,
    ) -> Result<Together, StoreError> {
        allow(by, Action::KeepLedger, today)?;
        self.must_hold()?;
        let (store, by) = (self.clone(), by.clone());
        let task =
            tokio::spawn(async move { store.enter_all(&by, today, now.trunc_subsecs(6), &bundle).await });
        task.await.map_err(|_| StoreError::Broken(Fault::Cut))?
    }

    async fn enter_all(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        bundle: &Bundle,
    ) -> Result<Together, StoreError> {
        let coding = self.chorus_coding().await?;
        let mut tx = self.begin(by, now).await?;
        let mut ledger = load::whole(&mut tx, coding).await?;
        if bundle.after.is_some_and(|head| head != ledger.head) {
            tx.give_up().await?;
            return Ok(Together::Moved);
        }
        let mut requests: BTreeSet<_> = ledger.entries.values().map(|(entry, _)| entry.request).collect();
        let (mut entered, mut refused) = (Vec::new(), Vec::new());
        for (place, asked) in bundle.wishes.iter().enumerate() {
            if !requests.insert(asked.id) {
                tx.give_up().await?;
                return Err(Refusal::RequestReused.into());
            }
            match decide(&ledger, asked, by.actor, today, now) {
                Ok(entry) => {
                    let hash = put(&mut tx, ledger.head, &entry);
                    ledger.add(&entry, hash);
                    entered.push(entry.sequence);
                }
                Err(why) => refused.push((place, why)),
            }
        }
        if !refused.is_empty() || bundle.dry_run || entered.is_empty() {
            tx.give_up().await?;
            return Ok(if refused.is_empty() {
                Together::Entered(entered)
            } else {
                Together::Refused(refused)
            });
        }
        let told = match (entered.first(), entered.last()) {
            (Some(first), Some(last)) => format!("entry-{first}..{last} {}", ledger.head),
            _ => String::new(),
        };
        tx.commit(AuditEvent::new(AuditAction::LedgerImported, told).within(Some(TerritoryCode::nation())))
            .await?;
        Ok(Together::Entered(entered))
    }

    /// Refuses to write to a ledger that was found altered.
    pub(super) fn must_hold(&self) -> Result<(), StoreError> {
        match self.ledger_health() {
            Some(health) if !health.verdict.is_whole() => Err(Refusal::from(FundingRefused::Altered).into()),
            _ => Ok(()),
        }
    }
}

/// A wish with who asks for it, and when.
pub(crate) struct AskedEntry {
    by: Principal,
    today: NaiveDate,
    /// Cut to the microsecond, which both engines keep.
    at: DateTime<Utc>,
    asked: EntryRequest,
    fingerprint: [u8; 32],
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
fn put(tx: &mut Tx, head: Hash, entry: &LedgerEntry) -> Hash {
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

fn fingerprint(asked: &EntryRequest) -> [u8; 32] {
    let EntryRequest {
        id: _,
        day,
        year,
        coding,
        wish,
    } = asked;
    Sha256::digest(format!("ledger {day} {year:?} {coding:?} {wish:?}")).into()
}
