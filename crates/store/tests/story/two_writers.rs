//! Of two who write on the same unit at once one wins and the other is told; the same request fifty times is one event.

use crate::{
    engines::{long, on_both},
    world::{fill, now, policy, today, year},
};
use domain::{
    AdoptionStage, Principal, Refusal, UnitId,
    adoption::{AdoptionRefused, Advance, RequestId, Source},
};
use store::{
    Store, StoreError,
    adoption::{Change, Recorded},
};
use uuid::Uuid;

on_both! {
    prove_two_writers_on_sqlite, prove_two_writers_on_postgres => one_wins_and_the_other_is_told;
    prove_two_writers_fifty_identical_posts_on_sqlite, prove_two_writers_fifty_identical_posts_on_postgres
        => fifty_identical_posts_are_one_event;
}

fn step(unit: i64, stage: AdoptionStage) -> Change {
    let step = Advance {
        unit: UnitId(unit),
        seen: 1,
        stage,
        day: today(),
        replaces: None,
        source: Source::Visit,
    };
    Change {
        annulled: Vec::new(),
        id: RequestId(Uuid::now_v7()),
        steps: vec![step],
    }
}

fn send(store: &Store, change: Change) -> tokio::task::JoinHandle<Result<Recorded, StoreError>> {
    let store = store.clone();
    tokio::spawn(async move { store.record(&Principal::operator(), today(), now(), change).await })
}

async fn one_wins_and_the_other_is_told(store: Store) {
    let times = if long() { 1_000 } else { 100 };
    fill(&store, times).await;
    let mut first_won = 0;
    for unit in 1..=i64::try_from(times).unwrap() {
        let one = send(&store, step(unit, AdoptionStage::Contacted));
        let other = send(&store, step(unit, AdoptionStage::Onboarded));
        let told = match (one.await.unwrap(), other.await.unwrap()) {
            (Ok(_), Err(told)) => {
                first_won += 1;
                told
            }
            (Err(told), Ok(_)) => told,
            both => panic!("unit {unit}: {both:?}"),
        };
        let StoreError::SomeRefused(units) = told else {
            panic!("unit {unit}: {told}")
        };
        assert!(
            matches!(units.as_slice(), [(UnitId(id), Refusal::Adoption(AdoptionRefused::Stale { seen: 1, .. }))] if *id == unit),
            "{units:?}"
        );
    }
    println!("figures: {times} races, the first asked won {first_won}");
    assert_eq!(store.compare_rollup().await.unwrap(), []);
}

async fn fifty_identical_posts_are_one_event(store: Store) {
    let made = fill(&store, 1).await;
    let change = step(1, AdoptionStage::Active);
    let sent: Vec<_> = (0..50).map(|_| send(&store, change.clone())).collect();
    for answer in sent {
        assert_eq!(
            answer.await.unwrap().unwrap(),
            Recorded {
                events: vec![(UnitId(1), 2)]
            }
        );
    }
    let units = store
        .units_of_school(policy(), year(), made[0].0.school)
        .await
        .unwrap();
    assert_eq!(units[0].1.events().len(), 2);
}
