//! Measures of use: kept where they were measured, corrected by another entry, shown as a unit's only where somebody linked them.

use crate::{
    engines::on_both,
    world::{fill, now, policy, slice, today, year},
};
use chrono::Days;
use domain::{
    AuditAction, Principal, Refusal, TerritoryCode, Uai, UnitId, Week,
    adoption::AdoptionRefused,
    rights::AccessScope,
    usage::{Instrument, Measure, UsagePlace},
};
use store::{
    Store, StoreError,
    audit::AuditEvent,
    intake::{UsageReason, UsageRow},
    usage::{LinkedSchool, Measured, SeenAs, SeenUnit},
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

fn school(rank: u32) -> Uai {
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
    let mut run = intake
        .begin_usage(policy(), Instrument::Matomo, "visites.csv")
        .await
        .unwrap();
    assert_eq!(intake.put_usage(&mut run, rows).await.unwrap(), []);
    let told = (run.measured, run.corrected, run.same);
    intake.end_usage(run).await.unwrap();
    intake
        .finish(AuditEvent::new(AuditAction::ImportApplied, "usage"))
        .await
        .unwrap();
    told
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
    let mut run = intake
        .begin_usage(policy(), Instrument::Table, "x")
        .await
        .unwrap();
    let stranger = Uai::from_number(359_999).unwrap();
    let rows = [
        visits(2, UsagePlace::School(stranger), week(1), 1),
        visits(3, UsagePlace::Unit(UnitId(99)), week(1), 1),
        visits(4, UsagePlace::Unit(UnitId(4)), week(1), 1),
        visits(5, UsagePlace::Unit(UnitId(4)), week(1), 2),
    ];
    let refused = intake.put_usage(&mut run, &rows).await.unwrap();
    let expected = [
        (2, UsageReason::UnknownSchool(stranger)),
        (3, UsageReason::UnknownUnit(UnitId(99))),
        (5, UsageReason::Twice),
    ];
    assert_eq!(refused, expected);
    let again = intake.put_usage(&mut run, &rows[2..3]).await.unwrap();
    assert_eq!(
        again,
        [(4, UsageReason::Twice)],
        "in another part of the file too"
    );
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

/// What was measured of each unit, week by week.
fn told(seen: &[SeenUnit]) -> Vec<(i64, Vec<Option<i64>>)> {
    let one = |seen: &SeenUnit| {
        let uses = seen.weeks.iter().map(|(_, uses)| *uses).collect();
        (seen.unit.id.0, uses)
    };
    seen.iter().map(one).collect()
}

async fn a_measured_use_is_a_units_only_where_somebody_said_so(store: Store) {
    // Schools 0 and 1 have two units, 2 and 3 one.
    fill(&store, 6).await;
    let everywhere = (slice(TerritoryCode::nation()), AccessScope::Everywhere);
    let span = week(3)..=week(1);
    let seen = async || {
        let seen = store.seen_units(&everywhere.0, &everywhere.1, span.clone());
        seen.await.unwrap()
    };
    assert_eq!(seen().await, []);
    let rows = [
        visits(2, UsagePlace::School(school(0)), week(3), 7),
        visits(3, UsagePlace::School(school(2)), week(1), 5),
        visits(4, UsagePlace::Unit(UnitId(6)), week(3), 2),
    ];
    bring(&store, &rows).await;
    let found = seen().await;
    // A week in which others were measured is no week without use here.
    let expected = [(6, vec![Some(2), None, None]), (3, vec![None, None, Some(5)])];
    assert_eq!(told(&found), expected);
    assert_eq!(found[0].why, SeenAs::Own);
    assert_eq!(found[1].why, SeenAs::Alone);

    let by = Principal::operator();
    let of = LinkedSchool {
        policy: policy(),
        year: year(),
        school: school(0),
        lineage: &[TerritoryCode::nation()],
    };
    let link = async |unit| store.link_usage(&by, today(), now(), of, unit).await;
    link(Some(UnitId(5))).await.unwrap();
    let version = store.version();
    link(Some(UnitId(5))).await.unwrap();
    assert_eq!(store.version(), version, "the same again writes nothing");
    let found = seen().await;
    let linked = found.iter().find(|seen| seen.unit.id == UnitId(5)).unwrap();
    assert!(
        matches!(linked.why, SeenAs::Linked(link) if link.author == by.actor),
        "{:?}",
        linked.why
    );
    assert_eq!(linked.weeks[0].1, Some(7));
    let links = store
        .usage_links(policy(), year(), Some(school(0)))
        .await
        .unwrap();
    assert_eq!(links[&school(0)].unit, UnitId(5));
    let elsewhere = link(Some(UnitId(3))).await.unwrap_err();
    assert!(
        matches!(
            elsewhere,
            StoreError::Refused(Refusal::Adoption(AdoptionRefused::UnknownUnit(UnitId(3))))
        ),
        "{elsewhere:?}"
    );
    link(None).await.unwrap();
    assert_eq!(told(&seen().await), expected, "taken back");
    let nobody = Principal::nobody(None);
    let stop = store
        .link_usage(&nobody, today(), now(), of, Some(UnitId(5)))
        .await
        .unwrap_err();
    assert!(
        matches!(stop, StoreError::Refused(Refusal::Forbidden(_))),
        "{stop:?}"
    );
}
