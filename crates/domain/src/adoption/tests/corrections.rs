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

#[test]
fn a_correction_takes_the_place_of_what_it_corrects_among_the_steps_of_its_day() {
    let timeline = after(&[(Contacted, day(12, 10)), (Onboarded, day(12, 10))]);
    let corrected = ask(&timeline, Contacted, day(12, 10), Some(2)).unwrap();
    let order: Vec<_> = corrected
        .timeline
        .effective()
        .iter()
        .map(|e| e.sequence)
        .collect();
    assert_eq!(order, [1, 4, 3]);
    assert_eq!(corrected.standing.step, Step::Reached(Onboarded));
    assert_eq!(corrected.deltas, []);
    let again = ask(&corrected.timeline, Contacted, day(12, 10), Some(4)).unwrap();
    assert_eq!(again.standing.step, Step::Reached(Onboarded));
}

#[test]
fn the_same_stage_again_is_refused_also_after_a_correction() {
    let timeline = after(&[(Contacted, day(12, 1))]);
    let corrected = ask(&timeline, Contacted, day(12, 9), Some(2)).unwrap().timeline;
    assert_eq!(
        ask(&corrected, Contacted, day(12, 15), None).unwrap_err(),
        AdoptionRefused::SameStage {
            stage: Contacted,
            since: day(12, 9)
        }
    );
}

#[test]
fn news_go_back_when_the_later_day_was_a_mistake() {
    let timeline = after(&[(Contacted, day(12, 16))]);
    let corrected = ask(&timeline, Contacted, day(9, 16), Some(2)).unwrap();
    assert_eq!(corrected.last_news, Some(day(9, 16)));
    let moved: i64 = corrected.deltas.iter().flat_map(|delta| delta.news.0).sum();
    assert_eq!((corrected.deltas.len(), moved), (2, 0));
}

#[test]
fn a_stage_taken_back_to_has_been_stood_at_since_its_first_day() {
    let timeline = after(&[(Contacted, day(10, 1)), (Active, day(11, 10))]);
    let corrected = ask(&timeline, Contacted, day(11, 10), Some(3)).unwrap();
    assert_eq!(corrected.standing.since, day(10, 1));
}
