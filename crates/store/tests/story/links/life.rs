//! The life of an account: invited, bound, signed in, changed, closed, erased, forgotten.

use super::{link, somebody};
use crate::world::{now, today};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AccountId, Actor, Email, Principal, Refusal, Role, TerritoryCode, account::Party, rights::Grant,
};
use store::{
    Store, StoreError,
    account::{LinkState, NewAccount, Retention, Secret, SessionRow},
    audit::{AuditFilter, AuditReader},
};

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

pub(super) async fn a_life(store: Store) {
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
