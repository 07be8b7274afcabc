//! An invented nation: a share for each territory.

use crate::world::{day, holidays};
use chart::{Area, Funnel, Level, Limit, Map, Multiples, Panel, Spot};
use chrono::Days;
use domain::territory::{ACADEMIES, Academy};

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

/// A square root to the nearest whole: the width of what chance does.
fn wide(square: i64) -> i64 {
    (1..).find(|root| root * root >= square).unwrap()
}

/// The départements against what chance does around 58 %: most within, some apart on both sides.
pub fn funnel() -> Funnel {
    let departments = ACADEMIES.iter().flat_map(|academy| academy.departments).take(101);
    let spot = |(index, (code, name)): (usize, &(&str, &str))| {
        let chance = share(index + 5) - 500;
        let units = 14 + i64::try_from(index * index * 331 % 1_300).unwrap();
        // Within the limit of 95 %.
        let usual = chance * 180 / wide(units * 10_000);
        let unusual = match index {
            19 => 230,
            28 => -310,
            66 => 160,
            71 => -140,
            72 => 145,
            85 => 240,
            90 => -205,
            94 => 190,
            95 => 140,
            98 => -190,
            _ => 0,
        };
        Spot {
            name: (*name).to_owned(),
            code: (*code).to_owned(),
            units,
            share_per_mille: (580 + usual + unusual).clamp(0, 1_000),
        }
    };
    let limit = |units: i64| {
        // 1,96 and 3,09 times the square root of p (1 − p) / n, per mille.
        let one = 1_000 * wide(2_436 * 10_000 / units) / 10_000;
        Limit {
            units,
            low95: (580 - one * 196 / 100).max(0),
            high95: (580 + one * 196 / 100).min(1_000),
            low998: (580 - one * 309 / 100).max(0),
            high998: (580 + one * 309 / 100).min(1_000),
        }
    };
    Funnel {
        territories: departments.enumerate().map(spot).collect(),
        limits: (1..60).map(|step| limit(step * step)).collect(),
        share_per_mille: 580,
        whole: "France".to_owned(),
        measure: "classes recensées".to_owned(),
        title: "Dix départements s’écartent plus que le hasard".to_owned(),
        description: "Part de classes utilisatrices et nombre de classes de chaque département".to_owned(),
        id: "entonnoir".to_owned(),
    }
}

/// The académies from September to the middle of March, and last year until July.
pub fn multiples() -> Multiples {
    let panel = |(index, academy): (usize, &Academy)| {
        let most = 350 + share(index + 2) * 6 / 10;
        let course = |week: u64, most: i64| {
            let time = i64::try_from(week).unwrap();
            let monday = day(2020, 8, 31) + Days::new(7 * week);
            let resting = holidays().iter().any(|off| off.from < monday && monday < off.to);
            let dip = if resting { most / 40 } else { 0 };
            (monday, most * time * time / (time * time + 130) - dip * time / 30)
        };
        Panel {
            name: academy.name.to_owned(),
            href: format!("/dedoublement/A{}?annee=2020", academy.code),
            weeks: (0..29).map(|week| course(week, most)).collect(),
            previous: (0..45).map(|week| course(week, most * 7 / 10 + 40)).collect(),
        }
    };
    Multiples {
        panels: ACADEMIES.iter().enumerate().map(panel).collect(),
        title: "Vingt-six académies sur trente devancent leur année passée".to_owned(),
        description: "Part de classes utilisatrices, semaine par semaine.".to_owned(),
        id: "academies".to_owned(),
    }
}
