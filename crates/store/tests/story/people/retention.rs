//! What is erased and what goes after its time.

use super::{eventually, make, principal};
use crate::world::{now, today};
use chrono::TimeDelta;
use domain::{Actor, AuditAction, Principal, Role, TerritoryCode, account::AccountState};
use store::{
    Store,
    account::Retention,
    audit::{AuditEntry, AuditFilter, AuditReader},
};

pub(super) async fn an_erased_person_leaves_a_number_and_the_trail(store: Store) {
    make(&store, "admin", Role::Administrator, TerritoryCode::nation()).await;
    let id = make(&store, "camille", Role::Coach, TerritoryCode::nation()).await;
    let by = Principal::operator();
    store
        .bind_identity(&by, now(), id, "https://idp", "sub")
        .await
        .unwrap();
    store.note(
        &principal(&store, id).await,
        now(),
        store::audit::AuditEvent::new(AuditAction::AccessRefused, "GET /personnes"),
        true,
    );
    store
        .erase_account(&by, today(), now(), id, "Nobody")
        .await
        .unwrap();
    let known = store.account(id).await.unwrap().unwrap();
    assert_eq!(
        (known.account.email, known.account.state),
        (None, AccountState::Erased)
    );
    assert!(!known.account.name.contains("camille"));
    assert_eq!(known.account.name, "Nobody");
    assert_eq!(
        store.account_of_identity("https://idp", "sub").await.unwrap(),
        None
    );
    let by_person = |line: &AuditEntry| line.author == Actor::Account(id);
    let lines = eventually(&store, Actor::Account(id), &AuditFilter::default(), by_person).await;
    let own = lines
        .iter()
        .find(|line| line.author == Actor::Account(id))
        .unwrap();
    assert!(own.refused && own.origin.as_deref() == Some("81.2.3.0/24"));
    assert!(lines.iter().all(|line| !line.object.contains("camille")));
}

pub(super) async fn what_was_kept_long_enough_goes_and_nothing_else(store: Store) {
    make(&store, "admin", Role::Administrator, TerritoryCode::nation()).await;
    let id = make(&store, "camille", Role::Coach, TerritoryCode::nation()).await;
    let by = Principal::operator();
    store.put_draft(id, now(), "/", "a=b").await.unwrap();
    store.close_account(&by, today(), now(), id).await.unwrap();
    let kept = Retention {
        subject: "closed-account".to_owned(),
        days: 30,
    };
    store.set_retention(&by, today(), now(), &kept).await.unwrap();
    let state = async || store.account(id).await.unwrap().unwrap().account.state;
    store
        .apply_retention(&by, now() + TimeDelta::days(29), |id| format!("Person {id}"))
        .await
        .unwrap();
    assert_eq!(state().await, AccountState::Closed);
    store
        .apply_retention(&by, now() + TimeDelta::days(31), |id| format!("Person {id}"))
        .await
        .unwrap();
    assert_eq!(state().await, AccountState::Erased);
    let lines = async || {
        store
            .trail(
                &AuditReader::of_everything(Actor::LocalOperator),
                &AuditFilter::default(),
                0,
                50,
            )
            .await
            .unwrap()
            .total
    };
    let before = lines().await;
    assert!(before >= 4);
    store
        .apply_retention(&by, now() + TimeDelta::days(1_827), |id| format!("Person {id}"))
        .await
        .unwrap();
    // What is left is what was done since: the trail of the trail itself.
    assert!(lines().await < before);
}
