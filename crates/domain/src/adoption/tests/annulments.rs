//! What is annulled never was: the history is as if it had not been written, and both stay to be read.

use super::{UNIT, after, ask, day, entered, leave, now};
use crate::{Actor, adoption::*};
use AdoptionStage::{Contacted, Declined, Lapsed, Onboarded};

pub fn take_back(timeline: &Timeline, annuls: Sequence) -> Result<Advanced, AdoptionRefused> {
    let seen = timeline.last_sequence();
    let request = Annul {
        unit: UNIT,
        seen,
        annuls,
    };
    annul(timeline, &request, Actor::LocalOperator, now())
}

#[test]
fn an_update_taken_back_leaves_the_unit_where_it_was_and_stays_to_be_read() {
    let timeline = after(&[(Contacted, day(10, 1)), (Onboarded, day(11, 2))]);
    let gone = take_back(&timeline, 3).unwrap();
    assert_eq!(
        gone.standing,
        UnitState {
            step: Step::Reached(Contacted),
            since: day(10, 1),
            sequence: 4
        }
    );
    assert_eq!(gone.last_news, Some(day(10, 1)));
    assert_eq!(
        (gone.timeline.events().len(), gone.timeline.annulments().len()),
        (3, 1)
    );
    let back = take_back(&gone.timeline, 4).unwrap();
    assert_eq!(back.timeline.effective(), timeline.effective());
    let again = take_back(&back.timeline, 3).unwrap();
    assert_eq!(
        again.timeline.annulments().last().map(|last| last.annuls),
        Some(5),
        "it names what brought it back"
    );
    assert_eq!(again.timeline.effective(), gone.timeline.effective());
}

#[test]
fn a_class_enters_again_when_its_withdrawal_is_taken_back() {
    let timeline = after(&[(Contacted, day(10, 1))]);
    let gone = leave(&timeline, day(11, 2));
    let back = take_back(&gone.timeline, 3).unwrap();
    assert_eq!(back.standing.step, Step::Reached(Contacted));
    assert_eq!(
        back.deltas.iter().map(|delta| delta.counts.census()).sum::<i64>(),
        1
    );
    assert!(ask(&back.timeline, Onboarded, day(12, 1), None).is_ok());
}

#[test]
fn an_entry_by_mistake_is_taken_back_by_a_withdrawal_on_the_census_day() {
    assert_eq!(
        take_back(&entered(), 1).unwrap_err(),
        AdoptionRefused::CensusNotCorrectable
    );
    let gone = leave(&entered(), day(9, 1));
    assert_eq!(
        deltas(&Timeline::default(), &gone.timeline),
        [],
        "it never counted"
    );
}

#[test]
fn what_another_update_stands_on_is_refused_and_that_one_is_named() {
    let timeline = after(&[
        (Contacted, day(10, 1)),
        (Onboarded, day(11, 2)),
        (Lapsed, day(12, 3)),
    ]);
    assert_eq!(
        take_back(&timeline, 3).unwrap_err(),
        AdoptionRefused::HeldBy {
            step: Step::Reached(Lapsed),
            day: day(12, 3)
        }
    );
    assert!(take_back(&timeline, 2).is_ok(), "onboarded may follow the entry");
    let corrected = ask(&timeline, Declined, day(12, 4), Some(4)).unwrap().timeline;
    assert_eq!(
        take_back(&corrected, 4).unwrap_err(),
        AdoptionRefused::HeldBy {
            step: Step::Reached(Declined),
            day: day(12, 4)
        }
    );
}

#[test]
fn nothing_is_taken_back_twice_and_nothing_that_is_not_there() {
    let timeline = after(&[(Contacted, day(10, 1))]);
    let gone = take_back(&timeline, 2).unwrap().timeline;
    assert_eq!(
        take_back(&gone, 2).unwrap_err(),
        AdoptionRefused::NothingToAnnul(2)
    );
    assert_eq!(
        take_back(&gone, 9).unwrap_err(),
        AdoptionRefused::NothingToAnnul(9)
    );
    let stale = Annul {
        unit: UNIT,
        seen: 2,
        annuls: 3,
    };
    let told = annul(&gone, &stale, Actor::LocalOperator, now());
    assert!(matches!(told, Err(AdoptionRefused::Stale { seen: 2, .. })));
}

#[test]
fn an_update_brought_again_after_it_was_annulled_is_entered_anew() {
    let timeline = after(&[(Contacted, day(10, 1))]);
    let gone = take_back(&timeline, 2).unwrap().timeline;
    let anew = ask(&gone, Contacted, day(10, 1), None).unwrap();
    assert_eq!(anew.standing.step, Step::Reached(Contacted));
    let held = take_back(&anew.timeline, 3).unwrap_err();
    assert!(
        matches!(held, AdoptionRefused::HeldBy { .. }),
        "the first would stand beside it: {held:?}"
    );
}
