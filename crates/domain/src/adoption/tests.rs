//! The promises of adoption: transitions, races, days, corrections, and the counts they make.

use super::*;
use crate::{Actor, SchoolYear, UnitId, Week};
use AdoptionStage::{Active, Contacted, Identified, Lapsed, Onboarded};
use chrono::{DateTime, Days, NaiveDate, Utc};
use proptest::prelude::*;

const UNIT: UnitId = UnitId(7);

fn year() -> SchoolYear {
    SchoolYear::starting(2020).unwrap()
}
fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(if month >= 7 { 2020 } else { 2021 }, month, day).unwrap()
}
fn now() -> DateTime<Utc> {
    day(3, 15).and_hms_opt(10, 0, 0).unwrap().and_utc()
}
fn entered() -> Timeline {
    enter(UNIT, year(), day(9, 1), Actor::LocalOperator, now())
        .unwrap()
        .timeline
}
fn ask(
    timeline: &Timeline,
    stage: AdoptionStage,
    on: NaiveDate,
    replaces: Option<Sequence>,
) -> Result<Advanced, AdoptionRefused> {
    let seen = timeline.last_sequence();
    let request = Advance {
        unit: UNIT,
        seen,
        stage,
        day: on,
        replaces,
        source: Source::Visit,
    };
    advance(
        year(),
        timeline,
        &request,
        Actor::LocalOperator,
        day(3, 15),
        now(),
    )
}
fn after(steps: &[(AdoptionStage, NaiveDate)]) -> Timeline {
    steps.iter().fold(entered(), |timeline, (stage, on)| {
        ask(&timeline, *stage, *on, None).unwrap().timeline
    })
}

#[test]
fn the_diagram_of_the_docs_is_the_table_of_transitions() {
    let docs = include_str!("../../../../docs/methods.md");
    let mut drawn: Vec<(String, String)> = docs
        .lines()
        .filter_map(|line| line.trim().split_once(" --> "))
        .filter(|(from, _)| !from.contains('*'))
        .map(|(from, to)| (from.to_owned(), to.to_owned()))
        .collect();
    let mut table: Vec<_> = AdoptionStage::ALL
        .iter()
        .flat_map(|from| {
            from.followers()
                .iter()
                .map(move |to| (format!("{from:?}"), format!("{to:?}")))
        })
        .collect();
    drawn.sort();
    table.sort();
    assert_eq!(drawn, table);
}

#[test]
fn every_transition_outside_the_table_is_refused() {
    for from in AdoptionStage::ALL {
        let path: &[AdoptionStage] = match from {
            Identified => &[],
            Lapsed => &[Onboarded, Lapsed],
            ref other => std::slice::from_ref(other),
        };
        let steps: Vec<_> = path.iter().map(|stage| (*stage, day(10, 5))).collect();
        for to in AdoptionStage::ALL {
            let answer = ask(&after(&steps), to, day(10, 6), None);
            assert_eq!(
                answer.is_ok(),
                from.may_precede(to),
                "{from:?} -> {to:?}: {answer:?}"
            );
        }
    }
}

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
fn who_saw_an_older_history_is_told_where_the_unit_stands() {
    let timeline = after(&[(Contacted, day(10, 1))]);
    let request = Advance {
        unit: UNIT,
        seen: 1,
        stage: Onboarded,
        day: day(10, 2),
        replaces: None,
        source: Source::Call,
    };
    let refused = advance(
        year(),
        &timeline,
        &request,
        Actor::LocalOperator,
        day(3, 15),
        now(),
    )
    .unwrap_err();
    let current = UnitState {
        step: Step::Reached(Contacted),
        since: day(10, 1),
        sequence: 2,
    };
    assert_eq!(
        refused,
        AdoptionRefused::Stale {
            unit: UNIT,
            seen: 1,
            current
        }
    );
}

