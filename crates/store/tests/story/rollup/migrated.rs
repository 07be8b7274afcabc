//! A store of before annulments: its events, its figures and its names are there after it is opened again.

use crate::world::{fill, now, today};
use domain::{
    AdoptionStage, Principal, UnitId,
    adoption::{Advance, RequestId, Source},
};
use sqlx::{Connection, SqliteConnection};
use store::{Store, adoption::Change};
use uuid::Uuid;

/// What a unit is known by: (unit, step, since, last news).
const STANDING: &str = "select unit_id, step, since, last_news from unit_now order by unit_id";
const NAMES: &str = "select count(*) from unit_name n join unit u on u.id = n.unit_id and u.label = n.label";

#[tokio::test]
async fn where_units_stand_and_their_names_are_made_again_when_the_store_opens() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).await.unwrap();
    fill(&store, 40).await;
    for (sequence, stage, replaces) in [
        (1, AdoptionStage::Contacted, None),
        (2, AdoptionStage::Active, None),
        (3, AdoptionStage::Contacted, Some(3)),
    ] {
        let step = |unit| Advance {
            unit: UnitId(unit),
            seen: sequence,
            stage,
            day: today() - chrono::Days::new(u64::from(9 - sequence)),
            replaces,
            source: Source::Call,
        };
        let change = Change {
            id: RequestId(Uuid::now_v7()),
            steps: (1..=20).map(step).collect(),
            annulled: Vec::new(),
        };
        store
            .record(&Principal::operator(), today(), now(), change)
            .await
            .unwrap();
    }
    store.close().await;
    let file = format!("sqlite://{}", folder.path().join("classe12.sqlite").display());
    type Row = (i64, String, String, Option<String>);
    let mut raw = SqliteConnection::connect(&file).await.unwrap();
    let before: Vec<Row> = sqlx::query_as(STANDING).fetch_all(&mut raw).await.unwrap();
    assert_eq!(before.len(), 40);
    for delete in [
        "delete from adoption_rollup",
        "delete from unit_now where unit_id % 3 = 0",
        "delete from unit_name",
    ] {
        sqlx::query(delete).execute(&mut raw).await.unwrap();
    }
    raw.close().await.unwrap();
    let store = Store::open_sqlite(folder.path()).await.unwrap();
    assert_eq!(store.compare_rollup().await.unwrap(), []);
    store.close().await;
    let mut raw = SqliteConnection::connect(&file).await.unwrap();
    let after: Vec<Row> = sqlx::query_as(STANDING).fetch_all(&mut raw).await.unwrap();
    assert_eq!(after, before);
    let names: i64 = sqlx::query_scalar(NAMES).fetch_one(&mut raw).await.unwrap();
    assert_eq!(names, 40);
}
