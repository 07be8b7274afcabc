//! What is taken back leaves nothing behind: a bulk update and a file of updates, annulled while others write, then brought again.

use crate::{
    engines::{long, on_both},
    world::{district, fill, now, policy, slice, today},
};
use domain::{
    AdoptionStage, AuditAction, Principal, TerritoryCode, UnitId,
    adoption::{Advance, Annul, RequestId, Sequence, Source, Step},
    rights::AccessScope,
};
use std::collections::BTreeMap;
use store::{
    Store,
    adoption::{Change, Slice},
    audit::AuditEvent,
    intake::{UnitKey, UpdateRow},
};
use uuid::Uuid;

on_both! {
    prove_undo_on_sqlite, prove_undo_on_postgres => what_is_taken_back_never_was;
}

/// How many units there are, and how many a bulk update and a file move.
struct Sizes {
    units: usize,
    bulk: usize,
    file: usize,
}

async fn what_is_taken_back_never_was(store: Store) {
    let sizes = match long() {
        true => Sizes {
            units: 9_000,
            bulk: 300,
            file: 5_000,
        },
        false => Sizes {
            units: 900,
            bulk: 120,
            file: 400,
        },
    };
    let folder = tempfile::tempdir().unwrap();
    let never = Store::open_sqlite(folder.path()).await.unwrap();
    for store in [&store, &never] {
        fill(store, sizes.units).await;
        others(store, &sizes, 0).await;
    }
    let bulk = bulk_update(&store, &sizes).await;
    others_on_both(&store, &never, &sizes, 1).await;
    let file = file_of_updates(&store, &sizes).await;
    others_on_both(&store, &never, &sizes, 2).await;
    annul(&store, &bulk).await;
    others_on_both(&store, &never, &sizes, 3).await;
    let lines: Vec<_> = file.iter().map(|(unit, sequence)| (*unit, *sequence)).collect();
    annul_lines(&store, &lines).await;
    same(&store, &never, "taken back").await;

    // Brought again: the annulments are annulled here, the updates are made for the first time there.
    let again: Vec<_> = lines
        .iter()
        .map(|(unit, sequence)| (*unit, sequence + 1))
        .collect();
    annul_lines(&store, &again).await;
    let again: BTreeMap<_, _> = bulk
        .iter()
        .map(|(unit, sequence)| (*unit, sequence + 1))
        .collect();
    annul(&store, &again).await;
    bulk_update(&never, &sizes).await;
    file_of_updates(&never, &sizes).await;
    same(&store, &never, "brought again").await;
    println!(
        "figures: {} updates and {} of a file taken back and brought again",
        bulk.len(),
        file.len()
    );
    never.close().await;
}

fn step(unit: usize, seen: Sequence, stage: AdoptionStage, days: u64) -> Advance {
    Advance {
        unit: UnitId(i64::try_from(unit).unwrap()),
        seen,
        stage,
        day: today() - chrono::Days::new(days),
        replaces: None,
        source: Source::Visit,
    }
}

async fn record(store: &Store, steps: Vec<Advance>, annulled: Vec<Annul>) {
    let id = RequestId(Uuid::now_v7());
    let change = Change { id, steps, annulled };
    store
        .record(&Principal::operator(), today(), now(), change)
        .await
        .unwrap();
}

/// What others write meanwhile, on the units that are nobody else's.
async fn others(store: &Store, sizes: &Sizes, round: u32) {
    let stages = [
        AdoptionStage::Contacted,
        AdoptionStage::Onboarded,
        AdoptionStage::Active,
        AdoptionStage::Lapsed,
    ];
    let own = sizes.bulk + sizes.file + 1..=sizes.units;
    let days = 40 - 10 * u64::from(round);
    let steps = own.map(|unit| step(unit, round + 1, stages[round as usize], days + unit as u64 % 9));
    for some in steps.collect::<Vec<_>>().chunks(200) {
        record(store, some.to_vec(), Vec::new()).await;
    }
}

async fn others_on_both(store: &Store, never: &Store, sizes: &Sizes, round: u32) {
    others(store, sizes, round).await;
    others(never, sizes, round).await;
}

