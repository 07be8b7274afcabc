//! Every address × every role × {own scope, somebody else's, absent, closed account, no session}: the answers stand in `rights.txt`,
//! and an address without a row fails. `UPDATE_RIGHTS=1` writes the table anew: a change of rights is read in its diff.

#![allow(clippy::unwrap_used)]

mod asks;
mod in_file;
mod table;

use crate::support::{World, morning, moved::moved_schools, nation::fill};
use server::{clock::Clock, routes};
use store::Store;
use table::{COLUMNS, table};

async fn answers_as_the_table_says(store: Store) {
    fill(&store).await;
    let moved = moved_schools(&store).await;
    let folder = tempfile::tempdir().unwrap();
    let world = World::over(store, Clock::held(morning()), folder, |settings| {
        settings.limits.sign_in = None
    })
    .await;
    let found = table(&world, moved).await;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rights.txt");
    if std::env::var_os("UPDATE_RIGHTS").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap();
    let expected: Vec<&str> = expected.lines().collect();
    let mut wrong = Vec::new();
    for (rank, line) in found.lines().enumerate() {
        if expected.get(rank) != Some(&line) {
            wrong.push(format!("expected {:?}\n   found {line:?}", expected.get(rank)));
        }
    }
    assert!(
        wrong.is_empty() && expected.len() == found.lines().count(),
        "{}",
        wrong.join("\n")
    );
    let answers = found.lines().count() - 1;
    println!(
        "figures: {} addresses, {} answers as the table says",
        routes::all().len(),
        answers * COLUMNS.len()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_rights_every_answer_is_the_table_s() {
    let folder = tempfile::tempdir().unwrap();
    answers_as_the_table_says(Store::open_sqlite(folder.path()).await.unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prove_rights_every_answer_is_the_table_s_on_postgres() {
    if let Some(url) = crate::support::postgres::database().await {
        let store = Store::open_postgres(&url).await.unwrap();
        answers_as_the_table_says(store).await;
    }
}

#[test]
fn prove_rights_every_server_function_is_an_address_of_the_table() {
    let known: Vec<&str> = routes::all().iter().map(|route| route.path).collect();
    for (path, _) in leptos::server_fn::axum::server_fn_paths() {
        assert!(known.contains(&path), "{path} has no address in the list");
    }
}
