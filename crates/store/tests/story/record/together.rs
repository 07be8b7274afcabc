//! Changes that come at once: kept together, or told to come back.

use super::to;
use crate::world::{fill, now, today};
use domain::{AdoptionStage, Principal, Refusal, UnitId, adoption::RequestId};
use std::time::Duration;
use store::{Store, StoreError, adoption::Change};
use uuid::Uuid;

/// Sixty good ones, one refused, one sent twice, one under an id that another content has: each gets its own answer.
pub(super) async fn changes_that_come_at_once_are_kept_together(store: Store) {
    fill(&store, 70).await;
    let version = store.version();
    let change = |unit, stage| Change {
        annulled: Vec::new(),
        id: RequestId(Uuid::now_v7()),
        steps: vec![to(unit, 1, stage)],
    };
    let mut changes: Vec<_> = (1..=60)
        .map(|unit| change(unit, AdoptionStage::Onboarded))
        .collect();
    let twice = changes[9].clone();
    let reused = Change {
        annulled: Vec::new(),
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
pub(super) async fn behind_a_long_write_all_who_wait_are_told_to_come_back(store: Store) {
    fill(&store, 300).await;
    let long_write = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    // Too many steps to be kept together: each would have a turn of its own.
    let sent = (0..3).map(|rank| {
        let steps = (1..=100)
            .map(|unit| to(rank * 100 + unit, 1, AdoptionStage::Contacted))
            .chain((1..=200).map(|unit| to(unit, 9, AdoptionStage::Contacted)));
        let change = Change {
            annulled: Vec::new(),
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
        annulled: Vec::new(),
        id: RequestId(Uuid::now_v7()),
        steps: vec![to(1, 1, AdoptionStage::Contacted)],
    };
    store
        .record(&Principal::operator(), today(), now(), change)
        .await
        .unwrap();
}
