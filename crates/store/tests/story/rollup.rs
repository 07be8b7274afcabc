//! The figures shown are those of the events, whatever happened: told by a query of its own, and by the fold of the rules.

mod corrected;
mod migrated;

use crate::{
    engines::{long, on_both},
    moves::{put, seated},
    world::{day, district, fill, now, school, slice, today},
};
use chrono::{Days, NaiveDate};
use domain::{
    Actor, AdoptionStage, AuditAction, Principal, TerritoryCode, Timeline, UnitId, Week,
    adoption::{Advance, Annul, RequestId, Source, StageCounts, advance, annul},
    unit::Unit,
};
use store::{
    Store,
    adoption::{Change, Slice},
    audit::AuditEvent,
    intake::{UnitKey, UpdateRow},
};
use uuid::Uuid;

on_both! {
    prove_rollup_on_sqlite, prove_rollup_on_postgres => the_rollup_is_that_of_the_events;
}

async fn the_rollup_is_that_of_the_events(store: Store) {
    let units = if long() { 10_000 } else { 600 };
    let mut histories = fill(&store, units).await;
    let mut random = fastrand::Rng::with_seed(2021);
    let (mut written, mut corrections, mut late, mut gone) = (0, 0, 0, 0);
    for round in 0..6_u32 {
        for from in (0..units).step_by(200) {
            let (mut steps, mut annulled) = (Vec::new(), Vec::new());
            for (rank, (unit, timeline)) in histories.iter_mut().enumerate().skip(from).take(200) {
                if random.u8(..4) == 0 {
                    let request = some_annulment(&mut random, rank, timeline);
                    if let Ok(done) = annul(timeline, &request, Actor::LocalOperator, now()) {
                        *timeline = done.timeline;
                        annulled.push(request);
                    }
                    continue;
                }
                let step = some_step(&mut random, rank, timeline);
                // What the rules refuse is refused by the store as well: told elsewhere.
                if let Ok(done) = advance(unit.year, timeline, &step, Actor::LocalOperator, today(), now()) {
                    corrections += u32::from(step.replaces.is_some());
                    late += u32::from(
                        timeline
                            .standing()
                            .is_some_and(|standing| step.day < standing.since),
                    );
                    *timeline = done.timeline;
                    steps.push(step);
                }
            }
            written += steps.len() + annulled.len();
            gone += annulled.len();
            send(&store, round, steps, annulled).await;
        }
        if round == 2 {
            written += updates(&store, &mut histories).await;
        }
        if round == 3 {
            schools_move(&store, &mut histories).await;
        }
    }
    println!(
        "figures: {units} histories, {written} events, {corrections} corrections, {late} late, {gone} annulments"
    );
    assert!(corrections > 0 && late > 0 && gone > 0);
    assert_eq!(store.compare_rollup().await.unwrap(), []);
    for territory in [
        TerritoryCode::nation(),
        TerritoryCode::parse("D35").unwrap(),
        district(0),
        district(1),
    ] {
        for level in [None, domain::LevelCode::new("CP")] {
            let slice = Slice {
                level,
                ..slice(territory)
            };
            the_course_is_that_of_the_fold(&store, &slice, &histories).await;
        }
    }
}

/// A step that may be anything: forward, back, late, a correction, nonsense.
pub fn some_step(random: &mut fastrand::Rng, rank: usize, timeline: &Timeline) -> Advance {
    let last = timeline.last_sequence();
    Advance {
        unit: UnitId(i64::try_from(rank).unwrap() + 1),
        seen: last,
        stage: AdoptionStage::ALL[random.usize(..7)],
        day: day(2020, 9, 1)
            .checked_add_days(Days::new(random.u64(..195)))
            .unwrap(),
        replaces: (last > 1 && random.u8(..3) == 0).then(|| random.u32(2..=last)),
        source: Source::OFFERED[random.usize(..5)],
    }
}

/// A line to take back, perhaps one that is not there.
fn some_annulment(random: &mut fastrand::Rng, rank: usize, timeline: &Timeline) -> Annul {
    let seen = timeline.last_sequence();
    Annul {
        unit: UnitId(i64::try_from(rank).unwrap() + 1),
        seen,
        annuls: random.u32(1..=seen),
    }
}

