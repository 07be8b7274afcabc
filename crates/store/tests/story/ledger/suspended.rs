//! A suspension stops what commits, until it is lifted.

use crate::ledger_world::*;
use domain::{
    Principal,
    funding::{Credit, DutyId, DutyKind, DutyMove, FundingRefused, StepKind},
};
use store::{Store, funding::NewDuty};
use uuid::Uuid;

pub(super) async fn suspended(store: Store) {
    let by = Principal::operator();
    enter(&store, day(2021, 1, 4), allotment(2021, both(euros(50_000))))
        .await
        .unwrap();
    let new = NewDuty {
        id: DutyId(Uuid::now_v7()),
        kind: DutyKind::Shortfall,
        day: day(2021, 10, 1),
        credit: Credit::Ae,
        year: year(2021),
        amount: euros(4_000),
        note: "Renfort demandé".to_owned(),
    };
    store.open_duty(&by, today(), now(), &new).await.unwrap();
    store.open_duty(&by, today(), now(), &new).await.unwrap();
    let duties = store.funding().await.unwrap().duties;
    assert_eq!((duties.len(), duties[0].standing.days_untold(today())), (1, 14));
    let step = async |step, seen, on| {
        let asked = DutyMove {
            step,
            day: on,
            seen,
            note: "Courriel à la DAF".to_owned(),
            entry: None,
        };
        store.move_duty(&by, today(), now(), new.id, &asked).await
    };
    assert!(
        step(StepKind::Suspended, 1, day(2021, 10, 5)).await.is_err(),
        "suspended before it was told"
    );
    step(StepKind::Told, 1, day(2021, 10, 3)).await.unwrap();
    assert!(
        step(StepKind::Suspended, 1, day(2021, 10, 5)).await.is_err(),
        "a form that saw less"
    );
    step(StepKind::Suspended, 2, day(2021, 10, 5)).await.unwrap();
    assert!(store.funding().await.unwrap().is_suspended());
    assert_eq!(
        enter(&store, day(2021, 10, 6), commitment(1, euros(1))).await,
        Err(FundingRefused::Suspended)
    );
    step(StepKind::Lifted, 3, day(2021, 10, 8)).await.unwrap();
    enter(&store, day(2021, 10, 9), commitment(1, euros(1)))
        .await
        .unwrap();
    assert_eq!(
        store.funding().await.unwrap().duties[0]
            .standing
            .days_untold(today()),
        2
    );
}
