//! Measures of use: kept where they were measured, corrected by another entry, shown as a unit's only where somebody linked them.

mod seen;

use crate::{
    engines::on_both,
    world::{fill, now, policy, today},
};
use chrono::Days;
use domain::{
    AuditAction, Principal, TerritoryCode, Uai, UnitId, Week,
    usage::{Instrument, Measure, UsagePlace},
};
use seen::a_measured_use_is_a_units_only_where_somebody_said_so;
use store::{
    Store,
    audit::AuditEvent,
    intake::{UsageAsk, UsageReason, UsageRow},
    usage::Measured,
};

on_both! {
    a_correction_is_another_entry, a_correction_is_another_entry_on_postgres => a_correction_is_another_entry_and_the_same_again_is_none;
    a_wrong_measure_is_told, a_wrong_measure_is_told_on_postgres => a_school_or_a_unit_that_is_not_known_and_a_measure_told_twice_are_refused;
    a_use_is_a_units_where_linked, a_use_is_a_units_where_linked_on_postgres => a_measured_use_is_a_units_only_where_somebody_said_so;
}

fn week(back: u64) -> Week {
    Week::of(today() - Days::new(7 * back))
}

fn nation() -> UsagePlace {
    UsagePlace::Territory(TerritoryCode::nation())
}

pub fn school(rank: u32) -> Uai {
    Uai::from_number(350_100 + rank).unwrap()
}

fn visits(line: u64, place: UsagePlace, week: Week, value: i64) -> UsageRow {
    UsageRow {
        line,
        place,
        measure: Measure::Visits,
        week,
        value,
    }
}

/// Brings measures; answers (new, corrected, the same).
async fn bring(store: &Store, rows: &[UsageRow]) -> (u64, u64, u64) {
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    intake.stage_usage(rows).await.unwrap();
    let outcome = intake
        .apply_usage(&ask("visites.csv"), &mut |_, _| {})
        .await
        .unwrap();
    assert_eq!(outcome.refused, []);
    intake
        .finish(AuditEvent::new(AuditAction::ImportApplied, "usage"))
        .await
        .unwrap();
    (outcome.measured, outcome.corrected, outcome.same)
}

fn ask(origin: &str) -> UsageAsk<'_> {
    UsageAsk {
        policy: policy(),
        instrument: Instrument::Matomo,
        origin,
    }
}

async fn a_correction_is_another_entry_and_the_same_again_is_none(store: Store) {
    fill(&store, 4).await;
    let rennes = UsagePlace::Territory(TerritoryCode::parse("A14").unwrap());
    let first = [
        visits(2, nation(), week(3), 1_000),
        // The week between was not measured.
        visits(3, nation(), week(1), 1_200),
        visits(4, rennes, week(1), 80),
    ];
    assert_eq!(bring(&store, &first).await, (3, 0, 0));
    let version = store.version();
    assert_eq!(bring(&store, &first).await, (0, 0, 3));
    assert_eq!(store.version(), version, "the same again changes nothing");
    assert_eq!(store.usage_entries(policy(), 9).await.unwrap().len(), 1);
    assert_eq!(
        bring(&store, &[visits(2, nation(), week(3), 900)]).await,
        (1, 1, 0)
    );
    assert!(store.version() > version);

    let course = store.usage(policy(), nation(), week(5)..=week(0)).await.unwrap();
    let weeks: Vec<_> = course[&Measure::Visits]
        .iter()
        .map(|(week, measured)| (*week, *measured))
        .collect();
    let measured = |value, before| Measured { value, before };
    assert_eq!(
        weeks,
        [
            (week(3), measured(900, Some(1_000))),
            (week(1), measured(1_200, None))
        ]
    );
    assert_eq!(course.len(), 1, "nothing of what was not measured");
    let academies = store
        .usage_of_academies(policy(), Measure::Visits, week(5)..=week(0))
        .await
        .unwrap();
    assert_eq!(academies.len(), 1);
    assert_eq!(
        academies[&TerritoryCode::parse("A14").unwrap()][&week(1)],
        measured(80, None)
    );
    let entries = store.usage_entries(policy(), 9).await.unwrap();
    let told: Vec<_> = entries
        .iter()
        .map(|entry| (entry.measured, entry.corrected))
        .collect();
    assert_eq!(told, [(1, 1), (3, 0)], "the latest first");
}

async fn a_school_or_a_unit_that_is_not_known_and_a_measure_told_twice_are_refused(store: Store) {
    fill(&store, 4).await;
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    let stranger = Uai::from_number(359_999).unwrap();
    let rows = [
        visits(2, UsagePlace::School(stranger), week(1), 1),
        visits(3, UsagePlace::Unit(UnitId(99)), week(1), 1),
        visits(4, UsagePlace::Unit(UnitId(4)), week(1), 1),
        visits(5, UsagePlace::Unit(UnitId(4)), week(1), 2),
    ];
    intake.stage_usage(&rows).await.unwrap();
    // In another part of the file too.
    intake.stage_usage(&rows[2..3]).await.unwrap();
    let outcome = intake.apply_usage(&ask("x"), &mut |_, _| {}).await.unwrap();
    let expected = [
        (2, UsageReason::UnknownSchool(stranger)),
        (3, UsageReason::UnknownUnit(UnitId(99))),
        (5, UsageReason::Twice),
        (4, UsageReason::Twice),
    ];
    assert_eq!((outcome.refused, outcome.refused_total), (expected.to_vec(), 4));
    intake.abandon().await.unwrap();
    let unit = UsagePlace::Unit(UnitId(4));
    assert!(
        store
            .usage(policy(), unit, week(9)..=week(0))
            .await
            .unwrap()
            .is_empty()
    );
}
