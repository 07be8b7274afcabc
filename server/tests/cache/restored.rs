//! A tag of a state that was lost opens no page of the state that took its place.

use super::world;
use crate::support::{Browser, World, morning, nation::places};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::Role;
use server::clock::Clock;
use std::path::Path;
use store::Store;
use uuid::Uuid;

async fn contact(browser: &Browser, unit: i64) {
    let form = format!(
        "id={}&unit={unit}%3A1&stage=contacted&day=2021-03-12&source=visit",
        Uuid::now_v7()
    );
    let sent = browser.post("/classes-dedoublees/mise-a-jour", &form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
}

async fn again(folder: &Path) -> (World, Browser) {
    let store = Store::open_sqlite(folder).await.unwrap();
    let world = World::over(
        store,
        Clock::held(morning()),
        tempfile::tempdir().unwrap(),
        |_| {},
    )
    .await;
    let email = domain::Email::new("ecrit@ac-rennes.fr").unwrap();
    let who = world.store.account_of_email(&email).await.unwrap().unwrap();
    let browser = world.signed_in(who.account.id).await;
    (world, browser)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_restore_a_tag_of_a_lost_state_is_not_the_one_of_the_state_in_its_place() {
    let (world, _) = world().await;
    crate::support::nation::person(&world.store, "ecrit", Some(Role::Intrapreneur)).await;
    let address = format!("/classes-dedoublees/deploiement/{}", places()[0].department);
    world.store.close().await;
    let (data, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let copy = |from: &Path, to: &Path| {
        for file in std::fs::read_dir(from).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    };
    copy(world.folder.path(), kept.path());
    copy(world.folder.path(), data.path());
    let (lost, browser) = again(data.path()).await;
    contact(&browser, 1).await;
    let page = browser.get(&address).await;
    let (tag, number) = (page.headers[header::ETAG].clone(), lost.store.version());
    lost.store.close().await;
    let (there, browser) = again(kept.path()).await;
    contact(&browser, 3).await;
    assert_eq!(there.store.version(), number, "the number comes again");
    let known = Request::get(&address).header(header::IF_NONE_MATCH, &tag);
    let answer = browser.ask(known.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_ne!(answer.headers[header::ETAG], tag);
    let same = Request::get(&address).header(header::IF_NONE_MATCH, &answer.headers[header::ETAG]);
    let same = browser.ask(same.body(Body::empty()).unwrap()).await;
    assert_eq!(same.status, StatusCode::NOT_MODIFIED);
}
