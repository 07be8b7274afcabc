//! Batches as the stories write them.

use crate::world::{now, policy, slice, today};
use domain::{
    Actor, AdoptionStage, Email, Principal, Refusal, Role, TerritoryCode, UnitId,
    account::Party,
    adoption::{Advance, BatchId, RequestId, Source, Step},
    rights::{AccessScope, Grant, Powers},
};
use store::{
    Store, StoreError,
    account::NewAccount,
    adoption::{BatchRow, Change},
    intake::{UndoBatch, UndoDone},
};
use uuid::Uuid;

fn advance(unit: i64, seen: u32, stage: AdoptionStage) -> Advance {
    Advance {
        unit: UnitId(unit),
        seen,
        stage,
        day: today(),
        replaces: None,
        source: Source::Visit,
    }
}

/// A bulk update of units that nobody wrote of.
pub async fn bulk(
    store: &Store,
    by: &Principal,
    units: impl IntoIterator<Item = i64>,
    stage: AdoptionStage,
) -> BatchId {
    let id = Uuid::now_v7();
    let change = Change {
        id: RequestId(id),
        steps: units.into_iter().map(|unit| advance(unit, 1, stage)).collect(),
        annulled: Vec::new(),
    };
    store.record(by, today(), now(), change).await.unwrap();
    BatchId(id)
}

/// An update of one unit.
pub async fn step(store: &Store, unit: i64, seen: u32, stage: AdoptionStage) {
    let change = Change {
        id: RequestId(Uuid::now_v7()),
        steps: vec![advance(unit, seen, stage)],
        annulled: Vec::new(),
    };
    let by = Principal::operator();
    store.record(&by, today(), now(), change).await.unwrap();
}

pub async fn undo(
    store: &Store,
    by: &Principal,
    batch: BatchId,
    except_moved: bool,
) -> Result<UndoDone, StoreError> {
    let asked = UndoBatch { batch, except_moved };
    store.undo_batch(by, today(), now(), asked).await
}

pub async fn one(store: &Store, batch: BatchId) -> BatchRow {
    let found = store.batch(batch, &AccessScope::Everywhere).await.unwrap();
    found.unwrap()
}

pub fn refusal<T: std::fmt::Debug>(done: Result<T, StoreError>) -> Refusal {
    match done {
        Err(StoreError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

/// Where every unit stands that has not left.
pub async fn left(store: &Store) -> Vec<(UnitId, Step)> {
    let nation = slice(TerritoryCode::nation());
    let list = store
        .list_units(&nation, None, &AccessScope::Everywhere, 0, 20_000)
        .await
        .unwrap();
    let mut stands: Vec<_> = list
        .units
        .iter()
        .map(|unit| (unit.id, unit.standing.step))
        .collect();
    stands.sort_by_key(|(id, _)| *id);
    stands
}

/// Somebody with a role in a territory.
pub async fn officer(store: &Store, name: &str, role: Role, territory: TerritoryCode) -> Principal {
    let grant = Grant {
        role,
        policy: Some(policy()).filter(|_| role == Role::Officer),
        territory,
        from: today(),
        until: None,
    };
    let new = NewAccount {
        email: Email::new(&format!("{name}@ac-rennes.fr")),
        name: name.to_owned(),
        party: Party::Menj,
        ends_on: None,
    };
    let id = store
        .make_account(&Principal::operator(), now(), &new, &grant)
        .await
        .unwrap();
    Principal {
        actor: Actor::Account(id),
        powers: Powers::Granted(vec![grant].into()),
        origin: None,
    }
}
