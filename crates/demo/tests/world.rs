//! What the invented nation promises.

#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use demo::{Plan, load};
use domain::rights::AccessScope;
use domain::{PolicyCode, SchoolYear, TerritoryCode};
use store::{Store, adoption::Slice};

async fn world(scale: u32) -> (tempfile::TempDir, Store, demo::Made) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_sqlite(folder.path()).await.unwrap();
    let now = NaiveDate::from_ymd_opt(2021, 12, 17)
        .unwrap()
        .and_hms_opt(8, 0, 0)
        .unwrap()
        .and_utc();
    let made = load(&store, &Plan::new(scale), now, &mut |_, _| {})
        .await
        .unwrap();
    (folder, store, made)
}

#[tokio::test]
async fn the_demo_has_the_real_size_of_priority_education_and_its_rollup_is_that_of_its_events() {
    let (_folder, store, made) = world(1).await;
    println!("figures: {made:?}");
    assert_eq!((made.schools, made.units), (6_700, 70_500));
    assert!((95_000..=105_000).contains(&made.events), "{made:?}");
    assert_eq!(store.compare_rollup().await.unwrap(), []);
    let slice = Slice {
        policy: PolicyCode::new("classes-dedoublees").unwrap(),
        year: SchoolYear::starting(2021).unwrap(),
        territory: TerritoryCode::nation(),
        level: None,
        priority_education: None,
    };
    let today = NaiveDate::from_ymd_opt(2021, 12, 17).unwrap();
    let weekly = store.weekly(&slice, today).await.unwrap();
    let last = weekly.last().unwrap();
    println!("figures: {last:?}");
    assert_eq!(last.counts.census(), 24_500);
    assert!(last.counts.using() > 1_500 && last.estimated > 500);
    assert_eq!(store.children(&slice, today).await.unwrap().len(), 30);
}

#[tokio::test]
async fn the_same_plan_makes_the_same_nation() {
    let (_one, first, made) = world(0).await;
    let (_two, second, again) = world(0).await;
    assert_eq!(made, again);
    assert_eq!(
        first
            .search("jean", &AccessScope::Everywhere, None)
            .await
            .unwrap(),
        second
            .search("jean", &AccessScope::Everywhere, None)
            .await
            .unwrap()
    );
}
