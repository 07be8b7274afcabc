//! The two sides of the migrations make the same tables.

use crate::engines::postgres_url;
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
         where m.type = 'table' and m.name not like '\\_sqlx%' escape '\\' and m.name not like 'sqlite%' order by 1, 2",
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
