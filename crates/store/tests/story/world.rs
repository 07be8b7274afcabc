//! A small nation: one académie, one département, two circonscriptions, four schools. The stories live on 15 March 2021.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Actor, AuditAction, LevelCode, PolicyCode, Principal, PriorityEducation, SchoolYear, TerritoryCode,
    Timeline, Uai, UnitId,
    adoption::enter,
    school::{School, SchoolKind},
    territory::Territory,
    unit::{Levels, Unit},
};
use store::{Store, adoption::Slice, audit::AuditEvent, intake::UnitHistory};

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}
pub fn today() -> NaiveDate {
    day(2021, 3, 15)
}
pub fn now() -> DateTime<Utc> {
    today().and_hms_opt(9, 0, 0).unwrap().and_utc()
}
pub fn policy() -> PolicyCode {
    PolicyCode::new("classes-dedoublees").unwrap()
}
pub fn year() -> SchoolYear {
    SchoolYear::starting(2020).unwrap()
}
pub fn district(rank: u32) -> TerritoryCode {
    TerritoryCode::district(Uai::from_number(359_000 + rank).unwrap()).unwrap()
}

pub fn slice(territory: TerritoryCode) -> Slice {
    Slice {
        policy: policy(),
        year: year(),
        territory,
        level: None,
        priority_education: None,
    }
}

fn department() -> TerritoryCode {
    TerritoryCode::department("35").unwrap()
}
fn academy() -> TerritoryCode {
    TerritoryCode::academy("14").unwrap()
}

fn territories() -> [Territory; 5] {
    let nation = TerritoryCode::nation();
    let named = |code, name: &str, parent| Territory {
        code,
        name: name.to_owned(),
        parent,
    };
    [
        named(nation, "France", None),
        named(academy(), "Rennes", Some(nation)),
        named(department(), "Ille-et-Vilaine", Some(academy())),
        named(district(0), "Bruz", Some(department())),
        named(district(1), "Redon", Some(department())),
    ]
}

pub fn school(rank: u32) -> School {
    School {
        uai: Uai::from_number(350_100 + rank).unwrap(),
        name: format!("École n° {rank}"),
        kind: SchoolKind::Primary,
        commune: "Bruz".to_owned(),
        postal_code: "35170".to_owned(),
        department: department(),
        district: (rank < 3).then(|| district(rank % 2)),
        priority_education: PriorityEducation::ALL[rank as usize % 3],
        position: None,
        open: true,
    }
}

/// A unit of a school, its levels and census day by its rank.
pub fn unit(rank: usize, school: &School) -> Unit {
    let levels = ["CP", "CE1", "GS", "CP+CE1"][rank % 7 % 4];
    let levels = levels.split('+').map(|level| LevelCode::new(level).unwrap());
    Unit {
        policy: policy(),
        year: year(),
        school: school.uai,
        label: format!("Classe {rank}"),
        levels: Levels::new(levels.collect()).unwrap(),
        priority_education: school.priority_education,
        pupils: Some(12),
        co_teaching: false,
        estimated: rank.is_multiple_of(5),
        census_day: day(2020, 9, 1 + u32::try_from(rank % 3).unwrap() * 8),
        district: school.district,
        department: department(),
        academy: academy(),
    }
}

/// A class as it enters, under its number.
pub fn entering(id: i64, unit: Unit) -> UnitHistory {
    let id = UnitId(id);
    let entry = enter(id, year(), unit.census_day, Actor::LocalOperator, today(), now()).unwrap();
    UnitHistory {
        id,
        unit,
        timeline: entry.timeline,
    }
}

/// Fills a store with the nation and `units` units, spread over schools, levels and marks.
pub async fn fill(store: &Store, units: usize) -> Vec<(Unit, Timeline)> {
    let schools = [0, 1, 2, 3].map(school);
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    intake.put_territories(&territories()).await.unwrap();
    intake.put_schools(&schools).await.unwrap();
    let mut made = Vec::with_capacity(units);
    let mut batch = Vec::new();
    for rank in 0..units {
        let unit = unit(rank, &schools[rank % 4]);
        let history = entering(i64::try_from(rank).unwrap() + 1, unit);
        made.push((history.unit.clone(), history.timeline.clone()));
        batch.push(history);
    }
    intake.put_histories(&batch).await.unwrap();
    intake
        .finish(AuditEvent::new(AuditAction::ImportApplied, ""))
        .await
        .unwrap();
    made
}
