//! What a session is worth to somebody who is not its person: nothing.

#![allow(clippy::unwrap_used)]

mod ended;

use crate::support::{
    Browser, World, morning,
    nation::{fill, person, places, today},
};
use chrono::TimeDelta;
use domain::{Principal, Role};
use server::clock::Clock;
use std::sync::{Arc, Mutex};
use store::Store;

async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).await.unwrap();
    fill(&store).await;
    World::over(store, Clock::held(morning()), folder, |_| {}).await
}

fn cookie(browser: &Browser) -> Option<String> {
    browser.cookie.lock().unwrap().clone()
}

/// Another browser with a stolen cookie.
fn thief(world: &World, cookie: String) -> Browser {
    let mut browser = world.browser();
    browser.cookie = Arc::new(Mutex::new(Some(cookie)));
    browser
}

async fn is_in(browser: &Browser) -> bool {
    browser.get("/mon-compte").await.status == 200
}

#[tokio::test]
async fn prove_sessions_an_id_known_before_signing_in_opens_nothing_afterwards() {
    let world = world().await;
    let coach = person(&world.store, "coach", Some(Role::Coach)).await;
    // One that somebody planted, one of an earlier session of one's own.
    for planted in [
        "session=AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        cookie(&world.signed_in(coach).await).unwrap(),
    ] {
        let secret = server::new_link(false);
        let (by, now) = (Principal::operator(), world.clock.now());
        let kind = domain::account::LinkKind::SignIn;
        world
            .store
            .make_link(&by, now, kind, Some(coach), &secret.link)
            .await
            .unwrap();
        let browser = thief(&world, planted.clone());
        let signed = browser
            .post(&format!("/connexion/lien/{}", secret.token), "")
            .await;
        assert_eq!(signed.status, 303);
        let own = cookie(&browser).unwrap();
        assert_ne!(own, planted);
        assert!(is_in(&browser).await);
        assert!(!is_in(&thief(&world, planted)).await);
    }
}

#[tokio::test]
async fn prove_sessions_a_cookie_stolen_before_signing_out_is_worth_nothing_after() {
    let world = world().await;
    let coach = person(&world.store, "coach", Some(Role::Coach)).await;
    let browser = world.signed_in(coach).await;
    let stolen = cookie(&browser).unwrap();
    assert!(is_in(&thief(&world, stolen.clone())).await);
    let out = browser.post("/deconnexion", "").await;
    assert_eq!((out.status.as_u16(), out.location()), (303, "/deconnexion"));
    assert!(out.headers.contains_key("clear-site-data"));
    assert!(!is_in(&thief(&world, stolen)).await);
    assert_eq!(cookie(&browser), None);
}

#[tokio::test]
async fn prove_sessions_end_after_thirty_minutes_of_rest_and_eight_hours() {
    let world = world().await;
    let coach = person(&world.store, "coach", Some(Role::Coach)).await;
    let rests = world.signed_in(coach).await;
    let works = world.signed_in(coach).await;
    for _ in 0..23 {
        world.clock.advance(TimeDelta::minutes(20));
        assert!(is_in(&works).await, "at {}", world.clock.now());
        // What says that it was seen is written aside: the clock must not move before.
        for _ in 0..200 {
            let sessions = world.store.sessions_of(coach).await.unwrap();
            if sessions
                .iter()
                .any(|session| session.seen_at == world.clock.now())
            {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }
    assert!(!is_in(&rests).await);
    // 7 h 40 so far.
    world.clock.advance(TimeDelta::minutes(21));
    assert!(!is_in(&works).await);
}

#[tokio::test]
async fn prove_sessions_a_page_that_waits_for_news_keeps_none_alive() {
    let world = world().await;
    let coach = person(&world.store, "coach", Some(Role::Coach)).await;
    let open = world.signed_in(coach).await;
    for _ in 0..5 {
        world.clock.advance(TimeDelta::minutes(5));
        assert_eq!(open.get("/evenements").await.status.as_u16(), 200);
        // What says that it was seen would be written aside, by a task that nothing here can wait for: with it this test must fail.
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    world.clock.advance(TimeDelta::minutes(6));
    assert_ne!(
        open.get("/evenements").await.status.as_u16(),
        200,
        "it hears no more"
    );
    assert!(!is_in(&open).await);
}

#[tokio::test]
async fn prove_sessions_closing_an_account_ends_them_that_second_and_a_role_counts_from_the_next_request() {
    let world = world().await;
    let coach = person(&world.store, "coach", Some(Role::Coach)).await;
    person(&world.store, "garde", Some(Role::Administrator)).await;
    let browser = world.signed_in(coach).await;
    let school = format!("/classes-dedoublees/deploiement/{}", places()[1].uai);
    assert_eq!(browser.get(&school).await.status, 200);
    let by = Principal::operator();
    let held = world.store.account(coach).await.unwrap().unwrap().roles[0].id;
    world
        .store
        .take_role(&by, today(), world.clock.now(), coach, held)
        .await
        .unwrap();
    assert_eq!(browser.get(&school).await.status, 403);
    world
        .store
        .close_account(&by, today(), world.clock.now(), coach)
        .await
        .unwrap();
    assert!(!is_in(&browser).await);
}

#[tokio::test]
async fn prove_sessions_a_copy_of_the_database_opens_nothing() {
    let world = world().await;
    let coach = person(&world.store, "coach", Some(Role::Coach)).await;
    let browser = world.signed_in(coach).await;
    let id = cookie(&browser).unwrap().split_once('=').unwrap().1.to_owned();
    let secret = server::new_link(true);
    let kind = domain::account::LinkKind::SignIn;
    world
        .store
        .make_link(
            &Principal::operator(),
            world.clock.now(),
            kind,
            Some(coach),
            &secret.link,
        )
        .await
        .unwrap();
    let mut searched = 0;
    for entry in std::fs::read_dir(world.folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        searched += bytes.len();
        for sign in [&id, &secret.token, secret.code.as_ref().unwrap()] {
            let found = bytes.windows(sign.len()).any(|window| window == sign.as_bytes());
            assert!(!found, "the database says {sign}");
        }
    }
    println!("figures: {searched} bytes of database, no id, token or code in them");
    assert!(searched > 100_000);
    // What stands there instead opens nothing.
    let stored: String = world.store.sessions_of(coach).await.unwrap()[0]
        .id
        .0
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert!(!is_in(&thief(&world, format!("session={stored}"))).await);
}
