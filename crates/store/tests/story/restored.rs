//! A database that is brought back to an earlier state: the number that comes again is another version, and nothing cached before is shown.

use crate::{
    engines::{drop_postgres, postgres_url},
    world::{district, fill, now, policy, today},
};
use domain::{
    AdoptionStage, Principal, UnitId,
    adoption::{Advance, RequestId, Source},
};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use std::path::Path;
use store::{DataVersion, Store, adoption::Change};
use uuid::Uuid;

async fn contact(store: &Store, unit: i64) -> DataVersion {
    let step = Advance {
        unit: UnitId(unit),
        seen: 1,
        stage: AdoptionStage::Contacted,
        day: today(),
        replaces: None,
        source: Source::Visit,
    };
    let change = Change {
        annulled: Vec::new(),
        id: RequestId(Uuid::now_v7()),
        steps: vec![step],
    };
    store
        .record(&Principal::operator(), today(), now(), change)
        .await
        .unwrap();
    store.data_version()
}

/// Fills a store, keeps its state, writes; brings the state back, writes something else.
async fn the_number_that_comes_again_is_another_version(
    open: impl AsyncFn() -> Store,
    keep: impl AsyncFnOnce(),
    bring_back: impl AsyncFnOnce(),
) {
    let store = open().await;
    fill(&store, 2).await;
    let before = store.data_version();
    store.close().await;
    keep().await;
    let store = open().await;
    assert_eq!(store.data_version(), before, "a start makes no other version");
    let lost = contact(&store, 1).await;
    store.close().await;
    bring_back().await;
    let store = open().await;
    assert_eq!(store.data_version(), before, "the state is the one that was kept");
    let other = contact(&store, 2).await;
    assert_eq!(other.number, lost.number);
    assert_ne!(other.epoch, lost.epoch);
    assert_ne!(other.to_string(), lost.to_string());
    store.close().await;
}

fn copy(from: &Path, to: &Path) {
    std::fs::remove_dir_all(to).ok();
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

#[tokio::test]
async fn prove_restore_the_number_that_comes_again_is_another_version_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let (data, kept) = (folder.path().join("data"), folder.path().join("kept"));
    the_number_that_comes_again_is_another_version(
        async || Store::open_sqlite(&data).await.unwrap(),
        async || copy(&data, &kept),
        async || copy(&kept, &data),
    )
    .await;
}

#[tokio::test]
async fn prove_restore_the_number_that_comes_again_is_another_version_on_postgres() {
    let Some(url) = postgres_url().await else { return };
    let (_, name) = url.rsplit_once('/').unwrap();
    let copy = async |from: &str, to: &str| {
        let server = std::env::var("CLASSE12_TEST_POSTGRES").unwrap();
        let mut admin = PgConnection::connect(&server).await.unwrap();
        let copy = format!("create database {to} template {from}");
        admin.execute(AssertSqlSafe(copy)).await.unwrap();
    };
    let kept = format!("{name}_kept");
    the_number_that_comes_again_is_another_version(
        async || Store::open_postgres(&url).await.unwrap(),
        async || copy(name, &kept).await,
        async || {
            drop_postgres(&url).await;
            copy(&kept, name).await;
        },
    )
    .await;
}

/// Brings a running store's database back to a version before, with another name of a circonscription, as a failover does.
async fn what_was_cached_before_a_fall_is_asked_again(store: Store, run: impl AsyncFn(&'static str)) {
    fill(&store, 2).await;
    let (first, listening) = (contact(&store, 1).await, store.versions());
    let name = async || {
        store
            .place(district(0))
            .await
            .unwrap()
            .unwrap()
            .here()
            .name
            .clone()
    };
    assert_eq!(name().await, "Bruz");
    let (epoch, known) = (store.epoch(), store.policy(policy()).await.unwrap());
    run("update territory set name = 'Chartres' where name = 'Bruz'").await;
    run("update data_version set version = version - 1").await;
    assert_eq!(name().await, "Bruz", "it is not seen yet");
    store.refresh_version().await.unwrap();
    assert_eq!(store.version(), first.number - 1);
    assert!(listening.has_changed().unwrap(), "who listens is told");
    assert_ne!(store.epoch(), epoch);
    assert_eq!(name().await, "Chartres");
    assert_eq!(store.policy(policy()).await.unwrap(), known);
    // A write before the fall is seen sees it itself.
    run("update territory set name = 'Bruz' where name = 'Chartres'").await;
    run("update data_version set version = version - 1").await;
    let written = contact(&store, 2).await;
    assert_eq!(written.number, first.number - 1);
    assert_eq!(name().await, "Bruz");
}

#[tokio::test]
async fn prove_restore_what_was_cached_before_a_fall_is_asked_again_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).await.unwrap();
    let file = format!("sqlite://{}", folder.path().join("classe12.sqlite").display());
    what_was_cached_before_a_fall_is_asked_again(store, async |text| {
        let mut raw = SqliteConnection::connect(&file).await.unwrap();
        sqlx::query(text).execute(&mut raw).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn prove_restore_what_was_cached_before_a_fall_is_asked_again_on_postgres() {
    let Some(url) = postgres_url().await else { return };
    let store = Store::open_postgres(&url).await.unwrap();
    what_was_cached_before_a_fall_is_asked_again(store, async |text| {
        let mut raw = PgConnection::connect(&url).await.unwrap();
        sqlx::query(text).execute(&mut raw).await.unwrap();
    })
    .await;
}
