//! Entering: load, decide, save, in one transaction. A request sent twice is entered once and gets the same answer.

mod group_commit;

use super::{allow, load};
use crate::{
    Store,
    audit::AuditEvent,
    engine::fault::{Fault, StoreError},
    import::{ImportClosing, close},
    transaction::Tx,
};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use domain::{
    Action, AuditAction, Principal, Refusal, TerritoryCode,
    funding::{EntryNumber, EntryRequest, FundingRefused, Hash, decide},
};
use group_commit::{AskedEntry, fingerprint, put};
use std::collections::BTreeSet;

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

impl Together {
    /// The first and the last that are entered.
    fn span(&self) -> Option<(EntryNumber, EntryNumber)> {
        match self {
            Self::Entered(entered) => Some((*entered.first()?, *entered.last()?)),
            Self::Refused(_) | Self::Moved => None,
        }
    }
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
            fingerprint: fingerprint(by.actor, &asked),
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
        self.enter_together_and_close(by, today, now, bundle, None).await
    }

    /// As [`Store::enter_together`], with the end of their import in the register: both are kept, or neither is.
    ///
    /// # Errors
    /// As [`Store::enter_together`]; [`StoreError::Broken`] when the import is no longer this program's.
    pub async fn enter_together_and_close(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        bundle: Bundle,
        closing: Option<ImportClosing>,
    ) -> Result<Together, StoreError> {
        allow(by, Action::KeepLedger, today)?;
        self.must_hold()?;
        let (store, by) = (self.clone(), by.clone());
        let task = tokio::spawn(async move {
            let now = now.trunc_subsecs(6);
            store.enter_all(&by, today, now, &bundle, closing.as_ref()).await
        });
        task.await.map_err(|_| StoreError::Broken(Fault::Cut))?
    }

    async fn enter_all(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        bundle: &Bundle,
        closing: Option<&ImportClosing>,
    ) -> Result<Together, StoreError> {
        // A reader judges first: what is refused, known already or only tried takes no lock.
        let mut reading = Tx::over(self.snapshot().await?.conn, self, by, now);
        let judged = decide_all(&mut reading, today, bundle).await;
        reading.give_up().await?;
        let judged = judged?.0;
        if bundle.dry_run || judged.span().is_none() {
            return Ok(judged);
        }
        let mut tx = self.begin(by, now).await?;
        let (together, head) = match decide_all(&mut tx, today, bundle).await {
            Ok(decided) => decided,
            Err(stop) => {
                tx.give_up().await?;
                return Err(stop);
            }
        };
        let Some((first, last)) = together.span() else {
            tx.give_up().await?;
            return Ok(together);
        };
        let told = format!("entry-{first}..{last} {head}");
        if let Some(closing) = closing {
            close(&mut tx, closing).await?;
        }
        tx.commit(AuditEvent::new(AuditAction::LedgerImported, told).within(Some(TerritoryCode::nation())))
            .await?;
        Ok(together)
    }

    /// Refuses to write to a ledger that was found altered.
    pub(super) fn must_hold(&self) -> Result<(), StoreError> {
        match self.ledger_health() {
            Some(health) if !health.verdict.is_whole() => Err(Refusal::from(FundingRefused::Altered).into()),
            _ => Ok(()),
        }
    }
}

/// Decides wishes in turn on the ledger as it is seen, and asks for their entries to be written. Answers them with the head that they make.
async fn decide_all(tx: &mut Tx, today: NaiveDate, bundle: &Bundle) -> Result<(Together, Hash), StoreError> {
    let coding = tx.store().clone().chorus_coding().await?;
    let mut ledger = load::whole(tx, coding).await?;
    if bundle.after.is_some_and(|head| head != ledger.head) {
        return Ok((Together::Moved, ledger.head));
    }
    let mut requests: BTreeSet<_> = ledger.entries.values().map(|(entry, _)| entry.request).collect();
    let (mut entered, mut refused) = (Vec::new(), Vec::new());
    for (place, asked) in bundle.wishes.iter().enumerate() {
        if !requests.insert(asked.id) {
            return Err(Refusal::RequestReused.into());
        }
        match decide(&ledger, asked, tx.by.actor, today, tx.at) {
            Ok(entry) => {
                let hash = put(tx, ledger.head, &entry);
                ledger.add(&entry, hash);
                entered.push(entry.sequence);
            }
            Err(why) => refused.push((place, why)),
        }
    }
    let together = if refused.is_empty() {
        Together::Entered(entered)
    } else {
        Together::Refused(refused)
    };
    Ok((together, ledger.head))
}
