//! Objectives: what lacks, the year and the share they may have, which one comes next.

use super::*;
use crate::AdoptionStage;

fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}
fn year() -> SchoolYear {
    SchoolYear::starting(2021).unwrap()
}
fn objective(day: NaiveDate, share: i64) -> Objective {
    Objective::new(year(), day, Measure::Using, share).unwrap()
}

#[test]
fn what_lacks_is_a_whole_number_of_units_and_never_below_zero() {
    let mut counts = StageCounts::default();
    counts[AdoptionStage::Identified] = 7;
    counts[AdoptionStage::Onboarded] = 1;
    counts[AdoptionStage::Active] = 2;
    counts[AdoptionStage::Regular] = 1;
    let june = on(2022, 6, 30);
    // 11 units.
    assert_eq!(
        objective(june, 500).gap(&counts),
        Gap {
            wanted: 6,
            reached: 3
        }
    );
    assert_eq!(objective(june, 1_000).gap(&counts).lacking(), 8);
    assert_eq!(objective(june, 200).gap(&counts).lacking(), 0);
    let onboarded = Objective::new(year(), june, Measure::Onboarded, 1_000).unwrap();
    assert_eq!(onboarded.gap(&counts).lacking(), 7);
    assert_eq!(
        objective(june, 500).gap(&StageCounts::default()).lacking(),
        0,
        "nothing to reach"
    );
}

#[test]
fn an_objective_is_of_its_school_year_and_a_share_of_its_units() {
    let make = |day, share| Objective::new(year(), day, Measure::Using, share);
    assert!(matches!(
        make(on(2022, 9, 1), 500),
        Err(AdoptionRefused::DayOutsideYear { .. })
    ));
    assert!(matches!(
        make(on(2022, 6, 30), 0),
        Err(AdoptionRefused::NoShare(0))
    ));
    assert!(matches!(
        make(on(2022, 6, 30), 1_001),
        Err(AdoptionRefused::NoShare(1_001))
    ));
}

#[test]
fn the_next_objective_is_the_one_that_matters_then_the_last() {
    let all = [
        objective(on(2021, 12, 31), 500),
        objective(on(2022, 6, 30), 1_000),
    ];
    assert_eq!(current(&all, on(2021, 12, 31)), Some(all[0]));
    assert_eq!(current(&all, on(2022, 1, 1)), Some(all[1]));
    assert_eq!(current(&all, on(2022, 7, 15)), Some(all[1]));
    assert_eq!(current(&[], on(2022, 7, 15)), None);
}
