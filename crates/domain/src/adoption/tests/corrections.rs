//! Steps back and corrections: what takes back what, and what nothing corrects.

use super::{after, ask, day};
use crate::adoption::*;
use AdoptionStage::{Active, Contacted, Onboarded};

#[test]
fn a_step_back_is_refused_unless_it_corrects() {
    let timeline = after(&[(Contacted, day(10, 1)), (Active, day(11, 10))]);
    let refused = ask(&timeline, Onboarded, day(11, 20), None).unwrap_err();
    assert_eq!(
        refused,
        AdoptionRefused::CannotFollow {
            from: Active,
            since: day(11, 10),
            to: Onboarded
        }
    );
    let corrected = ask(&timeline, Onboarded, day(11, 10), Some(3)).unwrap();
    assert_eq!(corrected.standing.step, Step::Reached(Onboarded));
}

#[test]
fn a_step_made_by_mistake_is_taken_back_by_repeating_the_stage_before_it() {
    let timeline = after(&[(Contacted, day(10, 1)), (Active, day(11, 10))]);
    let corrected = ask(&timeline, Contacted, day(11, 10), Some(3)).unwrap();
    assert_eq!(
        corrected.timeline.step_on(day(12, 1)),
        Some(Step::Reached(Contacted))
    );
    let moves: i64 = corrected.deltas.iter().map(|delta| delta.counts[Active]).sum();
    assert_eq!(moves, -1);
}

#[test]
fn the_entry_and_what_was_corrected_already_can_not_be_corrected() {
    let timeline = after(&[(Contacted, day(10, 1))]);
    assert_eq!(
        ask(&timeline, Contacted, day(10, 1), Some(1)).unwrap_err(),
        AdoptionRefused::CensusNotCorrectable
    );
    let corrected = ask(&timeline, Onboarded, day(10, 2), Some(2)).unwrap().timeline;
    assert_eq!(
        ask(&corrected, Active, day(10, 2), Some(2)).unwrap_err(),
        AdoptionRefused::NothingToCorrect(2)
    );
}
