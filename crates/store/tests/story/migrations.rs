//! The two sides of the migrations make the same tables, and what a migration empties is made again.

use crate::{
    engines::postgres_url,
    world::{fill, slice, today},
};
use domain::TerritoryCode;
use sqlx::{Connection, PgConnection, SqliteConnection};
use store::Store;

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns_on_postgres() {
    let Some(url) = postgres_url().await else { return };
    let folder = tempfile::tempdir().unwrap();
    Store::open_sqlite(folder.path()).await.unwrap().close().await;
    Store::open_postgres(&url).await.unwrap().close().await;
    let file = folder.path().join("classe12.sqlite");
    let mut sqlite = SqliteConnection::connect(&format!("sqlite://{}", file.display()))
        .await
        .unwrap();
    let mut postgres = PgConnection::connect(&url).await.unwrap();
    let here: Vec<(String, String)> = sqlx::query_as(
        "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c \
         where m.type in ('table', 'view') and m.name not like '\\_sqlx%' escape '\\' and m.name not like 'sqlite%' order by 1, 2",
    )
    .fetch_all(&mut sqlite)
    .await
    .unwrap();
    let there: Vec<(String, String)> = sqlx::query_as(
        "select table_name::text, column_name::text from information_schema.columns \
         where table_schema = 'public' and table_name not like '\\_sqlx%' order by 1, 2",
    )
    .fetch_all(&mut postgres)
    .await
    .unwrap();
    let sorted = |mut rows: Vec<(String, String)>| {
        rows.sort();
        rows
    };
    assert!(here.len() > 40);
    assert_eq!(sorted(here), sorted(there));
}

/// What a store that has figures shows once they are deleted and it is opened again.
async fn figures_are_made_again(store: Store, delete: impl AsyncFnOnce(), reopen: impl AsyncFn() -> Store) {
    let nation = slice(TerritoryCode::nation());
    fill(&store, 90).await;
    let before = store.weekly(&nation, today()).await.unwrap();
    assert!(!before.weeks.is_empty());
    store.close().await;
    delete().await;
    let store = reopen().await;
    assert_eq!(store.weekly(&nation, today()).await.unwrap(), before);
    assert_eq!(store.compare_rollup().await.unwrap(), []);
    store.close().await;
}

const DELETE: &str = "delete from adoption_rollup";

#[tokio::test]
async fn figures_that_a_migration_emptied_are_made_again_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let open = async || Store::open_sqlite(folder.path()).await.unwrap();
    let delete = async || {
        let file = format!("sqlite://{}", folder.path().join("classe12.sqlite").display());
        let mut raw = SqliteConnection::connect(&file).await.unwrap();
        sqlx::query(DELETE).execute(&mut raw).await.unwrap();
    };
    figures_are_made_again(open().await, delete, open).await;
}

#[tokio::test]
async fn figures_that_a_migration_emptied_are_made_again_on_postgres() {
    let Some(url) = postgres_url().await else { return };
    let open = async || Store::open_postgres(&url).await.unwrap();
    let delete = async || {
        let mut raw = PgConnection::connect(&url).await.unwrap();
        sqlx::query(DELETE).execute(&mut raw).await.unwrap();
    };
    figures_are_made_again(open().await, delete, open).await;
}

/// SQLite changes a CHECK by making the table again: what was registered before a new kind of file is still there after.
#[tokio::test]
async fn a_register_of_imports_outlives_a_new_kind_of_file() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/sqlite");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut tables = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let insert = |kind: &str| {
        sqlx::AssertSqlSafe(format!(
            "insert into import (id, kind, file_name, sha256, bytes, dry_run, author, state, rows_read, bytes_read, started_at) \
             values (randomblob(16), '{kind}', 'liste.csv', x'00', 3, 0, 'operator', 'done', 1, 3, '2021-03-15T09:00:00Z')"
        ))
    };
    let mut registered = 0_i64;
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(text))
            .execute(&mut tables)
            .await
            .unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if name.as_str() >= "0008_import.sql" {
            sqlx::query(insert("adoption"))
                .execute(&mut tables)
                .await
                .unwrap();
            registered += 1;
            let found: i64 = sqlx::query_scalar("select count(*) from import")
                .fetch_one(&mut tables)
                .await
                .unwrap();
            assert_eq!(found, registered, "{name}");
        }
    }
    assert!(registered > 10);
    for kind in store::import::ImportKind::ALL {
        sqlx::query(insert(kind.code()))
            .execute(&mut tables)
            .await
            .unwrap();
    }
}
