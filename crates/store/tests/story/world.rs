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

/// Fills a store with the nation and `units` units, spread over schools, levels and marks.
pub async fn fill(store: &Store, units: usize) -> Vec<(Unit, Timeline)> {
    let (nation, academy) = (TerritoryCode::nation(), TerritoryCode::academy("14").unwrap());
    let department = TerritoryCode::department("35").unwrap();
    let named = |code, name: &str, parent| Territory {
        code,
        name: name.to_owned(),
        parent,
    };
    let territories = [
        named(nation, "France", None),
        named(academy, "Rennes", Some(nation)),
        named(department, "Ille-et-Vilaine", Some(academy)),
        named(district(0), "Bruz", Some(department)),
        named(district(1), "Redon", Some(department)),
    ];
    let marks = PriorityEducation::ALL;
    let schools: Vec<School> = (0..4_u32)
        .map(|rank| School {
            uai: Uai::from_number(350_100 + rank).unwrap(),
            name: format!("École n° {rank}"),
            kind: SchoolKind::Primary,
            commune: "Bruz".to_owned(),
            postal_code: "35170".to_owned(),
            department,
            district: (rank < 3).then(|| district(rank % 2)),
            priority_education: marks[rank as usize % 3],
            position: None,
            open: true,
        })
        .collect();
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    intake.put_territories(&territories).await.unwrap();
    intake.put_schools(&schools).await.unwrap();
    let mut made = Vec::with_capacity(units);
    let mut batch = Vec::new();
    for rank in 0..units {
        let school = &schools[rank % 4];
        let levels = ["CP", "CE1", "GS", "CP+CE1"][rank % 7 % 4];
        let unit = Unit {
            policy: policy(),
            year: year(),
            school: school.uai,
            label: format!("Classe {rank}"),
            levels: Levels::new(
                levels
                    .split('+')
                    .map(|level| LevelCode::new(level).unwrap())
                    .collect(),
            )
            .unwrap(),
            priority_education: school.priority_education,
            pupils: Some(12),
            co_teaching: false,
            estimated: rank % 5 == 0,
            census_day: day(2020, 9, 1 + u32::try_from(rank % 3).unwrap() * 8),
            district: school.district,
            department,
            academy,
        };
        let id = UnitId(i64::try_from(rank).unwrap() + 1);
        let timeline = enter(id, year(), unit.census_day, Actor::LocalOperator, now())
            .unwrap()
            .timeline;
        made.push((unit.clone(), timeline.clone()));
        batch.push(UnitHistory { id, unit, timeline });
    }
    intake.put_histories(&batch).await.unwrap();
    intake
        .finish(AuditEvent::new(AuditAction::ImportApplied, ""))
        .await
        .unwrap();
    made
}