pub async fn send(store: &Store, round: u32, steps: Vec<Advance>, annulled: Vec<Annul>) {
    if !steps.is_empty() || !annulled.is_empty() {
        let change = Change {
            id: RequestId(Uuid::now_v7()),
            steps,
            annulled,
        };
        assert!(
            store
                .record(&Principal::operator(), today(), now(), change)
                .await
                .is_ok(),
            "round {round}"
        );
    }
}

/// A file of updates, its lines in no order: one more way in.
async fn updates(store: &Store, histories: &mut [(Unit, Timeline)]) -> usize {
    let mut rows = Vec::new();
    for (rank, (unit, timeline)) in histories.iter_mut().enumerate().rev() {
        let id = UnitId(i64::try_from(rank).unwrap() + 1);
        let step = Advance {
            unit: id,
            seen: timeline.last_sequence(),
            stage: AdoptionStage::Lapsed,
            day: today(),
            replaces: None,
            source: Source::Import,
        };
        if let Ok(done) = advance(unit.year, timeline, &step, Actor::LocalOperator, today(), now()) {
            *timeline = done.timeline;
            rows.push(UpdateRow {
                line: rank as u64 + 2,
                key: UnitKey::Id(id),
                stage: step.stage,
                day: step.day,
            });
        }
    }
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    intake.stage_updates(&rows).await.unwrap();
    let outcome = intake
        .apply_updates(crate::world::policy(), today(), &mut |_, _| {})
        .await
        .unwrap();
    assert_eq!((outcome.applied, outcome.refused_total), (rows.len() as u64, 0));
    intake
        .finish(AuditEvent::new(AuditAction::ImportApplied, ""))
        .await
        .unwrap();
    rows.len()
}

/// A directory moves a school, which changes no figure, and gives another its first circonscription, which its units get.
async fn schools_move(store: &Store, histories: &mut [(Unit, Timeline)]) {
    let placed = put(
        store,
        &[seated(1, Some(district(0))), seated(3, Some(district(0)))],
    )
    .await
    .placed;
    let first = |unit: &&mut (Unit, Timeline)| unit.0.school == school(3).uai;
    let mut units = 0;
    for (unit, _) in histories.iter_mut().filter(first) {
        unit.district = Some(district(0));
        units += 1;
    }
    assert_eq!(placed, units);
}

/// What was told up to a day: the latest news of it.
fn latest_news(histories: &[&(Unit, Timeline)]) -> Option<NaiveDate> {
    histories
        .iter()
        .filter_map(|(_, timeline)| timeline.last_news())
        .max()
}

async fn the_course_is_that_of_the_fold(store: &Store, slice: &Slice, histories: &[(Unit, Timeline)]) {
    let weekly = store.weekly(slice, today()).await.unwrap();
    let inside = |unit: &Unit| {
        let place = [
            Some(TerritoryCode::nation()),
            Some(unit.academy),
            Some(unit.department),
            unit.district,
        ];
        place.contains(&Some(slice.territory))
            && slice
                .level
                .is_none_or(|level| unit.levels.iter().any(|own| own == level))
    };
    let here: Vec<_> = histories.iter().filter(|(unit, _)| inside(unit)).collect();
    assert!(!weekly.weeks.is_empty() && !here.is_empty());
    for shown in &weekly.weeks {
        assert_eq!(
            shown.counts,
            counted(&here, shown.week.sunday()),
            "{slice:?} {:?}",
            shown.week
        );
    }
    assert_eq!(weekly.last().map(|week| week.week), Some(Week::of(today())));
    assert_eq!(weekly.last_news, latest_news(&here), "{slice:?}");
}

fn counted(histories: &[&(Unit, Timeline)], on: NaiveDate) -> StageCounts {
    let mut counts = StageCounts::default();
    for (_, timeline) in histories {
        if let Some(stage) = timeline.step_on(on).and_then(|step| step.stage()) {
            counts[stage] += 1;
        }
    }
    counts
}
