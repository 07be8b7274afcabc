//! Recording: what is refused leaves nothing, what is asked twice is done once, what is kept is searched and listed.

use crate::{
    engines::on_both,
    world::{fill, now, policy, slice, today, year},
};
use domain::rights::AccessScope;
use domain::{
    AdoptionStage, Principal, Refusal, TerritoryCode, UnitId,
    adoption::{AdoptionRefused, Advance, RequestId, Source},
};
use std::time::Duration;
use store::{Store, StoreError, adoption::Change};
use uuid::Uuid;

on_both! {
    a_refused_unit_refuses_the_whole_change_on_sqlite, a_refused_unit_refuses_the_whole_change_on_postgres
        => a_refused_unit_refuses_the_whole_change;
    the_same_id_with_another_content_is_a_conflict_on_sqlite, the_same_id_with_another_content_is_a_conflict_on_postgres
        => the_same_id_with_another_content_is_a_conflict;
    changes_that_come_at_once_are_kept_together_on_sqlite, changes_that_come_at_once_are_kept_together_on_postgres
        => changes_that_come_at_once_are_kept_together;
    behind_a_long_write_all_who_wait_are_told_to_come_back_on_sqlite, behind_a_long_write_all_who_wait_are_told_to_come_back_on_postgres
        => behind_a_long_write_all_who_wait_are_told_to_come_back;
    a_list_a_search_and_a_table_say_the_same_on_sqlite, a_list_a_search_and_a_table_say_the_same_on_postgres
        => a_list_a_search_and_a_table_say_the_same;
    an_intake_given_up_leaves_nothing_on_sqlite, an_intake_given_up_leaves_nothing_on_postgres
        => an_intake_given_up_leaves_nothing;
}

fn to(unit: i64, seen: u32, stage: AdoptionStage) -> Advance {
    Advance {
        unit: UnitId(unit),
        seen,
        stage,
        day: today(),
        replaces: None,
        source: Source::Call,
    }
}

async fn a_refused_unit_refuses_the_whole_change(store: Store) {
    fill(&store, 3).await;
    let version = store.version();
    let steps = vec![
        to(1, 1, AdoptionStage::Contacted),
        to(2, 1, AdoptionStage::Lapsed),
        to(9, 1, AdoptionStage::Active),
    ];
    let change = Change {
        id: RequestId(Uuid::now_v7()),
        steps,
    };
    let Err(StoreError::SomeRefused(refused)) =
        store.record(&Principal::operator(), today(), now(), change).await
    else {
        panic!("it should be refused")
    };
    let named: Vec<_> = refused.iter().map(|(unit, _)| unit.0).collect();
    assert_eq!(named, [2, 9]);
    assert!(matches!(
        refused[0].1,
        Refusal::Adoption(AdoptionRefused::CannotFollow { .. })
    ));
    assert_eq!(
        refused[1].1,
        Refusal::Adoption(AdoptionRefused::UnknownUnit(UnitId(9)))
    );
    assert_eq!(store.version(), version);
    let list = store
        .list_units(
            &slice(TerritoryCode::nation()),
            Some(AdoptionStage::Identified),
            &AccessScope::Everywhere,
            0,
            10,
        )
        .await
        .unwrap();
    assert_eq!(list.total, 3);
}

async fn the_same_id_with_another_content_is_a_conflict(store: Store) {
    fill(&store, 2).await;
    let id = RequestId(Uuid::now_v7());
    let send = async |unit| {
        let change = Change {
            id,
            steps: vec![to(unit, 1, AdoptionStage::Contacted)],
        };
        store.record(&Principal::operator(), today(), now(), change).await
    };
    send(1).await.unwrap();
    assert!(matches!(
        send(2).await,
        Err(StoreError::Refused(Refusal::RequestReused))
    ));
}

