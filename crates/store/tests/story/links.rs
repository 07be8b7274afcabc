//! Links on both engines: one use whoever comes at once, few for one account, five wrong codes; and the life of an account around them.

mod life;

use crate::{
    engines::on_both,
    world::{now, today},
};
use chrono::TimeDelta;
use domain::{
    AccountId, Email, Principal, Refusal, Role, TerritoryCode,
    account::{LinkKind, Party},
    rights::Grant,
};
use life::a_life;
use store::{
    Store, StoreError,
    account::{NewAccount, NewLink, Secret},
};
use uuid::Uuid;

on_both! {
    a_link_used_by_twenty_at_once_opens_for_one, a_link_used_by_twenty_at_once_opens_for_one_on_postgres => one_of_twenty;
    an_account_gets_five_links_in_their_time, an_account_gets_five_links_in_their_time_on_postgres => five_links;
    a_person_is_invited_bound_signed_in_closed_and_erased, a_person_is_invited_bound_signed_in_closed_and_erased_on_postgres => a_life;
    five_wrong_codes_kill_a_link, five_wrong_codes_kill_a_link_on_postgres => five_codes;
}

fn link() -> NewLink {
    let id = Uuid::now_v7();
    NewLink {
        id,
        token: Secret::of(&id.to_string()),
        code: Some(Secret::of_code(id, "12345678")),
    }
}

async fn somebody(store: &Store) -> AccountId {
    let new = NewAccount {
        email: Email::new("jeanne.martin@ac-creteil.fr"),
        name: "Jeanne Martin".to_owned(),
        party: Party::Menj,
        ends_on: None,
    };
    let grant = Grant {
        role: Role::Administrator,
        policy: None,
        territory: TerritoryCode::nation(),
        from: today(),
        until: None,
    };
    let by = Principal::operator();
    let made = store.make_account(&by, now(), &new, &grant);
    made.await.unwrap()
}

fn is_dead<T>(answer: &Result<T, StoreError>) -> bool {
    matches!(answer, Err(StoreError::Refused(Refusal::DeadLink)))
}

async fn one_of_twenty(store: Store) {
    let (by, account, link) = (Principal::operator(), somebody(&store).await, link());
    let made = store.make_link(&by, now(), LinkKind::SignIn, Some(account), &link);
    made.await.unwrap();
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let (store, token) = (store.clone(), link.token);
            tokio::spawn(async move { store.use_link(today(), now(), None, token).await })
        })
        .collect();
    let mut opened = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(facts) => {
                assert_eq!(facts.account, account);
                opened += 1;
            }
            other => assert!(is_dead(&other), "{other:?}"),
        }
    }
    assert_eq!(opened, 1);
}

async fn five_links(store: Store) {
    let (by, account) = (Principal::operator(), somebody(&store).await);
    let ask = async |at, account| {
        let link = link();
        let asked = store.make_asked_link(&by, at, account, 5, &link);
        asked.await.unwrap()
    };
    for minute in 0..5 {
        let at = now() + TimeDelta::minutes(minute);
        assert_eq!(ask(at, Some(account)).await, Some(account));
        assert_eq!(ask(at, None).await, None);
    }
    let (last, free) = (
        now() + TimeDelta::seconds(15 * 60 - 1),
        now() + TimeDelta::minutes(15),
    );
    assert_eq!(ask(last, Some(account)).await, None);
    assert_eq!(ask(free, Some(account)).await, Some(account));
    assert_eq!(ask(free, Some(account)).await, None);
}

async fn five_codes(store: Store) {
    let (by, account) = (Principal::operator(), somebody(&store).await);
    for (wrong, opens) in [(4, true), (5, false)] {
        let link = link();
        let asked = store.make_asked_link(&by, now(), Some(account), 5, &link);
        asked.await.unwrap();
        let try_code = async |code: &str| {
            let secret = Secret::of_code(link.id, code);
            store.use_code(today(), now(), None, link.id, secret).await
        };
        for _ in 0..wrong {
            assert!(is_dead(&try_code("87654321").await));
        }
        let right = try_code("12345678").await;
        assert_eq!((right.is_ok(), is_dead(&right)), (opens, !opens));
        assert!(is_dead(&try_code("12345678").await));
        assert!(is_dead(&store.use_link(today(), now(), None, link.token).await));
    }
}
