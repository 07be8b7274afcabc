//! Readers behind writers that wait: on PostgreSQL a long write takes none of the connections that pages are read with.

use crate::{
    engines::on_both,
    world::{fill, now, slice, today},
};
use domain::{Principal, TerritoryCode};
use std::time::{Duration, Instant};
use store::{
    Store,
    import::{ImportId, ImportKind, NewImport},
};
use uuid::Uuid;

on_both! {
    readers_do_not_wait_behind_writers_that_wait_on_sqlite, readers_do_not_wait_behind_writers_that_wait_on_postgres
        => readers_do_not_wait;
}

fn new(rank: u64) -> NewImport {
    NewImport {
        id: ImportId(Uuid::now_v7()),
        kind: ImportKind::Units,
        file_name: "liste.csv".to_owned(),
        sha256: [0; 32],
        bytes: rank,
        dry_run: false,
    }
}

async fn readers_do_not_wait(store: Store) {
    fill(&store, 40).await;
    let long = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    let waiting: Vec<_> = (0..40)
        .map(|rank| {
            let (store, new) = (store.clone(), new(rank));
            tokio::spawn(async move { store.open_import(&Principal::operator(), now(), &new).await })
        })
        .collect();
    // Time for them to ask for the writer. Were fewer waiting on a slow machine, the test would see less, and never fail for it.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let begun = Instant::now();
    for _ in 0..20 {
        store
            .weekly(&slice(TerritoryCode::nation()), today())
            .await
            .unwrap();
    }
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    long.abandon().await.unwrap();
    for write in waiting {
        write.await.unwrap().ok();
    }
}
