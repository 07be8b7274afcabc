//! Two schools that a directory has moved since their class entered: one left Rennes for Créteil, the other came from there.

use super::{
    day, morning,
    nation::{Place, places, policy, today},
};
use domain::{
    AuditAction, Principal, PriorityEducation, SchoolYear, Uai, UnitId,
    adoption::{RequestId, UnitFacts},
    school::{School, SchoolKind},
    unit::Levels,
};
use store::{
    Store,
    adoption::{AddClass, ClassChange},
    audit::AuditEvent,
};
use uuid::Uuid;

/// A school that moved, and its class.
#[derive(Clone, Copy)]
pub struct MovedSchool {
    pub uai: Uai,
    pub class: UnitId,
}

/// The school that left the first place for the other, and the one that came from there.
pub struct MovedSchools {
    pub left: MovedSchool,
    pub came: MovedSchool,
}

fn school(number: u32, name: &str, place: &Place) -> School {
    School {
        uai: Uai::from_number(number).unwrap(),
        name: name.to_owned(),
        kind: SchoolKind::Primary,
        commune: "Ailleurs".to_owned(),
        postal_code: "35000".to_owned(),
        department: place.department,
        district: Some(place.district),
        priority_education: PriorityEducation::Rep,
        position: None,
        open: true,
    }
}

async fn put(store: &Store, schools: &[School]) {
    let by = Principal::operator();
    let mut intake = store.begin_intake(&by, morning()).await.unwrap();
    intake.put_schools(schools).await.unwrap();
    let deed = AuditEvent::new(AuditAction::ImportApplied, "schools");
    intake.finish(deed).await.unwrap();
}

/// A class that enters a school on the first day of the year.
pub async fn class(store: &Store, uai: Uai) -> UnitId {
    let change = ClassChange::Add(AddClass {
        policy: policy(),
        year: SchoolYear::starting(2020).unwrap(),
        school: uai,
        facts: UnitFacts {
            label: "CP A".to_owned(),
            levels: Levels::parse("CP").unwrap(),
            pupils: Some(12),
            co_teaching: false,
            estimated: false,
        },
        day: day(2020, 9, 1),
        distinct: false,
    });
    let (by, id) = (Principal::operator(), RequestId(Uuid::now_v7()));
    store
        .change_class(&by, today(), morning(), id, change)
        .await
        .unwrap()
}

/// Makes both schools with a class each where they stood, then moves them.
pub async fn moved_schools(store: &Store) -> MovedSchools {
    let [here, there] = places();
    let left = |place| school(350_200, "École Barbara", place);
    let came = |place| school(930_200, "École Jacques Higelin", place);
    put(store, &[left(&here), came(&there)]).await;
    let made = async |school: School| MovedSchool {
        uai: school.uai,
        class: class(store, school.uai).await,
    };
    let moved = MovedSchools {
        left: made(left(&here)).await,
        came: made(came(&there)).await,
    };
    put(store, &[left(&there), came(&here)]).await;
    moved
}
