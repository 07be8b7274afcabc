//! The ledger beside a small model of article 4, written from its words and not from the rules' code: whatever is asked, both say the same.

mod compare;

use crate::{
    ceiling_race::kind,
    engines::{attempts, drop_postgres, postgres_url, seed},
    ledger_world::{day, now, today, year},
    reference::Model,
};
use compare::COMPARED;
use domain::{
    Principal, Refusal,
    funding::{Cents, Credit, DutyId, DutyKind, DutyMove, EntryNumber, EntryRequest, StepKind},
};
use fastrand::Rng;
use std::collections::BTreeMap;
use store::{
    Store, StoreError,
    funding::{FundingDay, NewDuty},
};
use uuid::Uuid;

/// How many commands a ledger takes before the next one begins from nothing, and how often the two are compared whole.
const PER_LEDGER: usize = 2_000;

/// What commands were answered.
type Told = BTreeMap<String, usize>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_ledger_model_agrees_on_sqlite() {
    let (seed, count) = (seed(), attempts(2_500, 200_000));
    let mut told = Told::new();
    for (ledger, commands) in ledgers(count) {
        let (store, _folder) = crate::engines::sqlite().await;
        let mut twins = Twins::new(store, seed, ledger).await;
        twins.run(commands, &mut told).await;
    }
    println!("figures: SQLite: {count} commands, no difference, seed {seed} ({told:?})");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_ledger_model_agrees_on_postgres() {
    let (seed, count) = (seed(), attempts(2_500, 200_000));
    let mut told = Told::new();
    for (ledger, commands) in ledgers(count) {
        let Some(url) = postgres_url().await else { return };
        let store = Store::open_postgres_with(&url, 2).await.unwrap();
        let mut twins = Twins::new(store.clone(), seed, ledger).await;
        twins.run(commands, &mut told).await;
        store.close().await;
        drop_postgres(&url).await;
    }
    println!("figures: PostgreSQL: {count} commands, no difference, seed {seed} ({told:?})");
}

/// How many commands each ledger takes.
fn ledgers(count: usize) -> impl Iterator<Item = (u64, usize)> {
    let starts = (0..count).step_by(PER_LEDGER);
    (0..).zip(starts.map(move |start| PER_LEDGER.min(count - start)))
}

/// The ledger and its model.
pub struct Twins {
    store: Store,
    pub model: Model,
    pub rng: Rng,
    /// What was accepted, with its entry.
    accepted: Vec<(EntryRequest, usize)>,
    /// The duty that suspends, while it does.
    pub duty: Option<DutyId>,
    /// How to come back to this ledger.
    replay: String,
}

impl Twins {
    async fn new(store: Store, seed: u64, ledger: u64) -> Self {
        let mut rng = Rng::with_seed(seed.wrapping_add(ledger.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let mut first = day(2020, 1, 1);
        if rng.bool() {
            first = day(2020, 2, 10);
            let by = Principal::operator();
            let set = store.set_funding_day(&by, today(), now(), FundingDay::Signature, first);
            set.await.unwrap();
        }
        Self {
            store,
            model: Model::new(first),
            rng,
            accepted: Vec::new(),
            duty: None,
            replay: format!("PROOF_SEED={seed}, ledger {ledger}"),
        }
    }

    async fn run(&mut self, commands: usize, told: &mut Told) {
        for command in 1..=commands {
            let place = format!("{}, command {command}", self.replay);
            if self.rng.u8(..if self.duty.is_some() { 30 } else { 200 }) == 0 {
                self.suspend_or_lift().await;
            }
            let name = match self.rng.u8(..20) {
                0 if !self.accepted.is_empty() => self.again(&place).await,
                _ => self.command(&place).await,
            };
            *told.entry(name).or_default() += 1;
            if command % COMPARED == 0 || command == commands {
                self.compare(&place).await;
            }
        }
    }

    async fn command(&mut self, place: &str) -> String {
        let asked = self.draw();
        let expected = self.model.take(&asked);
        let found = self.enter(asked.clone()).await;
        match (&found, &expected) {
            (Ok(entry), Ok(number)) if entry.0 == i64::try_from(*number).unwrap() => {
                self.accepted.push((asked, *number));
                "accepted".to_owned()
            }
            (Err(StoreError::Refused(Refusal::Funding(why))), Err(reasons))
                if reasons.contains(&kind(why).as_str()) =>
            {
                kind(why)
            }
            _ => panic!("{place}: {asked:?}: the ledger says {found:?}, the model {expected:?}"),
        }
    }

    /// A form sent again: the same answer, or a conflict where it says something else.
    async fn again(&mut self, place: &str) -> String {
        let (mut asked, number) = self.accepted[self.rng.usize(..self.accepted.len())].clone();
        if self.rng.bool() {
            let found = self.enter(asked.clone()).await;
            assert!(
                matches!(found, Ok(entry) if entry.0 == i64::try_from(number).unwrap()),
                "{place}: sent again, {asked:?}: {found:?}"
            );
            return "sent again".to_owned();
        }
        asked.wish = self.wish();
        if self.accepted.iter().any(|(known, _)| *known == asked) {
            return "drawn alike".to_owned();
        }
        let found = self.enter(asked.clone()).await;
        let conflict = matches!(found, Err(StoreError::Refused(Refusal::RequestReused)));
        assert!(conflict, "{place}: another content, {asked:?}: {found:?}");
        "RequestReused".to_owned()
    }

    async fn enter(&self, asked: EntryRequest) -> Result<EntryNumber, StoreError> {
        let entered = self
            .store
            .enter(&Principal::operator(), today(), now(), asked)
            .await;
        entered.map(|entered| entered.entry)
    }

    async fn suspend_or_lift(&mut self) {
        let by = Principal::operator();
        let steps: &[(i64, StepKind)] = if self.duty.is_some() {
            &[(3, StepKind::Lifted)]
        } else {
            &[(1, StepKind::Told), (2, StepKind::Suspended)]
        };
        let id = self
            .duty
            .unwrap_or_else(|| DutyId(Uuid::from_u128(self.rng.u128(..))));
        if self.duty.is_none() {
            let new = NewDuty {
                id,
                kind: DutyKind::Shortfall,
                day: today(),
                credit: Credit::Ae,
                year: year(2021),
                amount: Cents(100),
                note: "Renfort demandé".to_owned(),
            };
            self.store.open_duty(&by, today(), now(), &new).await.unwrap();
        }
        for (seen, step) in steps {
            let next = DutyMove {
                step: *step,
                day: today(),
                seen: *seen,
                note: "Courriel".to_owned(),
                entry: None,
            };
            self.store
                .move_duty(&by, today(), now(), id, &next)
                .await
                .unwrap();
        }
        self.duty = if self.duty.is_some() { None } else { Some(id) };
        self.model.suspended = self.duty.is_some();
    }
}
