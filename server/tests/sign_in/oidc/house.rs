//! A service with its identity provider, its people, and what it kept of who signed in.

use super::provider::{Provider, Walker};
use crate::support::{Asked, Browser, World};
use axum::http::StatusCode;
use domain::{AccountId, Actor, Email, Principal, Role, TerritoryCode, account::Party, rights::Grant};
use server::{Gate, Settings, clock::Clock, new_link};
use std::time::Duration;
use store::{
    Store,
    account::{NewAccount, Secret},
    audit::{AuditEntry, AuditFilter, AuditReader},
};

/// An officer's own page: the académie de Créteil.
pub const OWN_PAGE: &str = "/classes-dedoublees/deploiement/A24";

/// A service whose clock is the machine's, as the provider's is: codes and tokens live a minute.
pub async fn service(provider: &Provider, acr: &[&str], signed_userinfo: bool) -> World {
    let gate = Gate::new(provider.settings(acr, signed_userinfo));
    with(|settings| settings.proconnect = Some(gate)).await
}

/// A service with settings of one's own; it has an administrator.
pub async fn with(change: impl FnOnce(&mut Settings)) -> World {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).await.unwrap();
    let world = World::over(store, Clock::Real, folder, change).await;
    let admin = person("admin@ac-creteil.fr");
    let grant = grant(&world, Role::Administrator, "FR");
    let by = Principal::operator();
    let made = world.store.make_account(&by, world.clock.now(), &admin, &grant);
    made.await.unwrap();
    world
}

pub fn person(email: &str) -> NewAccount {
    NewAccount {
        email: Email::new(email),
        name: "Jeanne Martin".to_owned(),
        party: Party::Menj,
        ends_on: None,
    }
}

fn grant(world: &World, role: Role, territory: &str) -> Grant {
    Grant {
        role,
        policy: None,
        territory: TerritoryCode::parse(territory).unwrap(),
        from: world.clock.today(),
        until: None,
    }
}

/// Invites an officer, so many days ago; answers the account and what the invitation's link says.
pub async fn invite(world: &World, email: &str, days: i64) -> (AccountId, String) {
    let (by, link) = (Principal::operator(), new_link(false));
    let (today, then) = (
        world.clock.today(),
        world.clock.now() - chrono::TimeDelta::days(days),
    );
    let (new, grant) = (person(email), grant(world, Role::Officer, "A24"));
    let invited = world.store.invite(&by, today, then, &new, &grant, &link.link);
    (invited.await.unwrap(), link.token)
}

/// From our link to the provider and back to our own address, typing one field a page.
pub async fn sign_in(browser: &Browser, walker: &mut Walker, begin: &str, typed: &[(&str, &str)]) -> Asked {
    let sent = browser.get(begin).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    walker.go(sent.location()).await;
    for field in typed {
        walker.send(&[*field]).await;
    }
    browser.get(&walker.home()).await
}

/// Whether somebody is signed in with this browser.
pub async fn is_signed_in(browser: &Browser) -> bool {
    let page = browser.get("/mon-compte").await;
    match page.status {
        StatusCode::OK => true,
        StatusCode::SEE_OTHER if page.location().starts_with("/connexion") => false,
        other => panic!("{other}: {}", page.text),
    }
}

/// The session that a browser's cookie names, as it is kept.
pub fn session(browser: &Browser) -> Option<Secret> {
    let cookie = browser.cookie.lock().unwrap();
    cookie
        .as_deref()
        .map(|cookie| Secret::of(cookie.split_once('=').unwrap().1))
}

/// How many sessions of an account are open.
pub async fn sessions(world: &World, account: AccountId) -> usize {
    world.store.sessions_of(account).await.unwrap().len()
}

/// The sign-ins in the trail, the latest first, once there are `number` of them that were refused, or not: it is written aside.
pub async fn trail(world: &World, refused: bool, number: usize) -> Vec<AuditEntry> {
    let filter = AuditFilter {
        text: Some("session.opened".to_owned()),
        refused,
        ..AuditFilter::default()
    };
    for _ in 0..100 {
        let own = Actor::LocalOperator;
        let page = world
            .store
            .trail(&AuditReader::of_everything(own), &filter, 0, 1_000)
            .await
            .unwrap();
        let mut entries = page.entries;
        entries.retain(|entry| entry.refused == refused);
        if entries.len() >= number {
            assert_eq!(entries.len(), number, "{entries:#?}");
            return entries;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the trail has not {number} sign-ins, refused: {refused}");
}