#[test]
fn a_day_must_be_one_of_the_units_days_and_not_after_today() {
    let timeline = entered();
    let refused = |on| ask(&timeline, Contacted, on, None).unwrap_err();
    assert_eq!(
        refused(day(8, 28)),
        AdoptionRefused::DayBeforeCensus {
            day: day(8, 28),
            census_day: day(9, 1)
        }
    );
    assert_eq!(
        refused(day(3, 16)),
        AdoptionRefused::DayInFuture {
            day: day(3, 16),
            today: day(3, 15)
        }
    );
    let early = NaiveDate::from_ymd_opt(2020, 6, 30).unwrap();
    assert!(matches!(refused(early), AdoptionRefused::DayOutsideYear { .. }));
}

#[test]
fn an_update_put_in_late_must_fit_between_its_neighbours() {
    let timeline = after(&[(Onboarded, day(11, 2))]);
    assert!(ask(&timeline, Contacted, day(10, 1), None).is_ok());
    let refused = ask(&timeline, Active, day(10, 1), None).unwrap_err();
    assert_eq!(
        refused,
        AdoptionRefused::CannotPrecede {
            to: Active,
            next: Onboarded,
            next_day: day(11, 2)
        }
    );
}

#[test]
fn a_backdated_update_moves_only_its_own_weeks() {
    let timeline = after(&[(Active, day(11, 2))]);
    let late = ask(&timeline, Onboarded, day(10, 1), None).unwrap();
    assert_eq!(
        late.deltas.iter().map(|d| d.week).collect::<Vec<_>>(),
        [Week::of(day(10, 1)), Week::of(day(11, 2))]
    );
    assert_eq!(late.standing.step, Step::Reached(Active));
}

#[test]
fn nothing_follows_a_withdrawal() {
    let gone = withdraw(
        UNIT,
        &after(&[(Contacted, day(10, 1))]),
        day(11, 2),
        Actor::LocalOperator,
        now(),
    )
    .unwrap();
    assert_eq!(gone.deltas.iter().map(|d| d.counts.census()).sum::<i64>(), -1);
    assert_eq!(
        ask(&gone.timeline, Onboarded, day(12, 1), None).unwrap_err(),
        AdoptionRefused::Withdrawn { day: day(11, 2) }
    );
}

#[test]
fn a_unit_is_not_withdrawn_before_its_own_last_news() {
    let gone = withdraw(
        UNIT,
        &after(&[(Contacted, day(10, 1))]),
        day(9, 1),
        Actor::LocalOperator,
        now(),
    )
    .unwrap();
    assert_eq!(gone.event.day, day(10, 1));
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

/// A random history: at each turn a stage, a day and perhaps a correction, kept when the rules allow it.
fn history() -> impl Strategy<Value = (Timeline, Vec<Delta>)> {
    let turn = (0usize..7, 0u64..196, prop::option::of(2u32..8));
    prop::collection::vec(turn, 0..24).prop_map(|turns| {
        let first = enter(UNIT, year(), day(9, 1), Actor::LocalOperator, now()).unwrap();
        let (mut timeline, mut sum) = (first.timeline, first.deltas);
        for (stage, offset, replaces) in turns {
            let on = day(9, 1).checked_add_days(Days::new(offset)).unwrap();
            if let Ok(done) = ask(&timeline, AdoptionStage::ALL[stage], on, replaces) {
                assert!(done.deltas.len() <= 4, "{:?}", done.deltas);
                timeline = done.timeline;
                sum.extend(done.deltas);
            }
        }
        (timeline, sum)
    })
}

proptest! {
    #[test]
    fn the_sum_of_the_deltas_is_the_stage_at_the_end_of_each_week((timeline, sum) in history()) {
        let mut week = Week::of(day(9, 1));
        let mut counts = StageCounts::default();
        while week.monday() <= day(3, 15) {
            for delta in sum.iter().filter(|delta| delta.week == week) {
                counts += delta.counts;
            }
            let stage = timeline.step_on(week.sunday()).and_then(Step::stage).unwrap();
            let mut expected = StageCounts::default();
            expected[stage] = 1;
            prop_assert_eq!(counts, expected, "week of {}", week.monday());
            week = week.next();
        }
    }

    #[test]
    fn the_days_of_the_effective_events_never_go_back((timeline, _) in history()) {
        let effective = timeline.effective();
        prop_assert!(effective.windows(2).all(|pair| pair[0].day <= pair[1].day));
        prop_assert_eq!(timeline.standing().unwrap().step, effective.last().unwrap().step);
    }
}
