//! The promises of adoption: transitions, races, days, corrections, and the counts they make.

mod annulments;
mod closings;
mod corrections;
mod days;

use super::*;
use crate::{Actor, SchoolYear, UnitId, Week};
use AdoptionStage::{Contacted, Identified, Lapsed, Onboarded};
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
    enter(UNIT, year(), day(9, 1), Actor::LocalOperator, day(3, 15), now())
        .unwrap()
        .timeline
}
fn leave(timeline: &Timeline, on: NaiveDate) -> Advanced {
    let request = Withdraw {
        unit: UNIT,
        day: on,
        leaving: None,
    };
    withdraw(timeline, request, Actor::LocalOperator, day(3, 15), now()).unwrap()
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
fn nothing_follows_a_withdrawal() {
    let gone = leave(&after(&[(Contacted, day(10, 1))]), day(11, 2));
    assert_eq!(gone.deltas.iter().map(|d| d.counts.census()).sum::<i64>(), -1);
    assert_eq!(
        ask(&gone.timeline, Onboarded, day(12, 1), None).unwrap_err(),
        AdoptionRefused::Withdrawn { day: day(11, 2) }
    );
}

/// A random history: at each turn a stage, a day and perhaps a correction, or an annulment, kept when the rules allow it.
fn history() -> impl Strategy<Value = (Timeline, Vec<Delta>)> {
    let turn = (
        0usize..7,
        0u64..196,
        prop::option::of(2u32..8),
        prop::option::weighted(0.3, 2u32..16),
    );
    prop::collection::vec(turn, 0..24).prop_map(|turns| {
        let first = enter(UNIT, year(), day(9, 1), Actor::LocalOperator, day(3, 15), now()).unwrap();
        let (mut timeline, mut sum) = (first.timeline, first.deltas);
        for (stage, offset, replaces, annuls) in turns {
            let on = day(9, 1).checked_add_days(Days::new(offset)).unwrap();
            let done = match annuls {
                Some(annuls) => annulments::take_back(&timeline, annuls),
                None => ask(&timeline, AdoptionStage::ALL[stage], on, replaces),
            };
            if let Ok(done) = done {
                assert!(done.deltas.len() <= 4, "{:?}", done.deltas);
                timeline = done.timeline;
                sum.extend(done.deltas);
            }
        }
        (timeline, sum)
    })
}

/// The history without what was taken back, told by another way: each annulment in its turn takes out, or puts back.
fn never_annulled(timeline: &Timeline) -> Timeline {
    fn turn(timeline: &Timeline, out: &mut Vec<Sequence>, named: Sequence, gone: bool) {
        match timeline.annulments().iter().find(|known| known.sequence == named) {
            Some(known) => turn(timeline, out, known.annuls, !gone),
            None if gone => out.push(named),
            None => out.retain(|known| *known != named),
        }
    }
    let mut out = Vec::new();
    for annulment in timeline.annulments() {
        turn(timeline, &mut out, annulment.annuls, true);
    }
    let stays = |event: &&AdoptionEvent| !out.contains(&event.sequence);
    Timeline::new(
        timeline
            .events()
            .iter()
            .filter(stays)
            .cloned()
            .map(Written::Event),
    )
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
    fn what_was_annulled_never_was((timeline, sum) in history()) {
        let never = never_annulled(&timeline);
        prop_assert_eq!(timeline.effective(), never.effective());
        prop_assert_eq!(timeline.last_news(), never.last_news());
        let mut weeks = std::collections::BTreeMap::<Week, (StageCounts, NewsCounts)>::new();
        for (sign, deltas) in [(1, sum), (-1, deltas(&Timeline::default(), &never))] {
            for delta in deltas {
                let (counts, news) = weeks.entry(delta.week).or_default();
                *counts += StageCounts(delta.counts.0.map(|number| sign * number));
                *news += NewsCounts(delta.news.0.map(|number| sign * number));
            }
        }
        prop_assert!(weeks.values().all(|(counts, news)| counts.is_zero() && news.is_zero()), "{:?}", weeks);
    }

    #[test]
    fn each_line_can_be_taken_back_and_brought_back_or_is_held_by_another((timeline, _) in history()) {
        for sequence in 2..=timeline.last_sequence() {
            match annulments::take_back(&timeline, sequence) {
                Ok(gone) => {
                    let seen = gone.timeline.last_sequence();
                    let back = annulments::take_back(&gone.timeline, seen).unwrap().timeline;
                    prop_assert_eq!(back.effective(), timeline.effective());
                }
                Err(AdoptionRefused::NothingToAnnul(_)) => prop_assert!(timeline.is_annulled(sequence)),
                Err(refused) => prop_assert!(matches!(refused, AdoptionRefused::HeldBy { .. }), "{refused:?}"),
            }
        }
    }

    #[test]
    fn the_latest_news_of_the_counts_is_that_of_the_events((timeline, sum) in history()) {
        let mut weeks = std::collections::BTreeMap::<Week, NewsCounts>::new();
        for delta in sum {
            *weeks.entry(delta.week).or_default() += delta.news;
        }
        let latest = weeks.iter().filter_map(|(week, news)| news.latest(*week)).max();
        prop_assert_eq!(latest, timeline.last_news());
    }

    #[test]
    fn the_days_of_the_effective_events_never_go_back((timeline, _) in history()) {
        let effective = timeline.effective();
        prop_assert!(effective.windows(2).all(|pair| pair[0].day <= pair[1].day));
        prop_assert_eq!(timeline.standing().unwrap().step, effective.last().unwrap().step);
    }
}
