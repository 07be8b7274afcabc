//! Each Monday's forecast is kept, and the page says what past ones were worth.

#![allow(clippy::unwrap_used)]

use crate::support::World;
use domain::{PolicyCode, Role, SchoolYear, TerritoryCode};
use server::{AppState, Settings, keep_forecasts};

#[tokio::test]
async fn a_monday_s_forecast_is_kept_once_for_the_nation_and_the_academies() {
    let world = World::demo().await;
    let settings = Settings::loopback(world.folder.path().to_owned());
    let site = AppState::open_at(world.store.clone(), settings, world.clock.clone())
        .await
        .unwrap();
    keep_forecasts(&site).await;
    let today = world.store.demo().await.unwrap().unwrap().today;
    let (policy, year) = (PolicyCode::HALVED_CLASSES, SchoolYear::of(today).unwrap());
    let kept = async |code| world.store.kept_forecasts(policy, year, code).await.unwrap();
    let nation = kept(TerritoryCode::nation()).await;
    assert_eq!(nation.len(), 2, "at four and eight weeks");
    assert!(
        nation
            .iter()
            .all(|on| on.made.monday() <= today && today < on.kept.week.sunday())
    );
    assert!(!kept(TerritoryCode::academy("14").unwrap()).await.is_empty());
    assert_eq!(kept(TerritoryCode::department("35").unwrap()).await, []);
    let version = world.store.version();
    keep_forecasts(&site).await;
    assert_eq!(
        world.store.version(),
        version,
        "the same Monday again writes nothing"
    );
    let admin = world.role(Role::Administrator).await;
    let trail = admin.get("/audit").await;
    assert!(
        trail.text.contains("Prévisions de la semaine conservées"),
        "{}",
        trail.status
    );
}

#[tokio::test]
async fn the_page_says_what_past_forecasts_were_worth() {
    let world = World::demo().await;
    let browser = world.role(Role::Coach).await;
    for code in ["FR", "A14"] {
        let page = browser
            .get(&format!("/classes-dedoublees/deploiement/{code}"))
            .await;
        for said in [
            " dernières",
            " vu juste",
            "Ce que valaient les prévisions passées",
            "refaite",
        ] {
            assert!(page.text.contains(said), "{code}: {said}");
        }
    }
    let over = browser
        .get("/classes-dedoublees/deploiement/FR?annee=2020-2021")
        .await;
    assert!(
        !over.text.contains("prévisions passées"),
        "a year that is over is not forecast"
    );
}
