//! The journeys that the store tells are those of the histories, by whatever territory, level or mark they are asked.

use crate::{
    engines::on_both,
    rollup::{send, some_step},
    world::{district, fill, now, slice, today, year},
};
use chrono::Days;
use domain::{
    Actor, LevelCode, PriorityEducation, TerritoryCode, TerritoryKind, Timeline, UnitId,
    adoption::{
        Quality, advance,
        journeys::{Journey, Journeys, SchoolWeeks, WAITING_STAGES},
    },
    calendar::{Calendar, Zone},
    rights::AccessScope,
    unit::Unit,
};
use std::sync::Arc;
use store::{
    Store,
    adoption::{Slice, Still},
};

on_both! {
    quality_is_that_of_the_histories_on_sqlite, quality_is_that_of_the_histories_on_postgres => quality_is_that_of_the_histories;
    journeys_are_those_of_the_histories_on_sqlite, journeys_are_those_of_the_histories_on_postgres => journeys_are_those_of_the_histories;
    units_that_stand_still_are_listed_on_sqlite, units_that_stand_still_are_listed_on_postgres => units_that_stand_still_are_listed;
}

/// Units with histories of all sorts, corrected and late ones among them.
async fn lived(store: &Store) -> Vec<(Unit, Timeline)> {
    let mut histories = fill(store, 240).await;
    let mut random = fastrand::Rng::with_seed(7);
    for round in 0..6 {
        let mut steps = Vec::new();
        for (rank, (unit, timeline)) in histories.iter_mut().enumerate() {
            let step = some_step(&mut random, rank, timeline);
            if let Ok(done) = advance(unit.year, timeline, &step, Actor::LocalOperator, today(), now()) {
                *timeline = done.timeline;
                steps.push(step);
            }
        }
        send(store, round, steps, Vec::new()).await;
    }
    histories
}

async fn quality_is_that_of_the_histories(store: Store) {
    let histories = lived(&store).await;
    let academy = TerritoryCode::academy("14").unwrap();
    for territory in [TerritoryCode::nation(), academy, district(0)] {
        let slice = slice(territory);
        let told = store.quality(&slice, today(), now()).await.unwrap();
        let mut expected = Quality::default();
        for (unit, timeline) in histories.iter().filter(|(unit, _)| inside(&slice, unit)) {
            expected.add(timeline, unit.estimated, today());
        }
        assert_eq!(told.whole, expected, "{territory}");
        assert!(told.whole.updates() > 10 && told.whole.units > 0);
        let again = store.quality(&slice, today(), now()).await.unwrap();
        assert!(Arc::ptr_eq(&told, &again), "computed once");
    }
    let nation = store
        .quality(&slice(TerritoryCode::nation()), today(), now())
        .await
        .unwrap();
    assert_eq!(nation.children.keys().collect::<Vec<_>>(), [&academy]);
    assert_eq!(nation.children[&academy], nation.whole);
}

fn inside(slice: &Slice, unit: &Unit) -> bool {
    let place = [
        Some(TerritoryCode::nation()),
        Some(unit.academy),
        Some(unit.department),
        unit.district,
    ];
    let level = |level| unit.levels.iter().any(|own| own == level);
    place.contains(&Some(slice.territory))
        && slice.level.is_none_or(level)
        && slice
            .priority_education
            .is_none_or(|mark| unit.priority_education == mark)
}

async fn journeys_are_those_of_the_histories(store: Store) {
    let histories = lived(&store).await;
    let levels = [None, LevelCode::new("CP")];
    let marks = [None, Some(PriorityEducation::None)];
    let until = today() - Days::new(9);
    for territory in
        ["FR", "A14", "D35", district(0).as_str()].map(|code| TerritoryCode::parse(code).unwrap())
    {
        for (level, priority_education) in levels.into_iter().zip(marks) {
            let asked = Slice {
                level,
                priority_education,
                ..slice(territory)
            };
            let mut expected = Journeys::new(until, SchoolWeeks::of(&Calendar::official(), year()));
            for (unit, timeline) in histories.iter().filter(|(unit, _)| inside(&asked, unit)) {
                let child = match territory.kind() {
                    TerritoryKind::Nation => Some(unit.academy),
                    TerritoryKind::Academy => Some(unit.department),
                    TerritoryKind::Department => unit.district,
                    TerritoryKind::District => None,
                };
                if let Some(journey) = Journey::of(timeline, until) {
                    expected.add(&journey, child, Some(Zone::B));
                }
            }
            assert!(expected.census > 0 && expected.reached[1] > 0 && !expected.cohorts.is_empty());
            let told = store.journeys(&asked, until, now()).await.unwrap();
            assert_eq!(told.journeys, expected, "{asked:?}");
            let weekly = store.weekly(&asked, until).await.unwrap();
            assert!(told.journeys.census <= weekly.last().unwrap().counts.census());
        }
    }
    // Computed once for a state of the data, and again after an update.
    let nation = slice(TerritoryCode::nation());
    let (one, other) = tokio::join!(
        store.journeys(&nation, until, now()),
        store.journeys(&nation, until, now() + chrono::TimeDelta::hours(1))
    );
    let (one, other) = (one.unwrap(), other.unwrap());
    assert!(Arc::ptr_eq(&one, &other));
    let mut random = fastrand::Rng::with_seed(8);
    let (rank, step) = (0..)
        .map(|rank| rank % histories.len())
        .map(|rank| (rank, some_step(&mut random, rank, &histories[rank].1)))
        .find(|(rank, step)| {
            advance(
                year(),
                &histories[*rank].1,
                step,
                Actor::LocalOperator,
                today(),
                now(),
            )
            .is_ok()
        })
        .unwrap();
    send(&store, u32::try_from(rank).unwrap(), vec![step], Vec::new()).await;
    let after = store.journeys(&nation, until, now()).await.unwrap();
    assert!(!Arc::ptr_eq(&one, &after));
}

async fn units_that_stand_still_are_listed(store: Store) {
    let histories = lived(&store).await;
    let nation = slice(TerritoryCode::nation());
    for days in [15, 30, 60] {
        let still = Still { on: today(), days };
        let mut expected: Vec<_> = histories
            .iter()
            .zip(1..)
            .filter_map(|((_, timeline), id)| {
                let standing = timeline.standing()?;
                let own = standing.step.stage()?;
                let long = (today() - standing.since).num_days() > i64::from(days);
                (long && WAITING_STAGES.contains(&own)).then_some((standing.since, UnitId(id)))
            })
            .collect();
        expected.sort_unstable();
        let list = store
            .list_still(&nation, still, &AccessScope::Everywhere, 500)
            .await
            .unwrap();
        let mut found: Vec<_> = list
            .units
            .iter()
            .map(|unit| (unit.standing.since, unit.id))
            .collect();
        assert!(found.is_sorted_by_key(|(since, _)| *since) && !found.is_empty());
        found.sort_unstable();
        assert_eq!(found, expected, "{days}");
        let told = store.journeys(&nation, today(), now()).await.unwrap();
        let counts = told.journeys.waiting_in_all().longer_than(i64::from(days));
        let counted: i64 = counts.iter().sum();
        assert_eq!(
            counted, list.total,
            "the figures and the list are of the same units"
        );
        let one = AccessScope::Within(vec![district(0)]);
        let within = store.list_still(&nation, still, &one, 3).await.unwrap();
        assert!(within.units.len() <= 3 && within.total < list.total && within.total > 0);
        assert!(
            within
                .units
                .iter()
                .all(|unit| unit.unit.district == Some(district(0)))
        );
    }
}
