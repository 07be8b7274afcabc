//! Recording: what is refused leaves nothing, what is asked twice is done once, what is kept is searched and listed.

mod together;

use crate::{
    engines::on_both,
    world::{fill, now, policy, slice, today, year},
};
use domain::rights::AccessScope;
use domain::{
    AdoptionStage, Principal, Refusal, TerritoryCode, UnitId,
    adoption::{AdoptionRefused, Advance, RequestId, Source},
};
use store::{Store, StoreError, adoption::Change};
use together::{
    behind_a_long_write_all_who_wait_are_told_to_come_back, changes_that_come_at_once_are_kept_together,
};
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
        annulled: Vec::new(),
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
            annulled: Vec::new(),
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

async fn a_list_a_search_and_a_table_say_the_same(store: Store) {
    let made = fill(&store, 40).await;
    let change = Change {
        annulled: Vec::new(),
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
        .search("ECOLE 1 bruz", &AccessScope::Everywhere, None)
        .await
        .unwrap();
    assert!(found.iter().any(|school| school.name == "École n° 1"));
    assert_eq!(
        store.search("%_", &AccessScope::Everywhere, None).await.unwrap(),
        []
    );
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
