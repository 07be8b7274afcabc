//! Objectives of the invented nation.

use crate::Plan;
use chrono::NaiveDate;
use domain::{
    PolicyCode, Principal, SchoolYear, TerritoryCode,
    objective::{Measure, Objective},
};
use store::{
    Store, StoreError,
    objective::{ObjectiveKey, ObjectiveMove},
};

/// The first day of a school year, what is aimed at, by when, per mille.
const AIMS: [(i32, Measure, &str, i64); 3] = [
    (2020, Measure::Using, "2021-06-30", 600),
    (2021, Measure::Onboarded, "2022-06-30", 600),
    (2021, Measure::Using, "2022-08-31", 500),
];

/// Sets them for the nation.
pub async fn set(store: &Store, plan: &Plan) -> Result<(), StoreError> {
    let nation = TerritoryCode::nation();
    for (first, measure, day, share) in AIMS {
        let (Some(of), Some(day)) = (SchoolYear::starting(first), day.parse::<NaiveDate>().ok()) else {
            continue;
        };
        let aim = ObjectiveKey {
            policy: PolicyCode::HALVED_CLASSES,
            year: of,
            territory: nation,
        };
        let objective = Objective::new(of, day, measure, share)?;
        let now = of.start().and_time(chrono::NaiveTime::MIN).and_utc();
        store
            .move_objective(
                &Principal::demonstration(),
                plan.today,
                now,
                aim,
                &[nation],
                ObjectiveMove::Set(objective),
            )
            .await?;
    }
    Ok(())
}
