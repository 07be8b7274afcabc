//! Access tokens on both engines: shown to nobody, few alive for one account, revoked, ended, gone with their account and in their time.

use crate::{
    engines::on_both,
    world::{now, today},
};
use chrono::TimeDelta;
use domain::{
    AccountId, Actor, Email, Principal, Refusal, Role, TerritoryCode,
    account::Party,
    rights::{Grant, Powers},
    token::TokenRefused,
};
use store::{
    Store, StoreError,
    account::{NewAccount, NewToken, Secret},
    audit::{AuditFilter, AuditReader},
};
use uuid::Uuid;

on_both! {
    a_token_is_its_account_s, a_token_is_its_account_s_on_postgres => a_token_is_its_account_s_until_it_is_revoked;
    an_account_has_five_tokens, an_account_has_five_tokens_on_postgres => an_account_has_five_tokens_alive_whoever_hurries;
    tokens_go, tokens_go_on_postgres => tokens_go_with_their_account_and_in_their_time;
}

async fn somebody(store: &Store, name: &str, role: Role) -> (AccountId, Principal) {
    let new = NewAccount {
        email: Email::new(&format!("{name}@ac-creteil.fr")),
        name: name.to_owned(),
        party: Party::Menj,
        ends_on: None,
    };
    let grant = Grant {
        role,
        policy: None,
        territory: TerritoryCode::nation(),
        from: today(),
        until: None,
    };
    let operator = Principal::operator();
    let made = store.make_account(&operator, now(), &new, &grant);
    let id = made.await.unwrap();
    let by = Principal {
        actor: Actor::Account(id),
        powers: Powers::Granted([grant].into()),
        origin: None,
    };
    (id, by)
}

fn token(says: &str) -> NewToken {
    NewToken {
        id: Uuid::now_v7(),
        name: "Grist".to_owned(),
        days: 30,
        hash: Secret::of(says),
    }
}

fn refused<T: std::fmt::Debug>(answer: Result<T, StoreError>) -> Refusal {
    match answer {
        Err(StoreError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

async fn a_token_is_its_account_s_until_it_is_revoked(store: Store) {
    let (id, by) = somebody(&store, "jeanne", Role::Coach).await;
    let (other, their) = somebody(&store, "paul", Role::Coach).await;
    let new = token("c12_secret");
    store.make_token(&by, now(), id, &new).await.unwrap();
    assert_eq!(
        refused(store.make_token(&by, now(), id, &new).await),
        Refusal::RequestReused
    );
    assert_eq!(
        refused(store.make_token(&their, now(), other, &new).await),
        Refusal::RequestReused
    );
    assert!(
        store
            .token_holder(Secret::of("c12_other"))
            .await
            .unwrap()
            .is_none()
    );
    let (held, known) = store.token_holder(new.hash).await.unwrap().unwrap();
    assert_eq!(
        (known.account.id, held.name.as_str(), held.last_used_on),
        (id, "Grist", None)
    );
    assert!(held.stands(now()) && !held.stands(now() + TimeDelta::days(30)));
    for _ in 0..2 {
        store.touch_token(new.id, today()).await.unwrap();
    }
    assert_eq!(store.tokens_of(id).await.unwrap()[0].last_used_on, Some(today()));
    let stranger = store.revoke_token(&their, now(), other, new.id).await;
    assert_eq!(refused(stranger), Refusal::UnknownToken);
    for _ in 0..2 {
        store.revoke_token(&by, now(), id, new.id).await.unwrap();
    }
    let (held, _) = store.token_holder(new.hash).await.unwrap().unwrap();
    assert!(!held.stands(now()));
    assert_eq!(store.personal_data(id).await.unwrap().tokens, [held]);
    let trail = store
        .trail(
            &AuditReader::of_everything(by.actor),
            &AuditFilter::default(),
            0,
            10,
        )
        .await
        .unwrap();
    let deeds: Vec<&str> = trail.entries.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(
        deeds.iter().filter(|deed| deed.starts_with("token.")).count(),
        2,
        "{deeds:?}"
    );
}

async fn an_account_has_five_tokens_alive_whoever_hurries(store: Store) {
    let (id, by) = somebody(&store, "jeanne", Role::Coach).await;
    let tasks: Vec<_> = (0..12)
        .map(|rank| {
            let (store, by) = (store.clone(), by.clone());
            tokio::spawn(async move {
                let new = token(&format!("c12_{rank}"));
                store.make_token(&by, now(), id, &new).await
            })
        })
        .collect();
    let mut made = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(()) => made += 1,
            Err(stop) => assert!(
                matches!(
                    stop,
                    StoreError::Refused(Refusal::Token(TokenRefused::TooMany)) | StoreError::Busy
                ),
                "{stop:?}"
            ),
        }
    }
    assert_eq!(made, 5);
    let first = store.tokens_of(id).await.unwrap()[0].id;
    store.revoke_token(&by, now(), id, first).await.unwrap();
    store
        .make_token(&by, now(), id, &token("c12_again"))
        .await
        .unwrap();
    let later = now() + TimeDelta::days(31);
    store
        .make_token(&by, later, id, &token("c12_later"))
        .await
        .unwrap();
    assert_eq!(store.tokens_of(id).await.unwrap().len(), 7);
}

async fn tokens_go_with_their_account_and_in_their_time(store: Store) {
    let operator = Principal::operator();
    somebody(&store, "garde", Role::Administrator).await;
    let (id, by) = somebody(&store, "jeanne", Role::Coach).await;
    let (old, new) = (token("c12_old"), token("c12_new"));
    store.make_token(&by, now(), id, &old).await.unwrap();
    let later = now() + TimeDelta::days(28);
    store.make_token(&by, later, id, &new).await.unwrap();
    // A session's retention, a day, after the first ended.
    let after = now() + TimeDelta::days(32);
    store
        .apply_retention(&operator, after, |id| format!("Person {id}"))
        .await
        .unwrap();
    let left: Vec<Uuid> = store
        .tokens_of(id)
        .await
        .unwrap()
        .iter()
        .map(|token| token.id)
        .collect();
    assert_eq!(left, [new.id]);
    store.close_account(&operator, today(), now(), id).await.unwrap();
    assert!(store.token_holder(new.hash).await.unwrap().is_none());
    let closed = store.make_token(&by, now(), id, &token("c12_closed")).await;
    assert_eq!(refused(closed), Refusal::UnknownAccount);
}
