//! The quality of what is written: silence, lateness, contradictions.

use super::*;
use crate::{
    account::Actor,
    adoption::unit::UnitId,
    adoption::{AdoptionEvent, Source, Step, Written},
};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, month, day).unwrap()
}

/// An event: its day, the days until it was written, its stage (none: it left), what it replaces.
type Told = (NaiveDate, u64, Option<AdoptionStage>, Option<u32>);

fn history(events: &[Told]) -> Timeline {
    let event = |(at, &(day, late, stage, replaces)): (usize, &Told)| AdoptionEvent {
        unit: UnitId(1),
        sequence: u32::try_from(at).unwrap() + 1,
        step: stage.map_or(Step::Withdrawn, Step::Reached),
        day,
        recorded_at: (day + Days::new(late)).and_hms_opt(9, 0, 0).unwrap().and_utc(),
        replaces,
        source: Source::Call,
        leaving: None,
        author: Actor::LocalOperator,
    };
    Timeline::new(events.iter().enumerate().map(event).map(Written::Event))
}

fn of(until: NaiveDate, units: &[(Timeline, bool)]) -> Quality {
    let mut quality = Quality::default();
    for (timeline, estimated) in units {
        quality.add(timeline, *estimated, until);
    }
    quality
}

use AdoptionStage::{Active, Contacted, Identified, Onboarded};

#[test]
fn silence_is_counted_from_20_and_from_30_days_and_from_the_census_before_any_news() {
    let heard = |on| {
        history(&[
            (day(1, 1), 0, Some(Identified), None),
            (on, 0, Some(Contacted), None),
        ])
    };
    let units = [
        (heard(day(3, 11)), false),
        (heard(day(3, 10)), true),
        (heard(day(3, 1)), false),
        (heard(day(2, 28)), false),
        (history(&[(day(1, 1), 0, Some(Identified), None)]), true),
    ];
    let quality = of(day(3, 31), &units);
    assert_eq!(
        (quality.units, quality.stale, quality.silent, quality.estimated),
        (5, 4, 2, 2)
    );
    assert_eq!(
        (quality.last_news, quality.due()),
        (Some(day(3, 11)), Some(day(3, 31)))
    );
    assert_eq!(of(day(1, 15), &units).due(), None, "what is to come is not known");
}

#[test]
fn lateness_is_the_days_from_when_it_was_true_to_when_it_was_written() {
    let late = |days| {
        history(&[
            (day(1, 1), 90, Some(Identified), None),
            (day(2, 1), days, Some(Contacted), None),
        ])
    };
    let units: Vec<_> = (1..=10).map(|days| (late(days), false)).collect();
    let quality = of(day(3, 31), &units);
    assert_eq!(
        (quality.updates(), quality.written_within(50)),
        (10, Some(5)),
        "the census is no news"
    );
    assert_eq!(
        (quality.written_within(90), quality.written_within(100)),
        (Some(9), Some(10))
    );
    assert_eq!(Quality::default().written_within(50), None);
}

#[test]
fn two_stages_of_one_day_are_a_contradiction_and_who_left_is_not_counted() {
    let begin = (day(1, 1), 0, Some(Identified), None);
    let corrected = history(&[
        begin,
        (day(2, 1), 0, Some(Active), None),
        (day(2, 1), 3, Some(Onboarded), Some(2)),
    ]);
    let same = history(&[
        begin,
        (day(2, 1), 0, Some(Active), None),
        (day(2, 1), 3, Some(Active), Some(2)),
    ]);
    let moved = history(&[
        begin,
        (day(2, 1), 0, Some(Contacted), None),
        (day(2, 2), 0, Some(Active), None),
    ]);
    let left = history(&[
        begin,
        (day(2, 1), 0, Some(Active), None),
        (day(2, 3), 0, None, None),
    ]);
    let quality = of(
        day(2, 9),
        &[(corrected, false), (same, false), (moved, false), (left, true)],
    );
    assert_eq!(
        (quality.units, quality.contradicted, quality.estimated),
        (3, 1, 0)
    );
    assert_eq!(
        quality.updates(),
        5,
        "neither what was corrected nor a withdrawal is news"
    );
}

#[test]
fn what_was_written_at_half_past_midnight_of_paris_is_late_by_a_day() {
    let mut told = history(&[
        (day(1, 1), 0, Some(Identified), None),
        (day(6, 30), 0, Some(Contacted), None),
    ]);
    let mut events = told.events().to_vec();
    events[1].recorded_at = day(6, 30).and_hms_opt(22, 30, 0).unwrap().and_utc();
    told = Timeline::new(events.into_iter().map(Written::Event));
    assert_eq!(of(day(7, 1), &[(told, false)]).written_within(50), Some(1));
}