/// Sixty good ones, one refused, one sent twice, one under an id that another content has: each gets its own answer.
async fn changes_that_come_at_once_are_kept_together(store: Store) {
    fill(&store, 70).await;
    let version = store.version();
    let change = |unit, stage| Change {
        id: RequestId(Uuid::now_v7()),
        steps: vec![to(unit, 1, stage)],
    };
    let mut changes: Vec<_> = (1..=60)
        .map(|unit| change(unit, AdoptionStage::Onboarded))
        .collect();
    let twice = changes[9].clone();
    let reused = Change {
        id: changes[19].id,
        steps: vec![to(62, 1, AdoptionStage::Contacted)],
    };
    changes.extend([change(61, AdoptionStage::Lapsed), twice, reused]);
    let sent: Vec<_> = changes
        .into_iter()
        .map(|change| {
            let store = store.clone();
            tokio::spawn(async move { store.record(&Principal::operator(), today(), now(), change).await })
        })
        .collect();
    let mut told = Vec::new();
    for task in sent {
        told.push(task.await.unwrap());
    }
    for (unit, told) in (1..=60).zip(&told) {
        // The two contents of one id race: one of them is kept.
        if unit != 20 {
            assert_eq!(told.as_ref().unwrap().events, [(UnitId(unit), 2)]);
        }
    }
    assert!(matches!(told[60], Err(StoreError::SomeRefused(_))));
    assert_eq!(told[61].as_ref().unwrap().events, [(UnitId(10), 2)]);
    let kept = [&told[19], &told[62]].map(Result::is_ok);
    assert_ne!(kept[0], kept[1], "{:?} {:?}", told[19], told[62]);
    let refused = if kept[0] { &told[62] } else { &told[19] };
    assert!(matches!(
        refused,
        Err(StoreError::Refused(Refusal::RequestReused))
    ));
    let writes = store.refresh_version().await.unwrap() - version;
    assert!((1..60).contains(&writes), "{writes} writes for 61 changes");
    assert_eq!(store.compare_rollup().await.unwrap(), []);
}

/// The long write outlasts one wait but not two: nobody is left to wait again in the turns that follow.
async fn behind_a_long_write_all_who_wait_are_told_to_come_back(store: Store) {
    fill(&store, 300).await;
    let long_write = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    // Too many steps to be kept together: each would have a turn of its own.
    let sent = (0..3).map(|rank| {
        let steps = (1..=100)
            .map(|unit| to(rank * 100 + unit, 1, AdoptionStage::Contacted))
            .chain((1..=200).map(|unit| to(unit, 9, AdoptionStage::Contacted)));
        let change = Change {
            id: RequestId(Uuid::now_v7()),
            steps: steps.collect(),
        };
        let store = store.clone();
        tokio::spawn(async move { store.record(&Principal::operator(), today(), now(), change).await })
    });
    let sent: Vec<_> = sent.collect();
    let all = async {
        for task in sent {
            assert!(matches!(task.await.unwrap(), Err(StoreError::Busy)));
        }
    };
    tokio::time::timeout(Duration::from_secs(9), all).await.unwrap();
    long_write.abandon().await.unwrap();
    let change = Change {
        id: RequestId(Uuid::now_v7()),
        steps: vec![to(1, 1, AdoptionStage::Contacted)],
    };
    store
        .record(&Principal::operator(), today(), now(), change)
        .await
        .unwrap();
}

async fn a_list_a_search_and_a_table_say_the_same(store: Store) {
    let made = fill(&store, 40).await;
    let change = Change {
        id: RequestId(Uuid::now_v7()),
        steps: vec![to(1, 1, AdoptionStage::Regular)],
    };
    store
        .record(&Principal::operator(), today(), now(), change)
        .await
        .unwrap();
    let nation = slice(TerritoryCode::nation());
    let weekly = store.weekly(&nation, today()).await.unwrap();
    let last = weekly.last().unwrap();
    assert_eq!(
        (last.counts.census(), last.counts.using(), weekly.last_news),
        (40, 1, Some(today()))
    );
    let listed = store
        .list_units(&nation, None, &AccessScope::Everywhere, 10, 20)
        .await
        .unwrap();
    assert_eq!((listed.total, listed.units.len()), (40, 20));
    for territory in ["FR", "A14", "D35"] {
        let children = store
            .children(&slice(TerritoryCode::parse(territory).unwrap()), today())
            .await
            .unwrap();
        let whole: i64 = children.iter().map(|child| child.counts.census()).sum();
        // One school in four has no circonscription: it counts in its département only.
        assert_eq!(whole, if territory == "D35" { 30 } else { 40 }, "{territory}");
    }
    let found = store
        .search("ECOLE 1 bruz", &AccessScope::Everywhere)
        .await
        .unwrap();
    assert!(found.iter().any(|school| school.name == "École n° 1"));
    assert_eq!(store.search("%_", &AccessScope::Everywhere).await.unwrap(), []);
    let school = made[0].0.school;
    assert_eq!(
        store
            .units_of_school(policy(), year(), school)
            .await
            .unwrap()
            .len(),
        10
    );
}

async fn an_intake_given_up_leaves_nothing(store: Store) {
    fill(&store, 2).await;
    let version = store.refresh_version().await.unwrap();
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    assert_eq!(intake.next_unit_id().await.unwrap(), UnitId(3));
    intake.set_demo(today(), "none").await.unwrap();
    intake.abandon().await.unwrap();
    assert_eq!(store.demo().await.unwrap(), None);
    assert_eq!(store.refresh_version().await.unwrap(), version);
    assert_eq!(store.compare_rollup().await.unwrap(), []);
}
