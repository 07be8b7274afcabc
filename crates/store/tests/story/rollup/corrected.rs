//! Facts corrected, units withdrawn and taken back: the figures follow, a name stays its unit's, and a correction stays to be read.

use crate::{
    engines::on_both,
    world::{day, fill, now, policy, today, year},
};
use domain::{
    AdoptionStage, AuditAction, Principal, Refusal, UnitId,
    adoption::{AdoptionRefused, Advance, CorrectUnit, CorrectionReason, RequestId, Source, Step, UnitFacts},
    unit::Levels,
};
use store::{Store, StoreError, adoption::Change, audit::AuditEvent};
use uuid::Uuid;

on_both! {
    corrected_facts_move_the_courses_of_their_levels_on_sqlite, corrected_facts_move_the_courses_of_their_levels_on_postgres
        => corrected_facts_move_the_courses_of_their_levels;
    a_withdrawal_taken_back_leaves_the_figures_as_before_on_sqlite, a_withdrawal_taken_back_leaves_the_figures_as_before_on_postgres
        => a_withdrawal_taken_back_leaves_the_figures_as_before;
}

/// Moves every unit forward once, so that courses have more than the census.
async fn some_updates(store: &Store, units: i64) {
    let step = |unit| Advance {
        unit: UnitId(unit),
        seen: 1,
        stage: AdoptionStage::ALL[1 + usize::try_from(unit % 4).unwrap()],
        day: day(2020, 11, 2 + u32::try_from(unit % 20).unwrap()),
        replaces: None,
        source: Source::Call,
    };
    let change = Change {
        id: RequestId(Uuid::now_v7()),
        steps: (1..=units).map(step).collect(),
        annulled: Vec::new(),
    };
    store
        .record(&Principal::operator(), today(), now(), change)
        .await
        .unwrap();
}

async fn corrected_facts_move_the_courses_of_their_levels(store: Store) {
    let made = fill(&store, 120).await;
    some_updates(&store, 120).await;
    let mut random = fastrand::Rng::with_seed(7);
    let mut expected: Vec<UnitFacts> = made.iter().map(|(unit, _)| UnitFacts::from(unit)).collect();
    for round in 0..3 {
        let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
        let mut asked = Vec::new();
        for (rank, facts) in expected
            .iter_mut()
            .enumerate()
            .filter(|(rank, _)| rank % 3 == round)
        {
            let levels = ["CP", "CE1", "GS", "CP+CE1", "CE1+CP+GS"][random.usize(..5)];
            let told = UnitFacts {
                label: format!("{} bis {round}", facts.label),
                levels: Levels::parse(levels).unwrap(),
                pupils: (random.bool()).then(|| random.u16(8..16)),
                co_teaching: random.bool(),
                estimated: false,
            };
            *facts = told.clone();
            asked.push(CorrectUnit {
                unit: UnitId(i64::try_from(rank).unwrap() + 1),
                seen: Some(0),
                facts: told,
                why: CorrectionReason::Listed,
                batch: None,
            });
        }
        let corrected = asked.len() as u64;
        assert_eq!(intake.correct_units(asked).await.unwrap(), corrected);
        intake
            .finish(AuditEvent::new(AuditAction::ImportApplied, ""))
            .await
            .unwrap();
        assert_eq!(store.compare_rollup().await.unwrap(), [], "round {round}");
    }
    let schools: std::collections::BTreeSet<_> = made.iter().map(|(unit, _)| unit.school).collect();
    for school in schools {
        for (known, _) in store.units_of_school(policy(), year(), school).await.unwrap() {
            let rank = usize::try_from(known.id.0 - 1).unwrap();
            assert_eq!(UnitFacts::from(&known.unit), expected[rank]);
        }
    }
}

async fn a_withdrawal_taken_back_leaves_the_figures_as_before(store: Store) {
    fill(&store, 60).await;
    some_updates(&store, 60).await;
    let nation = crate::world::slice(domain::TerritoryCode::nation());
    let before = store.weekly(&nation, today()).await.unwrap();
    let units: Vec<_> = (1..=30).map(|unit| (UnitId(unit), day(2021, 1, 4))).collect();
    let finish = || AuditEvent::new(AuditAction::ImportApplied, "");
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    assert_eq!(intake.withdraw_units(&units, today()).await.unwrap(), 30);
    intake.finish(finish()).await.unwrap();
    let gone = store.weekly(&nation, today()).await.unwrap();
    assert_eq!(gone.last().unwrap().counts.census(), 30);
    assert_eq!(
        gone.last_news, before.last_news,
        "what was told of those that left was told"
    );
    assert_eq!(store.compare_rollup().await.unwrap(), []);

    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    let lines: Vec<_> = units.iter().map(|(unit, _)| (*unit, 3)).collect();
    assert_eq!(intake.annul_lines(&lines).await.unwrap(), 30);
    intake.finish(finish()).await.unwrap();
    assert_eq!(store.weekly(&nation, today()).await.unwrap(), before);
    assert_eq!(store.compare_rollup().await.unwrap(), []);

    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    let refused = intake.annul_lines(&[(UnitId(1), 3)]).await;
    assert!(matches!(
        refused,
        Err(StoreError::Refused(Refusal::Adoption(
            AdoptionRefused::NothingToAnnul(3)
        )))
    ));
    intake.abandon().await.unwrap();
    let known = store
        .list_units(&nation, None, &domain::rights::AccessScope::Everywhere, 0, 100)
        .await
        .unwrap();
    assert!(
        known
            .units
            .iter()
            .all(|unit| unit.standing.step != Step::Withdrawn)
    );
}
