//! Journeys, against examples computed by hand.

use super::*;
use crate::{
    account::Actor,
    adoption::unit::UnitId,
    adoption::{AdoptionEvent, Sequence, Source, Step, Timeline, Written},
    calendar::{Calendar, SchoolYear},
};
use AdoptionStage::{Active, Contacted, Declined, Identified, Lapsed, Onboarded, Regular};

fn day(month: u32, day: u32) -> NaiveDate {
    let year = if month >= 7 { 2020 } else { 2021 };
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn year() -> SchoolYear {
    SchoolYear::starting(2020).unwrap()
}

/// A history after the census day, 1 September: what, when, and which event it replaces.
fn told(events: &[(Step, NaiveDate, Option<Sequence>)]) -> Timeline {
    let entry = (Step::Reached(Identified), day(9, 1), None);
    let events = std::iter::once(&entry).chain(events).zip(1..);
    let event = |(&(step, day, replaces), sequence)| AdoptionEvent {
        unit: UnitId(1),
        sequence,
        step,
        day,
        recorded_at: day.and_hms_opt(9, 0, 0).unwrap().and_utc(),
        replaces,
        source: Source::Visit,
        leaving: None,
        author: Actor::LocalOperator,
    };
    Timeline::new(events.map(event).map(Written::Event))
}

fn stages(stages: &[(AdoptionStage, NaiveDate)]) -> Timeline {
    let steps: Vec<_> = stages
        .iter()
        .map(|&(stage, day)| (Step::Reached(stage), day, None))
        .collect();
    told(&steps)
}

fn journeys(histories: &[Timeline], until: NaiveDate) -> Journeys {
    let mut journeys = Journeys::new(until, SchoolWeeks::of(&Calendar::official(), year()));
    for history in histories {
        if let Some(journey) = Journey::of(history, until) {
            journeys.add(&journey, None, Some(Zone::B));
        }
    }
    journeys
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

#[test]
fn a_stage_passed_over_is_reached_the_same_day() {
    let journey = Journey::of(&stages(&[(Active, day(10, 5))]), day(12, 1)).unwrap();
    assert_eq!(
        journey.reached,
        [Some(day(10, 5)), Some(day(10, 5)), Some(day(10, 5)), None]
    );
    let counted = journeys(&[stages(&[(Active, day(10, 5))])], day(12, 1));
    assert_eq!(counted.reached, [1, 1, 1, 0]);
    let medians = counted.waits.map(|wait| wait.survival().median());
    assert_eq!(
        medians,
        [Some(34), Some(0), Some(0), None],
        "34 days from 1 September to 5 October"
    );
}

#[test]
fn who_is_not_there_yet_counts_for_as_long_as_they_were_followed() {
    let histories = [
        stages(&[(Contacted, day(9, 11))]),
        stages(&[(Contacted, day(9, 21))]),
        stages(&[]),
        // Declined without a contact is not there either, and is followed on: it may come back.
        stages(&[(Declined, day(9, 8))]),
        told(&[(Step::Withdrawn, day(9, 6), None)]),
    ];
    let counted = journeys(&histories, day(10, 1));
    assert_eq!(
        (counted.census, counted.left, counted.reached),
        (4, 1, [2, 0, 0, 0])
    );
    // At 10 days 4 are followed (one left at 5) and 1 ends: 3/4. At 20, 3 and 1: 1/2.
    let curve = counted.waits[0].survival();
    assert!(near(curve.share_at(10).unwrap(), 0.75) && near(curve.share_at(20).unwrap(), 0.5));
    assert_eq!((counted.waits[0].count(), curve.median()), (5, Some(20)));
    assert_eq!(
        counted.waits[1].count(),
        2,
        "only those that were contacted wait for more"
    );
    assert_eq!(counted.waits[1].survival().median(), None);
}

#[test]
fn a_class_that_left_on_the_day_it_entered_never_was_there() {
    let entered_by_mistake = told(&[(Step::Withdrawn, day(9, 1), None)]);
    assert_eq!(Journey::of(&entered_by_mistake, day(10, 1)), None);
    let left_later = told(&[(Step::Withdrawn, day(9, 2), None)]);
    assert_eq!(journeys(&[entered_by_mistake, left_later], day(10, 1)).left, 1);
}

#[test]
fn what_was_corrected_never_was_and_what_comes_later_is_not_yet() {
    let corrected = told(&[
        (Step::Reached(Onboarded), day(9, 10), None),
        (Step::Reached(Contacted), day(9, 12), Some(2)),
        (Step::Reached(Regular), day(12, 1), None),
    ]);
    let journey = Journey::of(&corrected, day(11, 1)).unwrap();
    assert_eq!(journey.reached, [Some(day(9, 12)), None, None, None]);
    assert_eq!(journey.stands, Some((Contacted, day(9, 12))));
    assert_eq!(Journey::of(&corrected, day(8, 31)), None, "before the census");
}

#[test]
fn a_cohort_s_curve_is_the_one_computed_by_hand() {
    let since = (Onboarded, day(9, 7));
    let goes_on = || stages(&[since]);
    let histories = [
        // Five school weeks: those of 14, 21, 28 September, 5 and 12 October.
        stages(&[since, (Lapsed, day(10, 16)), (Active, day(11, 12))]),
        // The holidays of autumn don't count: the week of 2 November is the sixth.
        stages(&[since, (Active, day(9, 20)), (Declined, day(11, 4))]),
        told(&[
            (Step::Reached(Onboarded), day(9, 7), None),
            (Step::Withdrawn, day(10, 22), None),
        ]),
        goes_on(),
        goes_on(),
        goes_on(),
        goes_on(),
        stages(&[(Regular, day(10, 1))]),
    ];
    let counted = journeys(&histories, day(11, 20));
    let months: Vec<_> = counted
        .cohorts
        .iter()
        .map(|(month, own)| (*month, own.units()))
        .collect();
    assert_eq!(months, [(day(9, 1), 7), (day(10, 1), 1)]);
    let september = &counted.cohorts[&day(9, 1)];
    assert_eq!(september.came_back, 1);
    let course = september.course();
    let told: Vec<_> = course
        .iter()
        .map(|at| (at.week, at.followed, at.stopped))
        .collect();
    assert_eq!(
        told,
        [
            (0, 7, 0),
            (1, 7, 0),
            (2, 7, 0),
            (3, 7, 0),
            (4, 7, 0),
            (5, 7, 1),
            (6, 5, 2)
        ],
        "four are followed for a seventh week: too few"
    );
    assert!(near(course[4].share, 1.0) && course[4].interval.is_none());
    assert!(near(course[5].share, 6.0 / 7.0) && near(course[6].share, 6.0 / 7.0 * 4.0 / 5.0));
    assert!(
        course[6]
            .interval
            .is_some_and(|(low, high)| low < course[6].share && course[6].share < high)
    );
    assert!(
        counted.cohorts[&day(10, 1)].course().is_empty(),
        "a cohort of one"
    );
    assert_eq!(counted.together().units(), 8);
}

#[test]
fn school_weeks_are_those_of_the_zone() {
    let weeks = SchoolWeeks::of(&Calendar::official(), year());
    let between = |zone| weeks.between(day(2, 1), day(3, 12), zone);
    assert_eq!(between(Some(Zone::A)), 3, "15 and 8 February are holidays");
    assert_eq!(between(Some(Zone::B)), 3, "22 February and 1 March are");
    assert_eq!(weeks.between(day(2, 1), day(2, 12), Some(Zone::A)), 0);
    assert_eq!(weeks.between(day(2, 1), day(2, 12), Some(Zone::B)), 1);
    assert_eq!(
        weeks.between(day(10, 1), day(9, 1), None),
        0,
        "the other way round"
    );
}

#[test]
fn a_unit_stands_still_from_the_day_after_the_limit() {
    let until = day(11, 1);
    let histories = [
        stages(&[(Contacted, day(10, 2))]),
        stages(&[(Contacted, day(10, 1))]),
        stages(&[(Active, day(9, 2))]),
        stages(&[(Onboarded, day(9, 2)), (Lapsed, day(9, 20))]),
        stages(&[]),
    ];
    let waiting = journeys(&histories, until).waiting_in_all();
    assert_eq!(waiting.at, [2, 0, 1]);
    assert_eq!(waiting.longer_than(15), [2, 0, 1]);
    assert_eq!(waiting.longer_than(30), [1, 0, 1], "30 days are not more than 30");
    assert_eq!(waiting.longer_than(60), [0, 0, 0]);
    assert_eq!(waiting.longer_than(7), [0, 0, 0], "nobody may ask for that");
}
