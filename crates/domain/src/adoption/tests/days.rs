//! The days of an update: within the unit's own, between its neighbours, moving no other week.

use super::{after, ask, day, entered, leave};
use crate::{Week, adoption::*};
use AdoptionStage::{Active, Contacted, Onboarded};
use chrono::NaiveDate;

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
fn a_unit_is_not_withdrawn_before_its_own_last_news() {
    let gone = leave(&after(&[(Contacted, day(10, 1))]), day(9, 1));
    assert_eq!(gone.line.event().map(|event| event.day), Some(day(10, 1)));
}