/// Moves the first units, the last day but one that anybody writes of.
async fn bulk_update(store: &Store, sizes: &Sizes) -> BTreeMap<UnitId, Sequence> {
    let steps: Vec<_> = (1..=sizes.bulk)
        .map(|unit| step(unit, 1, AdoptionStage::Regular, 1))
        .collect();
    record(store, steps.clone(), Vec::new()).await;
    steps.iter().map(|step| (step.unit, 2)).collect()
}

/// Moves those after them, the last day.
async fn file_of_updates(store: &Store, sizes: &Sizes) -> BTreeMap<UnitId, Sequence> {
    let row = |unit: usize| UpdateRow {
        line: unit as u64,
        key: UnitKey::Id(UnitId(i64::try_from(unit).unwrap())),
        stage: AdoptionStage::Onboarded,
        day: today(),
    };
    let rows: Vec<_> = (sizes.bulk + 1..=sizes.bulk + sizes.file).map(row).collect();
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    intake.stage_updates(&rows).await.unwrap();
    let outcome = intake
        .apply_updates(policy(), today(), &mut |_, _| {})
        .await
        .unwrap();
    assert_eq!((outcome.applied, outcome.refused_total), (rows.len() as u64, 0));
    intake
        .finish(AuditEvent::new(AuditAction::ImportApplied, ""))
        .await
        .unwrap();
    let named = rows.iter().map(|row| match row.key {
        UnitKey::Id(unit) => (unit, 2),
        UnitKey::Label { .. } => unreachable!("named by number"),
    });
    named.collect()
}

async fn annul(store: &Store, lines: &BTreeMap<UnitId, Sequence>) {
    let annulled = lines.iter().map(|(unit, sequence)| Annul {
        unit: *unit,
        seen: *sequence,
        annuls: *sequence,
    });
    record(store, Vec::new(), annulled.collect()).await;
}

async fn annul_lines(store: &Store, lines: &[(UnitId, Sequence)]) {
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    assert_eq!(intake.annul_lines(lines).await.unwrap(), lines.len() as u64);
    intake
        .finish(AuditEvent::new(AuditAction::ImportApplied, ""))
        .await
        .unwrap();
}

/// Holds two stores equal: every week of every slice, where units stand, their latest news, their journeys, the quality.
async fn same(store: &Store, never: &Store, when: &str) {
    assert_eq!(store.compare_rollup().await.unwrap(), [], "{when}");
    let places = [
        TerritoryCode::nation(),
        TerritoryCode::parse("D35").unwrap(),
        district(0),
    ];
    for (territory, level) in places
        .into_iter()
        .flat_map(|place| [(place, None), (place, domain::LevelCode::new("CP"))])
    {
        let asked = Slice {
            level,
            ..slice(territory)
        };
        let (ours, theirs) = (
            store.weekly(&asked, today()).await,
            never.weekly(&asked, today()).await,
        );
        assert_eq!(ours.unwrap(), theirs.unwrap(), "{when} {asked:?}");
        let (ours, theirs) = (
            store.children(&asked, today()).await,
            never.children(&asked, today()).await,
        );
        assert_eq!(ours.unwrap(), theirs.unwrap(), "{when} {asked:?}");
    }
    let nation = slice(TerritoryCode::nation());
    assert_eq!(standing(store).await, standing(never).await, "{when}");
    let (ours, theirs) = (
        store.journeys(&nation, today(), now()).await,
        never.journeys(&nation, today(), now()).await,
    );
    assert_eq!(ours.unwrap().journeys, theirs.unwrap().journeys, "{when}");
    let (ours, theirs) = (
        store.quality(&nation, today(), now()).await,
        never.quality(&nation, today(), now()).await,
    );
    assert_eq!(ours.unwrap(), theirs.unwrap(), "{when}");
}

/// Where each unit stands, whatever was written of it.
async fn standing(store: &Store) -> Vec<(UnitId, Step, chrono::NaiveDate, Option<chrono::NaiveDate>)> {
    let nation = slice(TerritoryCode::nation());
    let list = store
        .list_units(&nation, None, &AccessScope::Everywhere, 0, 20_000)
        .await
        .unwrap();
    let stands = list
        .units
        .iter()
        .map(|unit| (unit.id, unit.standing.step, unit.standing.since, unit.last_news));
    stands.collect()
}
