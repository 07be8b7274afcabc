//! The figures of the API beside those of the pages' files.

use crate::support::World;
use domain::Role;
use serde_json::Value;
use std::collections::BTreeSet;

/// The cells of one column of a French CSV.
fn column<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let mut lines = text.trim_start_matches('\u{feff}').split_terminator("\r\n");
    let at = lines
        .next()
        .unwrap()
        .split(';')
        .position(|known| known == name)
        .unwrap();
    lines.map(|line| line.split(';').nth(at).unwrap()).collect()
}

#[tokio::test]
async fn the_api_says_what_the_pages_files_say() {
    let world = World::demo().await;
    let browser = world.role(Role::Leadership).await;
    let filters = [
        ("", ""),
        ("&niveau=CP&education=rep", "&level=CP&priority_education=rep"),
    ];
    for (page, api) in filters {
        for code in ["FR", "A24", "D93"] {
            for (file, resource, french, english) in [
                ("semaines", "weeks", "recensees", "population"),
                ("territoires", "children", "recensees", "population"),
                ("semaines", "weeks", "reguliere", "stage_regular"),
            ] {
                let path = format!("/classes-dedoublees/deploiement/{code}/{file}.csv?annee=2020-2021{page}");
                let csv = browser.get(&path).await.text;
                let path = format!("/api/v1/territories/{code}/{resource}?year=2020-2021{api}");
                let json: Value = serde_json::from_str(&browser.get(&path).await.text).unwrap();
                let told: Vec<String> = json["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|item| item[english].to_string())
                    .collect();
                assert!(!told.is_empty(), "{path}");
                assert_eq!(told, column(&csv, french), "{path}");
            }
        }
    }
    let between = browser
        .get("/api/v1/territories/FR/weeks?year=2020-2021&from=2021-03-01&to=2021-03-31")
        .await;
    let between: Value = serde_json::from_str(&between.text).unwrap();
    assert_eq!(between["items"].as_array().unwrap().len(), 5);
    let money: Value = serde_json::from_str(&browser.get("/api/v1/funding").await.text).unwrap();
    let funding = world.store.funding().await.unwrap();
    let whole = funding.counter(domain::funding::Scope::Convention, domain::funding::Credit::Ae);
    let told = money["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["scope"] == "convention" && one["credit"] == "ae")
        .unwrap();
    assert_eq!(told["available_cents"], whole.available().0);
    let entries: Value = serde_json::from_str(&browser.get("/api/v1/funding/entries").await.text).unwrap();
    let consumed: i64 = entries["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["ae_cents"].as_i64().unwrap())
        .sum();
    assert_eq!(consumed, whole.consumed.0);
}

#[tokio::test]
async fn pages_of_units_hold_each_unit_once() {
    let world = World::demo().await;
    let browser = world.role(Role::Leadership).await;
    let csv = browser
        .get("/classes-dedoublees/deploiement/D93/classes.csv?annee=2020-2021")
        .await
        .text;
    let whole: BTreeSet<String> = column(&csv, "id").into_iter().map(str::to_owned).collect();
    let (mut found, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
    loop {
        let path = format!("/api/v1/territories/D93/units?year=2020-2021&limit=7&cursor={cursor}");
        let page: Value = serde_json::from_str(&browser.get(&path).await.text).unwrap();
        found.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|unit| unit["id"].to_string()),
        );
        pages += 1;
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    assert!(pages > 2);
    assert_eq!(found.len(), whole.len());
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), whole);
    let wrong = browser.get("/api/v1/territories/D35/units?cursor=faux").await;
    assert_eq!(wrong.status, 422);
}
