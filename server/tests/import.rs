//! Files that people bring: a start beside a long write, one account's share of what waits, what is read in its turn, what is judged before it is written.

#![allow(clippy::unwrap_used)]

mod judged;
mod receipt;

use crate::support::{
    Asked, Browser, World, morning,
    nation::{fill, person, places},
};
use axum::{
    body::{Body, Bytes},
    http::{Request, StatusCode, header},
};
use domain::{AuditAction, Principal, Role, calendar::paris_day};
use futures_util::{StreamExt, stream};
use server::{AppState, Settings, clock::Clock};
use std::{
    convert::Infallible,
    time::{Duration, Instant},
};
use store::{Store, audit::AuditEvent};
use uuid::Uuid;

/// The form of a list of classes, without its end.
fn form(name: &str) -> String {
    let mut body = String::new();
    for (field, value) in [
        ("id", Uuid::now_v7().to_string().as_str()),
        ("kind", "units"),
        ("year", "2020-2021"),
    ] {
        body.push_str(&format!(
            "--limit\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str("--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"liste.csv\"\r\n\r\n");
    body.push_str(&format!("UAI;classe;niveau\n{};{name};CP\n", places()[0].uai));
    body
}

async fn send(browser: &Browser, body: Body) -> Asked {
    let request =
        Request::post("/imports").header(header::CONTENT_TYPE, "multipart/form-data; boundary=limit");
    browser.ask(request.body(body).unwrap()).await
}

async fn world() -> (World, Browser) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).await.unwrap();
    fill(&store).await;
    let world = World::over(store, Clock::held(morning()), folder, |_| {}).await;
    let officer = person(&world.store, "chargee", Some(Role::Officer)).await;
    let browser = world.signed_in(officer).await;
    (world, browser)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_register_a_service_starts_while_another_program_writes_for_long() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).await.unwrap();
    fill(&store).await;
    let writing = store
        .begin_intake(&Principal::operator(), morning())
        .await
        .unwrap();
    let begun = Instant::now();
    let other = Store::open_sqlite(folder.path()).await.unwrap();
    let settings = Settings::loopback(folder.path().to_owned());
    AppState::open_at(other, settings, Clock::held(morning()))
        .await
        .unwrap();
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    writing.abandon().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_register_a_demonstration_starts_at_once_while_another_program_writes_and_its_people_come_later()
 {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).await.unwrap();
    let mut marked = store
        .begin_intake(&Principal::operator(), morning())
        .await
        .unwrap();
    marked.set_demo(paris_day(morning()), "essai").await.unwrap();
    let deed = AuditEvent::new(AuditAction::DemoLoaded, "essai");
    marked.finish(deed).await.unwrap();
    let writing = store
        .begin_intake(&Principal::operator(), morning())
        .await
        .unwrap();
    let begun = Instant::now();
    let settings = Settings::loopback(folder.path().to_owned());
    AppState::open_at(store.clone(), settings, Clock::held(morning()))
        .await
        .unwrap();
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    assert!(store.accounts().await.unwrap().is_empty());
    writing.abandon().await.unwrap();
    let mut tries = 0;
    while store.accounts().await.unwrap().is_empty() {
        tries += 1;
        assert!(tries < 3_000, "nobody is there a minute after the long write");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_sends_many_files_at_once_is_told_to_wait_and_another_is_not() {
    let (world, browser) = world().await;
    let coming: Vec<_> = (0..5)
        .map(|_| {
            let browser = browser.clone();
            // It begins to come, and never ends.
            let begun = stream::once(async { Ok::<_, Infallible>(Bytes::from(form("CP C"))) });
            let body = Body::from_stream(begun.chain(stream::pending()));
            tokio::spawn(async move { send(&browser, body).await.status })
        })
        .collect();
    let whole = || Body::from(form("CP D") + "\r\n--limit--\r\n");
    let mut sent = send(&browser, whole()).await;
    for _ in 0..100 {
        if sent.status == StatusCode::UNPROCESSABLE_ENTITY {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
        sent = send(&browser, whole()).await;
    }
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sent.text.contains("5 fichiers en attente"), "{}", sent.text);
    let other = person(&world.store, "collegue", Some(Role::Officer)).await;
    let other = world.signed_in(other).await;
    assert_eq!(send(&other, whole()).await.status, StatusCode::SEE_OTHER);
    for coming in coming {
        coming.abort();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_register_files_sent_together_are_read_one_after_the_other_and_all_end() {
    let (_world, browser) = world().await;
    let mut pages = Vec::new();
    for name in ["CP C", "CP D", "CP E", "CP F"] {
        let sent = send(&browser, Body::from(form(name) + "\r\n--limit--\r\n")).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        pages.push(sent.location().to_owned());
    }
    for page in pages {
        let shown = browser.settled(&page).await;
        assert!(shown.text.contains("1 classe recensée"), "{}", shown.text);
    }
}
