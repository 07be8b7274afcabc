//! A class closed by hand and opened again: on its day, or as never counted; its history comes back whole.

use super::{UNIT, after, ask, day, entered, leave, now, year};
use crate::{Actor, adoption::*};
use AdoptionStage::{Active, Contacted, Onboarded};
use chrono::{NaiveDate, TimeDelta};

fn close_on(
    timeline: &Timeline,
    on: NaiveDate,
    why: LeavingReason,
) -> Result<Vec<Advanced>, AdoptionRefused> {
    let request = Close {
        unit: UNIT,
        seen: timeline.last_sequence(),
        day: on,
        why,
    };
    close(
        year(),
        timeline,
        &request,
        Actor::LocalOperator,
        day(3, 15),
        now(),
    )
}

fn reopened(timeline: &Timeline) -> Result<Timeline, AdoptionRefused> {
    let request = Reopen {
        unit: UNIT,
        seen: timeline.last_sequence(),
    };
    let later = now() + TimeDelta::hours(1);
    let done = reopen(timeline, &request, Actor::LocalOperator, later)?;
    Ok(last(&done))
}

fn last(done: &[Advanced]) -> Timeline {
    done.last().unwrap().timeline.clone()
}

#[test]
fn a_class_closed_on_a_day_counts_until_then_and_comes_back_with_its_history() {
    let timeline = after(&[(Contacted, day(10, 1)), (Onboarded, day(11, 2))]);
    for why in [LeavingReason::Closed, LeavingReason::Merged] {
        let done = close_on(&timeline, day(1, 12), why).unwrap();
        let [closed] = done.as_slice() else {
            panic!("{done:?}")
        };
        let line = closed.line.event().unwrap();
        assert_eq!(
            (line.step, line.day, line.leaving),
            (Step::Withdrawn, day(1, 12), Some(why))
        );
        assert_eq!(
            closed.timeline.step_on(day(1, 11)),
            Some(Step::Reached(Onboarded))
        );
        let back = reopened(&closed.timeline).unwrap();
        assert_eq!(back.effective(), timeline.effective());
    }
}

#[test]
fn a_class_entered_by_mistake_never_counted_and_its_updates_come_back_with_it() {
    let corrected = ask(
        &after(&[(Contacted, day(10, 1)), (Onboarded, day(11, 2))]),
        Active,
        day(11, 20),
        Some(3),
    );
    let histories = [
        entered(),
        after(&[(Contacted, day(10, 1))]),
        corrected.unwrap().timeline,
    ];
    for timeline in histories {
        for why in [LeavingReason::Mistake, LeavingReason::Duplicate] {
            let closed = last(&close_on(&timeline, day(1, 12), why).unwrap());
            assert_eq!(deltas(&Timeline::default(), &closed), [], "it never counted");
            assert_eq!(closed.last_news(), None);
            let back = reopened(&closed).unwrap();
            assert_eq!(back.effective(), timeline.effective());
            // Closed and opened a second time, it is the same again.
            let twice = last(&close_on(&back, day(1, 12), why).unwrap());
            assert_eq!(deltas(&Timeline::default(), &twice), []);
            assert_eq!(reopened(&twice).unwrap().effective(), timeline.effective());
        }
    }
}

#[test]
fn what_somebody_annulled_before_the_closing_stays_annulled() {
    let timeline = after(&[(Contacted, day(10, 1)), (Onboarded, day(11, 2))]);
    let annulled = super::annulments::take_back(&timeline, 3).unwrap().timeline;
    let request = Close {
        unit: UNIT,
        seen: 4,
        day: day(1, 12),
        why: LeavingReason::Mistake,
    };
    let later = now() + TimeDelta::hours(1);
    let closed = close(
        year(),
        &annulled,
        &request,
        Actor::LocalOperator,
        day(3, 15),
        later,
    );
    let back = reopened(&last(&closed.unwrap())).unwrap();
    assert_eq!(back.effective(), annulled.effective());
}

#[test]
fn a_closing_is_refused_on_a_day_to_come_before_an_update_or_twice() {
    let timeline = after(&[(Contacted, day(10, 1))]);
    let refused = |on| close_on(&timeline, on, LeavingReason::Closed).unwrap_err();
    assert_eq!(
        refused(day(3, 16)),
        AdoptionRefused::DayInFuture {
            day: day(3, 16),
            today: day(3, 15)
        }
    );
    assert_eq!(
        refused(day(9, 30)),
        ClassRefused::ClosedBefore {
            step: Step::Reached(Contacted),
            day: day(10, 1)
        }
        .into()
    );
    let early = close_on(&entered(), day(8, 31), LeavingReason::Closed).unwrap_err();
    assert!(
        matches!(early, AdoptionRefused::DayBeforeCensus { .. }),
        "{early:?}"
    );
    let gone = leave(&timeline, day(11, 2)).timeline;
    assert_eq!(
        close_on(&gone, day(12, 1), LeavingReason::Closed).unwrap_err(),
        AdoptionRefused::Withdrawn { day: day(11, 2) }
    );
    assert_eq!(
        reopened(&timeline).unwrap_err(),
        ClassRefused::NotClosed(UNIT).into()
    );
}

#[test]
fn who_saw_another_history_neither_closes_nor_opens_again() {
    let timeline = after(&[(Contacted, day(10, 1))]);
    let request = Close {
        unit: UNIT,
        seen: 1,
        day: day(1, 12),
        why: LeavingReason::Mistake,
    };
    let refused = close(
        year(),
        &timeline,
        &request,
        Actor::LocalOperator,
        day(3, 15),
        now(),
    );
    assert!(
        matches!(refused, Err(AdoptionRefused::Stale { seen: 1, .. })),
        "{refused:?}"
    );
    let gone = leave(&timeline, day(11, 2)).timeline;
    let request = Reopen { unit: UNIT, seen: 2 };
    let refused = reopen(&gone, &request, Actor::LocalOperator, now());
    assert!(
        matches!(refused, Err(AdoptionRefused::Stale { seen: 2, .. })),
        "{refused:?}"
    );
}

#[test]
fn a_class_neither_enters_nor_leaves_on_a_day_to_come() {
    let future = AdoptionRefused::DayInFuture {
        day: day(3, 16),
        today: day(3, 15),
    };
    let entry = enter(UNIT, year(), day(3, 16), Actor::LocalOperator, day(3, 15), now());
    assert_eq!(entry.unwrap_err(), future);
    let request = Withdraw {
        unit: UNIT,
        day: day(3, 16),
        leaving: None,
    };
    let gone = withdraw(&entered(), request, Actor::LocalOperator, day(3, 15), now());
    assert_eq!(gone.unwrap_err(), future);
}

#[test]
fn what_was_opened_again_in_the_same_instant_stays_open() {
    let timeline = after(&[(Contacted, day(10, 1))]);
    let request = |seen| Reopen { unit: UNIT, seen };
    let mut stands = timeline.clone();
    for why in LeavingReason::OFFERED {
        stands = last(&close_on(&stands, day(1, 12), why).unwrap());
        let seen = stands.last_sequence();
        stands = last(&reopen(&stands, &request(seen), Actor::LocalOperator, now()).unwrap());
        assert_eq!(stands.effective(), timeline.effective(), "{why:?}");
    }
}
