//! The journeys of a territory, asked of the real router: the page, its files, and who sees the classes.

#![allow(clippy::unwrap_used)]

use crate::support::{
    Browser, World,
    nation::{fill, person, places},
};
use axum::http::{StatusCode, header};
use domain::Role;
use std::collections::BTreeMap;

const NATION: &str = "/classes-dedoublees/deploiement/FR/parcours";

fn number(row: &BTreeMap<String, String>, column: &str) -> i64 {
    row[column].parse().unwrap()
}

#[tokio::test]
async fn the_funnel_narrows_and_its_census_is_the_territory_s() {
    let world = World::demo().await;
    let browser = world.role(Role::Leadership).await;
    for query in ["", "?annee=2020-2021&niveau=CP", "?education=rep-plus"] {
        let funnel = browser.rows(&format!("{NATION}/entonnoir.csv{query}")).await;
        let weeks = format!("/classes-dedoublees/deploiement/FR/semaines.csv{query}");
        let census = number(browser.rows(&weeks).await.last().unwrap(), "recensees");
        let mut before = census;
        for row in &funnel {
            assert_eq!(number(row, "recensees"), census);
            let reached = number(row, "atteint");
            assert!(0 < reached && reached <= before, "{row:?}");
            before = reached;
        }
        assert_eq!(funnel.len(), 4);
    }
    let page = browser.get(NATION).await;
    for said in [
        "Calculé le",
        "non atteint par la moitié",
        "encore en usage",
        "au même stade depuis plus de 30 jours",
    ] {
        assert!(page.text.contains(said), "{said}");
    }
    assert!(
        page.headers.contains_key(header::ETAG),
        "it is the same until the data changes"
    );
}

#[tokio::test]
async fn cohorts_and_those_that_stand_still_add_up() {
    let world = World::demo().await;
    let browser = world.role(Role::Leadership).await;
    let cohorts = browser
        .rows(&format!("{NATION}/cohortes.csv?annee=2020-2021"))
        .await;
    let mut sizes = BTreeMap::new();
    for row in &cohorts {
        sizes.insert(row["mois_d_embarquement"].clone(), number(row, "classes"));
        if !row["bas_95_pour_mille"].is_empty() {
            let [low, share, high] =
                ["bas_95_pour_mille", "en_usage_pour_mille", "haut_95_pour_mille"].map(|of| number(row, of));
            assert!(
                0 <= low && low <= share && share <= high && high <= 1_000,
                "{row:?}"
            );
        }
    }
    let together = sizes.remove("ensemble").unwrap();
    assert!(sizes.len() > 8 && sizes.values().sum::<i64>() == together);
    let svg = browser
        .get(&format!("{NATION}/cohortes.svg?annee=2020-2021"))
        .await;
    assert!(
        svg.text.starts_with("<?xml") && svg.text.contains("Source : ") && svg.text.contains("octobre 2020")
    );

    // Whose holidays nobody entered is said where their classes count.
    let unknown = "Les vacances ne sont pas saisies (Corse, ";
    assert!(browser.get(NATION).await.text.contains(unknown) && svg.text.contains(unknown));
    let rennes = NATION.replace("FR", "A14");
    assert!(
        !browser
            .get(&rennes)
            .await
            .text
            .contains("Les vacances ne sont pas saisies")
    );

    let still = browser.rows(&format!("{NATION}/attente.csv")).await;
    let (whole, children): (Vec<_>, Vec<_>) = still.iter().partition(|row| row["code"] == "FR");
    for stage in ["contactee", "embarquee", "active"] {
        for column in [
            "y_sont",
            "plus_de_15_jours",
            "plus_de_30_jours",
            "plus_de_90_jours",
        ] {
            let sum = |rows: &[&BTreeMap<_, _>]| -> i64 {
                let own = rows.iter().filter(|row| row["stade"] == stage);
                own.map(|row| number(row, column)).sum()
            };
            assert_eq!(sum(&children), sum(&whole), "{stage} {column}");
        }
    }
    for days in [15, 60] {
        let list = browser.rows(&format!("{NATION}/classes.csv?depuis={days}")).await;
        let counted: i64 = whole
            .iter()
            .map(|row| number(row, &format!("plus_de_{days}_jours")))
            .sum();
        assert_eq!(i64::try_from(list.len()).unwrap(), counted);
        assert!(list.iter().all(|row| number(row, "jours_au_2021-12-17") > days));
    }
}

#[tokio::test]
async fn classes_are_listed_to_those_who_follow_them_and_figures_to_all() {
    let world = World::real(|_| {}).await;
    fill(&world.store).await;
    let [own, other] = places();
    let path = |code: String, file: &str| format!("/classes-dedoublees/deploiement/{code}/parcours{file}");
    let mut browsers = Vec::new();
    for role in [Role::Officer, Role::BudgetManager, Role::Intrapreneur] {
        let account = person(&world.store, role.code(), Some(role)).await;
        browsers.push(world.signed_in(account).await);
    }
    let [officer, budget, writer] = <[Browser; 3]>::try_from(browsers).ok().unwrap();
    let form = "id=0190a0b0-0000-7000-8000-00000000000";
    for (unit, school) in [(1, own.uai), (3, other.uai)] {
        let page = format!("/classes-dedoublees/deploiement/{school}");
        let step = format!("{form}{unit}&unit={unit}%3A1&stage=contacted&day=2021-01-12&source=visit");
        assert_eq!(writer.post(&page, &step).await.status, StatusCode::SEE_OTHER);
    }
    let nation = officer.get(&path("FR".to_owned(), "")).await;
    assert!(
        nation.text.contains("2 classes sont au même stade")
            || nation.text.contains("2\u{a0}classes sont au même stade"),
        "{}",
        nation.text
    );
    assert!(nation.text.contains("École Anne Sylvestre") && !nation.text.contains("École Jean Ferrat"));
    let elsewhere = officer.get(&path(other.district.to_string(), "")).await;
    assert!(
        !elsewhere.text.contains("École Jean Ferrat")
            && elsewhere.text.contains("Aucune classe que vous suivez")
    );
    let file = officer.get(&path("FR".to_owned(), "/classes.csv")).await;
    assert_eq!(file.text.lines().count(), 2, "{}", file.text);
    // Who follows no school reads the figures alone.
    let figures = budget.get(&path("FR".to_owned(), "")).await;
    assert!(
        figures.status == StatusCode::OK && !figures.text.contains("École"),
        "no school's name"
    );
    let refused = budget.get(&path("FR".to_owned(), "/classes.csv")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_asked_wrongly_is_refused_in_french() {
    let world = World::demo().await;
    let browser = world.role(Role::Coach).await;
    for (path, status) in [
        (
            "/classes-dedoublees/deploiement/D99/parcours",
            StatusCode::NOT_FOUND,
        ),
        (
            "/classes-dedoublees/deploiement/0350122T/parcours",
            StatusCode::NOT_FOUND,
        ),
        (
            "/classes-dedoublees/deploiement/FR/parcours?depuis=7",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "/classes-dedoublees/deploiement/FR/parcours/classes.csv?depuis=x",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, status, "{path}");
        assert!(page.text.contains("Aller à l'accueil"), "{path}");
    }
}
