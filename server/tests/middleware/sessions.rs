//! What a session is worth to somebody who is not its person: nothing.

#![allow(clippy::unwrap_used)]

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
async fn prove_sessions_what_was_typed_comes_back_after_signing_in_again() {
    let world = world().await;
    let officer = person(&world.store, "officer", Some(Role::Officer)).await;
    let browser = world.signed_in(officer).await;
    let uai = places()[0].uai;
    let path = format!("/classes-dedoublees/deploiement/{uai}?annee=2020-2021");
    world.clock.advance(TimeDelta::minutes(31));
    let form =
        "id=0190a0b0-0000-7000-8000-000000000001&unit=1%3A1&stage=onboarded&day=2021-03-12&source=visit";
    let late = browser.post(&path, form).await;
    assert!(
        late.location().starts_with("/connexion?suite="),
        "{}",
        late.location()
    );
    assert!(late.location().contains("reprise"));
    let again = world.signed_in(officer).await;
    let back = again.get(&format!("{path}&reprise=1")).await;
    assert_eq!(back.status, 422);
    assert!(back.text.contains("Votre session avait pris fin"));
    assert!(back.text.contains("value=\"onboarded\" checked"), "{}", back.text);
    // Once: the next time the page is itself again.
    assert_eq!(again.get(&format!("{path}&reprise=1")).await.status, 200);
    let sent = again.post(&path, form).await;
    assert_eq!(sent.status, 303);
    // Somebody else finds nothing, and signing out is not an end that keeps anything.
    let coach = person(&world.store, "coach", Some(Role::Coach)).await;
    assert_eq!(
        world
            .signed_in(coach)
            .await
            .get(&format!("{path}&reprise=1"))
            .await
            .status,
        200
    );
}

/// A link for somebody, as they open it.
async fn link_of(world: &World, account: domain::AccountId) -> String {
    let secret = server::new_link(false);
    let (by, kind) = (Principal::operator(), domain::account::LinkKind::SignIn);
    let now = world.clock.now();
    world
        .store
        .make_link(&by, now, kind, Some(account), &secret.link)
        .await
        .unwrap();
    format!("/connexion/lien/{}", secret.token)
}

#[tokio::test]
async fn prove_sessions_a_browser_that_still_has_the_ended_cookie_signs_in_again_and_finds_its_form() {
    let world = world().await;
    let admin = person(&world.store, "admin", Some(Role::Administrator)).await;
    let browser = world.signed_in(admin).await;
    world.clock.advance(TimeDelta::minutes(31));
    let form = "name=Camille+Ferrand&email=camille%40ac-rennes.fr&party=menj&role=coach&territory=FR&from=2021-03-15";
    let late = browser.post("/personnes", form).await;
    assert_eq!(late.location(), "/connexion?suite=%2Fpersonnes%3Freprise%3D1");
    assert_eq!(world.store.accounts().await.unwrap().len(), 1);
    let link = link_of(&world, admin).await;
    let signed = browser.post(&link, "suite=%2Fpersonnes%3Freprise%3D1").await;
    assert_eq!(
        (signed.status.as_u16(), signed.location()),
        (303, "/personnes?reprise=1")
    );
    let back = browser.get("/personnes?reprise=1").await;
    assert!(back.text.contains("Votre session avait pris fin"));
    assert!(back.text.contains("value=\"Camille Ferrand\""), "{}", back.text);
    // The form of a person comes back as well.
    world.clock.advance(TimeDelta::minutes(31));
    let own = format!("/personnes/{admin}");
    let give = "act=give&role=coach&territory=FR&from=2021-04-01&district=C0351234X";
    assert!(browser.post(&own, give).await.location().contains("reprise"));
    assert_eq!(browser.post(&link_of(&world, admin).await, "").await.status, 303);
    let back = browser.get(&format!("{own}?reprise=1")).await;
    assert!(back.text.contains("value=\"C0351234X\""), "{}", back.text);
    // What no page gives back is not kept: signing out late is signing out.
    world.clock.advance(TimeDelta::minutes(31));
    assert_eq!(browser.post("/deconnexion", "").await.location(), "/deconnexion");
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
