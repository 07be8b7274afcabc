//! What is taken back leaves nothing behind: a bulk update, a file of updates and a list of classes, undone while others write, then brought again.

use crate::{
    batches::{files, written},
    engines::{long, on_both},
    world::{district, fill, now, policy, slice, today, year},
};
use domain::{
    AdoptionStage, Principal, TerritoryCode, UnitId,
    adoption::{
        Advance, BatchId, BatchKind, KeptForecasts, RequestId, Sequence, Source, Step, TerritoryForecast,
        TerritoryYear, WeekCounts, census::CensusFile, territory_forecast,
    },
    rights::AccessScope,
};
use store::{
    Store,
    adoption::{Change, Slice, WeekFigures},
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
        files::add_school(store).await;
        files::classes(store, CensusFile::Estimate, &ESTIMATES).await;
        others(store, &sizes, 0).await;
    }
    let bulk = bulk_update(&store, &sizes).await;
    others_on_both(&store, &never, &sizes, 1).await;
    let file = file_of_updates(&store, &sizes).await;
    let list = files::classes(&store, CensusFile::List, &LIST).await;
    others_on_both(&store, &never, &sizes, 2).await;
    let bulk_gone = undo(&store, bulk, sizes.bulk).await;
    others_on_both(&store, &never, &sizes, 3).await;
    let list_gone = undo(&store, list, 6).await;
    let begun = std::time::Instant::now();
    let file_gone = undo(&store, file, sizes.file).await;
    let took = begun.elapsed();
    same(&store, &never, "taken back").await;

    // Brought again: what took them back is taken back here, all is written for the first time there.
    undo(&store, file_gone, sizes.file).await;
    undo(&store, bulk_gone, sizes.bulk).await;
    undo(&store, list_gone, 6).await;
    bulk_update(&never, &sizes).await;
    file_of_updates(&never, &sizes).await;
    files::classes(&never, CensusFile::List, &LIST).await;
    same(&store, &never, "brought again").await;
    println!(
        "figures: {} updates, {} of a file and a list of classes taken back and brought again; the file in {} ms",
        sizes.bulk,
        sizes.file,
        took.as_millis()
    );
    never.close().await;
}

/// Estimates of a school, and the list that confirms some, replaces others and adds to them.
const ESTIMATES: [(&str, &str); 4] = [("CP 1", "CP"), ("CP 2", "CP"), ("CE1 1", "CE1"), ("CE1 2", "CE1")];
const LIST: [(&str, &str); 4] = [("CP 1", "CP"), ("Zoé", "CE1+CP"), ("CE1 1", "CE1"), ("GS", "GS")];

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

async fn record(store: &Store, steps: Vec<Advance>) -> BatchId {
    let id = Uuid::now_v7();
    let change = Change {
        id: RequestId(id),
        steps,
        annulled: Vec::new(),
    };
    store
        .record(&Principal::operator(), today(), now(), change)
        .await
        .unwrap();
    BatchId(id)
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
        record(store, some.to_vec()).await;
    }
}

async fn others_on_both(store: &Store, never: &Store, sizes: &Sizes, round: u32) {
    others(store, sizes, round).await;
    others(never, sizes, round).await;
}

/// Moves the first units, the last day but one that anybody writes of.
async fn bulk_update(store: &Store, sizes: &Sizes) -> BatchId {
    let steps = (1..=sizes.bulk).map(|unit| step(unit, 1, AdoptionStage::Regular, 1));
    record(store, steps.collect()).await
}

/// Moves those after them, the last day.
async fn file_of_updates(store: &Store, sizes: &Sizes) -> BatchId {
    let row = |unit: usize| UpdateRow {
        line: unit as u64,
        key: UnitKey::Id(UnitId(i64::try_from(unit).unwrap())),
        stage: AdoptionStage::Onboarded,
        day: today(),
    };
    let rows: Vec<_> = (sizes.bulk + 1..=sizes.bulk + sizes.file).map(row).collect();
    let (mut intake, batch) = files::begin(store, BatchKind::Updates).await;
    intake.stage_updates(&rows).await.unwrap();
    let outcome = intake
        .apply_updates(policy(), today(), &mut |_, _| {})
        .await
        .unwrap();
    assert_eq!((outcome.applied, outcome.refused_total), (rows.len() as u64, 0));
    files::finish(intake).await;
    batch
}

/// Undoes a batch, all of it; answers the batch that this is in turn.
async fn undo(store: &Store, batch: BatchId, units: usize) -> BatchId {
    let done = written::undo(store, &Principal::operator(), batch, false).await;
    let done = done.unwrap();
    assert_eq!((done.undone, done.left), (units as u64, 0));
    done.id
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
    // What is exported of the figures, and the forecast that is made of them.
    let (ours, theirs) = (
        store.weekly_by_department(policy(), year(), today()).await,
        never.weekly_by_department(policy(), year(), today()).await,
    );
    assert_eq!(ours.unwrap(), theirs.unwrap(), "{when}");
    assert_eq!(forecast(store).await, forecast(never).await, "{when}");
}

async fn forecast(store: &Store) -> TerritoryForecast {
    let nation = slice(TerritoryCode::nation());
    let weekly = store.weekly(&nation, today()).await.unwrap();
    let count = |week: &WeekFigures| WeekCounts {
        week: week.week,
        counts: week.counts,
    };
    let weeks: Vec<_> = weekly.weeks.iter().map(count).collect();
    territory_forecast(&TerritoryYear {
        year: year(),
        weeks: &weeks,
        before: &[],
        calendar: &store.calendar().await.unwrap(),
        zone: None,
        today: today(),
        objective: None,
        kept: &KeptForecasts::default(),
    })
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
