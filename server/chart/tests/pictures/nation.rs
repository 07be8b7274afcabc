//! An invented nation: a share for each territory.

use chart::{Area, Level, Map};
use domain::territory::ACADEMIES;

/// A share that looks like chance, the same each time.
fn share(index: usize) -> i64 {
    i64::try_from(index * 7_919 % 1_000).unwrap()
}

fn area(index: usize, code: String, name: &str, share: i64) -> Area {
    Area {
        href: format!("/dedoublement/{code}?annee=2020"),
        code,
        name: name.to_owned(),
        share_per_mille: Some(share),
        units: 40 + i64::try_from(index * 331 % 1_400).unwrap(),
        note: String::new(),
    }
}

fn map(territories: Vec<Area>, level: Level) -> Map {
    Map {
        territories,
        level,
        measure: "Part de classes utilisatrices".to_owned(),
        title: "De 12 % en Lozère à 88 % dans le Rhône".to_owned(),
        description: "Part de classes utilisatrices de chaque territoire".to_owned(),
        id: "carte".to_owned(),
    }
}

/// The départements, one without a class, one with too few of them, one with a note.
pub fn departments() -> Map {
    let departments = ACADEMIES.iter().flat_map(|academy| academy.departments);
    // Saint-Barthélemy and Saint-Martin are not on the map.
    let mut list: Vec<Area> = departments
        .filter(|(code, _)| !["977", "978"].contains(code))
        .enumerate()
        .map(|(index, (code, name))| area(index, format!("D{code}"), name, share(index)))
        .collect();
    for area in &mut list {
        match area.code.as_str() {
            "D48" => (area.share_per_mille, area.units) = (None, 6),
            "D23" | "D976" => (area.share_per_mille, area.units) = (None, 0),
            "D93" => {
                (area.share_per_mille, area.units) = (Some(620), 1_240);
                area.note = "+ 4 points depuis un mois".to_owned();
            }
            _ => {}
        }
    }
    map(list, Level::Departments)
}

/// The académies.
pub fn academies() -> Map {
    let list = ACADEMIES.iter().enumerate();
    let areas = list.map(|(index, academy)| {
        let code = format!("A{}", academy.code);
        area(index, code, academy.name, share(index + 3))
    });
    map(areas.collect(), Level::Academies)
}
