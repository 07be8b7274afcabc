//! What is published: no person, no school, no small group, and a dictionary that says every column.

#![allow(clippy::unwrap_used)]

use crate::support::{Browser, World};
use domain::{Role, open_data::FEWEST};
use std::collections::BTreeMap;

/// A published file as rows of named cells.
async fn rows(browser: &Browser, name: &str) -> Vec<BTreeMap<String, String>> {
    browser.rows(&format!("/donnees-ouvertes/{name}")).await
}

#[tokio::test]
async fn no_small_group_is_published_nor_found_by_subtraction() {
    let world = World::demo().await;
    let browser = world.role(Role::Officer).await;
    let all = rows(&browser, "adoption-hebdomadaire.csv").await;
    let parents: BTreeMap<String, String> = rows(&browser, "territoires.csv")
        .await
        .into_iter()
        .map(|row| (row["code"].clone(), row["parent"].clone()))
        .collect();
    let (mut secret, mut shown) = (0, 0);
    let (mut sums, mut groups) = (BTreeMap::<_, Vec<Option<i64>>>::new(), BTreeMap::new());
    for row in &all {
        assert!(["nation", "academy", "department"].contains(&row["kind"].as_str()));
        assert!(parents.contains_key(&row["territory"]), "{row:?}");
        let units = row["population"].parse::<i64>().ok();
        assert_eq!(units.is_none(), row["hidden"] == "true", "{row:?}");
        match units {
            Some(units) => {
                assert!(units >= FEWEST, "{row:?}");
                shown += 1;
            }
            None => {
                let empty = row
                    .iter()
                    .filter(|(name, _)| name.starts_with("stage_") || *name == "using");
                assert!(empty.into_iter().all(|(_, cell)| cell.is_empty()), "{row:?}");
                secret += 1;
            }
        }
        let key = |territory: &str| {
            (
                row["school_year"].clone(),
                row["week"].clone(),
                row["level"].clone(),
                territory.to_owned(),
            )
        };
        groups.insert(key(&row["territory"]), units);
        sums.entry(key(&parents[&row["territory"]]))
            .or_default()
            .push(units);
    }
    assert!(secret > 0 && shown > secret, "{secret} hidden, {shown} shown");
    for (key, units) in sums {
        let hidden = units.iter().filter(|units| units.is_none()).count();
        let total = groups.get(&key).copied().flatten();
        let Some(total) = total else { continue };
        assert_ne!(hidden, 1, "{key:?}");
        let rest = total - units.iter().flatten().sum::<i64>();
        assert!(
            hidden == 0 && rest == 0 || rest >= FEWEST,
            "{key:?}: {rest} in {hidden} hidden groups"
        );
    }
    println!("figures: {shown} groups of a week shown, {secret} hidden");
}

#[tokio::test]
async fn the_dictionary_says_every_column_of_every_file() {
    let world = World::demo().await;
    let browser = world.role(Role::Coach).await;
    let page = browser.get("/donnees-ouvertes").await.text;
    assert!(page.contains("Licence Ouverte 2.0"));
    let dictionary = rows(&browser, "dictionnaire.csv").await;
    for name in [
        "adoption-hebdomadaire.csv",
        "territoires.csv",
        "objectifs.csv",
        "dictionnaire.csv",
    ] {
        assert!(page.contains(&format!("/donnees-ouvertes/{name}")));
        let first = rows(&browser, name).await.remove(0);
        let mut told: Vec<&str> = dictionary
            .iter()
            .filter(|row| row["file"] == name)
            .map(|row| row["column"].as_str())
            .collect();
        told.sort_unstable();
        assert_eq!(
            told,
            first.keys().map(String::as_str).collect::<Vec<_>>(),
            "{name}"
        );
    }
    let read_me = browser.get("/donnees-ouvertes/LISEZMOI.txt").await.text;
    assert!(read_me.contains("Licence Ouverte 2.0") && read_me.contains("moins de 5 classes"));
}

#[tokio::test]
async fn what_is_published_of_the_nation_is_what_its_page_says() {
    let world = World::demo().await;
    let browser = world.role(Role::Coach).await;
    let page = browser
        .get("/classes-dedoublees/deploiement/FR/semaines.csv?annee=2020-2021")
        .await
        .text;
    let last = page
        .trim_end()
        .lines()
        .last()
        .unwrap()
        .split(';')
        .nth(3)
        .unwrap()
        .to_owned();
    let all = rows(&browser, "adoption-hebdomadaire.csv").await;
    let here = |row: &&BTreeMap<String, String>| {
        row["territory"] == "FR" && row["level"] == "all" && row["school_year"] == "2020-2021"
    };
    assert_eq!(all.iter().rfind(here).unwrap()["population"], last);
}
