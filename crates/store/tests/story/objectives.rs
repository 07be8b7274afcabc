//! Objectives: set, replaced, taken back, by whoever may; what was set before stays readable.

use crate::{
    engines::on_both,
    world::{now, policy, today},
};
use chrono::NaiveDate;
use domain::{
    Principal, Refusal, SchoolYear, TerritoryCode,
    objective::{Measure, Objective},
};
use store::{
    Store, StoreError,
    objective::{ObjectiveKey, ObjectiveMove},
};

on_both! {
    an_objective_holds, an_objective_holds_on_postgres => an_objective_holds_until_it_is_replaced_or_taken_back;
}

async fn an_objective_holds_until_it_is_replaced_or_taken_back(store: Store) {
    let (by, nation) = (Principal::operator(), TerritoryCode::nation());
    let year = SchoolYear::starting(2020).unwrap();
    let aim = ObjectiveKey {
        policy: policy(),
        year,
        territory: nation,
    };
    let objective = |month, share| {
        let day = NaiveDate::from_ymd_opt(2021, month, 30).unwrap();
        Objective::new(year, day, Measure::Using, share).unwrap()
    };
    let step = async |step| {
        let path = [nation];
        store
            .move_objective(&by, today(), now(), aim, &path, step)
            .await
            .unwrap();
        store.objectives(aim).await.unwrap()
    };
    assert_eq!(store.objectives(aim).await.unwrap(), []);
    let (april, june) = (objective(4, 300), objective(6, 800));
    assert_eq!(step(ObjectiveMove::Set(june)).await, [june]);
    assert_eq!(step(ObjectiveMove::Set(april)).await, [april, june], "by day");
    let version = store.version();
    assert_eq!(step(ObjectiveMove::Set(april)).await, [april, june]);
    assert_eq!(store.version(), version, "the same again writes nothing");
    let higher = objective(6, 900);
    assert_eq!(step(ObjectiveMove::Set(higher)).await, [april, higher]);
    assert_eq!(
        step(ObjectiveMove::TakeBack(Measure::Using, april.day)).await,
        [higher]
    );
    let elsewhere = ObjectiveKey {
        territory: TerritoryCode::parse("D35").unwrap(),
        ..aim
    };
    assert_eq!(store.objectives(elsewhere).await.unwrap(), []);
    let nobody = Principal::nobody(None);
    let stop = store
        .move_objective(&nobody, today(), now(), aim, &[nation], ObjectiveMove::Set(june))
        .await
        .unwrap_err();
    assert!(
        matches!(stop, StoreError::Refused(Refusal::Forbidden(_))),
        "{stop:?}"
    );
    assert_eq!(store.objectives(aim).await.unwrap(), [higher]);
}
