//! A class that a person closed, and a list brought again: left alone and named, unless the list is to win.

use super::bring;
use crate::{
    engines::on_both,
    world::{day, fill, now, policy, school, today, year},
};
use domain::{
    Principal, UnitId,
    adoption::{
        Close, LeavingReason, Reopen, RequestId, Step,
        census::{CensusAsk, CensusFile, CensusLine, CensusNote},
    },
    unit::Levels,
};
use store::{
    Store,
    adoption::ClassChange,
    intake::{CensusOutcome, ClassKey, ClassRow},
};
use uuid::Uuid;

on_both! {
    a_list_leaves_what_a_person_closed_after_its_day_on_sqlite, a_list_leaves_what_a_person_closed_after_its_day_on_postgres
        => a_list_leaves_what_a_person_closed_after_its_day;
}

/// Unit 2, of the second school.
const UNIT: UnitId = UnitId(2);

async fn list(store: &Store, overwrite: bool) -> CensusOutcome {
    let school = school(1);
    let row = ClassRow {
        key: ClassKey {
            year: year(),
            school: school.uai,
        },
        class: CensusLine {
            line: 2,
            label: "classe 1".to_owned(),
            levels: Levels::parse("CE1").unwrap(),
            pupils: Some(12),
            co_teaching: None,
            day: day(2020, 9, 9),
            dated: true,
        },
        priority_education: school.priority_education,
    };
    let ask = CensusAsk {
        file: CensusFile::List,
        distinct: true,
        overwrite,
        complete: false,
        today: today(),
    };
    bring(store, &[row], ask, 1).await
}

async fn step(store: &Store) -> Step {
    let units = store.units_of_school(policy(), year(), school(1).uai).await;
    let mut units = units.unwrap().into_iter();
    units.find(|(known, _)| known.id == UNIT).unwrap().0.standing.step
}

async fn change(store: &Store, change: ClassChange) {
    let id = RequestId(Uuid::now_v7());
    let by = Principal::operator();
    let done = store.change_class(&by, today(), now(), id, change);
    assert_eq!(done.await.unwrap(), UNIT);
}

async fn a_list_leaves_what_a_person_closed_after_its_day(store: Store) {
    fill(&store, 4).await;
    let close = |seen| {
        ClassChange::Close(Close {
            unit: UNIT,
            seen,
            day: day(2021, 1, 12),
            why: LeavingReason::Merged,
        })
    };
    change(&store, close(1)).await;
    let told = list(&store, false).await;
    assert!(told.is_unchanged(), "{told:?}");
    let CensusNote::Closed { label, on, .. } = &told.closed.first[0].what else {
        panic!("{told:?}")
    };
    assert_eq!(
        (label.as_str(), *on),
        ("Classe 1", Some(today())),
        "the day that it was written"
    );
    assert_eq!(step(&store).await, Step::Withdrawn);

    // Opened again, then closed again: it is by hand still.
    change(&store, ClassChange::Reopen(Reopen { unit: UNIT, seen: 2 })).await;
    assert_eq!(list(&store, false).await.same, 1);
    change(&store, close(3)).await;
    assert_eq!(list(&store, false).await.closed.total, 1);

    let won = list(&store, true).await;
    assert_eq!((won.reentered.total, won.closed.total), (1, 0));
    assert!(step(&store).await.stage().is_some());
    assert_eq!(list(&store, false).await.same, 1);
    assert_eq!(store.compare_rollup().await.unwrap(), []);
}
