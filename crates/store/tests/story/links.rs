//! Links on both engines: one use whoever comes at once, few for one account, five wrong codes; and the life of an account around them.

use crate::{
    engines::on_both,
    world::{now, today},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AccountId, Actor, Email, Principal, Refusal, Role, TerritoryCode,
    account::{LinkKind, Party},
    rights::Grant,
};
use store::{
    Store, StoreError,
    account::{LinkState, NewAccount, NewLink, Retention, Secret, SessionRow},
    audit::{AuditFilter, AuditReader},
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

/// Somebody whose account the stages of a life are tried on.
struct Paul {
    id: AccountId,
    new: NewAccount,
    grant: Grant,
    session: SessionRow,
}

/// Invited once, by one address; the link opens the account.
async fn is_invited(store: &Store) -> Paul {
    let (by, today, now) = (Principal::operator(), today(), now());
    let new = NewAccount {
        email: Email::new("paul.essai@ac-creteil.fr"),
        name: "Paul Essai".to_owned(),
        party: Party::Dinum,
        ends_on: Some(today),
    };
    let grant = Grant {
        role: Role::Officer,
        policy: None,
        territory: TerritoryCode::parse("A24").unwrap(),
        from: today,
        until: Some(today),
    };
    let link = link();
    let id = store.invite(&by, today, now, &new, &grant, &link).await.unwrap();
    let twice = store.invite(&by, today, now, &new, &grant, &self::link()).await;
    assert!(
        matches!(twice, Err(StoreError::Refused(Refusal::EmailTaken))),
        "{twice:?}"
    );
    let open = store.link(today, now, link.token).await.unwrap();
    assert!(matches!(open, LinkState::Open(facts) if facts.account == id));
    store.use_link(today, now, None, link.token).await.unwrap();
    let session = SessionRow {
        id: Secret::of("a cookie"),
        account: Some(id),
        data: "{}".to_owned(),
        began_at: now,
        seen_at: now,
        agent: "a browser".to_owned(),
        origin: "81.2.3.0/24".to_owned(),
    };
    Paul {
        id,
        new,
        grant,
        session,
    }
}

/// An identity is one account's.
async fn is_bound(store: &Store, paul: &Paul, first: AccountId) {
    let (by, now) = (Principal::operator(), now());
    store
        .bind_identity(&by, now, paul.id, "https://issuer", "paul")
        .await
        .unwrap();
    let taken = store
        .bind_identity(&by, now, first, "https://issuer", "paul")
        .await;
    assert!(matches!(taken, Err(StoreError::Refused(Refusal::IdentityTaken))));
    let known = store.account_of_identity("https://issuer", "paul").await.unwrap();
    assert_eq!(known.unwrap().grants(), [paul.grant]);
}

/// Signs in, is seen, leaves a draft; what is known of them is told.
async fn is_signed_in(store: &Store, paul: &mut Paul, later: DateTime<Utc>) {
    let (by, now, id) = (Principal::operator(), now(), paul.id);
    let row = &mut paul.session;
    store.put_session(row, true).await.unwrap();
    row.data = "{\"a\":1}".to_owned();
    store.put_session(row, false).await.unwrap();
    store.touch_session(row.id, later).await.unwrap();
    row.seen_at = later;
    assert_eq!(store.session(row.id).await.unwrap(), Some(row.clone()));
    for form in ["a=1", "a=2"] {
        store.put_draft(id, now, "/mon-compte", form).await.unwrap();
    }
    assert_eq!(
        store.take_draft(id, "/mon-compte").await.unwrap().as_deref(),
        Some("a=2")
    );
    store.put_draft(id, now, "/mon-compte", "a=3").await.unwrap();
    assert_eq!(store.close_other_sessions(&by, now, id, row.id).await.unwrap(), 0);
    let data = store.personal_data(id).await.unwrap();
    assert_eq!((data.sessions.len(), data.issuers.len()), (1, 1));
}

/// Gets a role and loses it, is closed with all that was open, is erased.
async fn is_changed_closed_and_erased(store: &Store, paul: &mut Paul) {
    let (by, today, now, id) = (Principal::operator(), today(), now(), paul.id);
    store.give_role(&by, today, now, id, &paul.grant).await.unwrap();
    let role = store.account(id).await.unwrap().unwrap().roles[0].id;
    store.take_role(&by, today, now, id, role).await.unwrap();
    paul.new.ends_on = None;
    store
        .change_account(&by, today, now, id, &paul.new)
        .await
        .unwrap();
    assert!(store.names().await.unwrap().contains_key(&id));
    assert!(store.has_administrator(today).await.unwrap());
    store.close_account(&by, today, now, id).await.unwrap();
    assert_eq!(store.session(paul.session.id).await.unwrap(), None);
    assert_eq!(store.take_draft(id, "/mon-compte").await.unwrap(), None);
    store.drop_session(paul.session.id).await.unwrap();
    store.erase_account(&by, today, now, id, "Nobody").await.unwrap();
    let known = store.account_of_identity("https://issuer", "paul").await;
    assert!(known.unwrap().is_none());
}

/// What the trail has of them, and how long it is kept.
async fn is_forgotten(store: &Store, paul: &Paul, later: DateTime<Utc>) {
    let (by, today, now) = (Principal::operator(), today(), now());
    let filter = AuditFilter {
        author: Some(Actor::Account(paul.id)),
        text: Some("session".to_owned()),
        from: Some(now - TimeDelta::days(1)),
        until: Some(later),
        refused: false,
    };
    let trail = store
        .trail(&AuditReader::of_everything(Actor::LocalOperator), &filter, 0, 10)
        .await
        .unwrap();
    assert_eq!((trail.total, trail.entries.len()), (1, 1));
    let wanted = Retention {
        subject: "trail".to_owned(),
        days: 400,
    };
    store.set_retention(&by, today, now, &wanted).await.unwrap();
    assert!(store.retentions().await.unwrap().contains(&wanted));
    let much_later = now + TimeDelta::days(800);
    let gone = store.apply_retention(&by, much_later, |id| format!("Person {id}"));
    assert!(gone.await.unwrap() > 0);
}

async fn a_life(store: Store) {
    let first = somebody(&store).await;
    let later = now() + TimeDelta::minutes(5);
    let mut paul = is_invited(&store).await;
    is_bound(&store, &paul, first).await;
    is_signed_in(&store, &mut paul, later).await;
    is_changed_closed_and_erased(&store, &mut paul).await;
    let last = store
        .close_account(&Principal::operator(), today(), now(), first)
        .await;
    assert!(
        matches!(last, Err(StoreError::Refused(Refusal::LastAdministrator))),
        "{last:?}"
    );
    is_forgotten(&store, &paul, later).await;
}
