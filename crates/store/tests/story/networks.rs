//! Units by network are those of its schools, as the list of the school year has it, whatever territory, level or mark they are asked of.

use crate::{
    engines::on_both,
    world::{district, fill, now, policy, slice, year},
};
use domain::{
    AuditAction, LevelCode, Principal, PriorityEducation, SchoolYear, TerritoryCode, Uai,
    networks::PriorityNetwork, rights::AccessScope, unit::Unit,
};
use std::{collections::BTreeMap, sync::Arc};
use store::{
    Store,
    adoption::{NetworksReport, Slice},
    audit::AuditEvent,
    intake::NetworkChanges,
};

on_both! {
    units_by_network_are_those_of_its_schools_on_sqlite, units_by_network_are_those_of_its_schools_on_postgres => units_by_network_are_those_of_its_schools;
    a_list_replaces_the_one_of_its_year_on_sqlite, a_list_replaces_the_one_of_its_year_on_postgres => a_list_replaces_the_one_of_its_year;
    schools_of_a_network_are_told_within_a_reach_on_sqlite, schools_of_a_network_are_told_within_a_reach_on_postgres => schools_of_a_network_are_told_within_a_reach;
}

fn school(rank: u32) -> Uai {
    Uai::from_number(350_100 + rank).unwrap()
}
/// The first is headed by a school that the directory has, the second by one that it has not.
fn network(rank: u32) -> PriorityNetwork {
    PriorityNetwork(Uai::from_number([350_100, 358_999][rank as usize]).unwrap())
}

async fn bring(store: &Store, of: SchoolYear, list: &[(u32, u32)]) -> NetworkChanges {
    let schools: BTreeMap<_, _> = list
        .iter()
        .map(|(rank, whose)| (school(*rank), network(*whose)))
        .collect();
    let mut intake = store.begin_intake(&Principal::operator(), now()).await.unwrap();
    let changes = intake.put_networks(of, &schools).await.unwrap();
    intake
        .finish(AuditEvent::new(AuditAction::ImportApplied, "networks"))
        .await
        .unwrap();
    changes
}

/// Units by network of the list: schools 0 and 1 in the first, 2 in the second, 3 in none.
fn expected(slice: &Slice, units: &[Unit]) -> BTreeMap<Option<PriorityNetwork>, i64> {
    let mut counts = BTreeMap::new();
    for unit in units {
        let inside = slice.territory == TerritoryCode::nation() || unit.district == Some(slice.territory);
        let level = slice
            .level
            .is_none_or(|level| unit.levels.iter().any(|own| own == level));
        let mark = slice
            .priority_education
            .is_none_or(|mark| unit.priority_education == mark);
        if inside && level && mark {
            let of = match unit.school.number() - 350_100 {
                0 | 1 => Some(network(0)),
                2 => Some(network(1)),
                _ => None,
            };
            *counts.entry(of).or_default() += 1;
        }
    }
    counts
}

/// Where the networks stand, for who sees everything.
async fn everywhere(store: &Store, slice: &Slice) -> Arc<NetworksReport> {
    let told = store.networks(slice, &AccessScope::Everywhere, now()).await;
    told.unwrap().unwrap()
}

async fn units_by_network_are_those_of_its_schools(store: Store) {
    let units: Vec<_> = fill(&store, 90).await.into_iter().map(|(unit, _)| unit).collect();
    let nation = slice(TerritoryCode::nation());
    let none = store.networks(&nation, &AccessScope::Everywhere, now()).await;
    assert_eq!(none.unwrap(), None, "no list yet");
    let before = SchoolYear::starting(2019).unwrap();
    bring(&store, before, &[(0, 1), (3, 0)]).await;
    bring(&store, year(), &[(0, 0), (1, 0), (2, 1)]).await;
    let asked = [
        nation,
        slice(district(0)),
        Slice {
            level: LevelCode::new("CE1"),
            ..nation
        },
        Slice {
            priority_education: Some(PriorityEducation::Rep),
            ..nation
        },
    ];
    for slice in asked {
        let told = everywhere(&store, &slice).await;
        let mut found: BTreeMap<_, _> = told
            .networks
            .iter()
            .map(|network| (Some(network.code), network.counts.census()))
            .collect();
        found.extend(
            told.outside
                .as_ref()
                .map(|outside| (None, outside.counts.census())),
        );
        assert_eq!(found, expected(&slice, &units), "{slice:?}");
        assert_eq!(told.list, year());
    }
    // Within a reach only its schools are counted, those of no network too.
    let near = AccessScope::Within(vec![district(1)]);
    let seen = store.networks(&nation, &near, now()).await.unwrap().unwrap();
    let inside = expected(&slice(district(1)), &units);
    let found = seen
        .networks
        .iter()
        .map(|network| (Some(network.code), network.counts.census()));
    assert_eq!(found.collect::<BTreeMap<_, _>>(), inside);
    assert_eq!(seen.outside, None);
    let told = everywhere(&store, &nation).await;
    let names: Vec<_> = told.networks.iter().map(|network| &*network.name).collect();
    assert_eq!(
        names,
        ["", "École n° 0 (Bruz)"],
        "a collège that the directory has not is not named"
    );
    let estimated: i64 = told.networks.iter().map(|network| network.estimated).sum();
    let expected = units
        .iter()
        .filter(|unit| unit.estimated && unit.school != school(3));
    assert_eq!(estimated, i64::try_from(expected.count()).unwrap());
}

async fn a_list_replaces_the_one_of_its_year(store: Store) {
    fill(&store, 8).await;
    let first = bring(&store, year(), &[(0, 0), (1, 0), (2, 1)]).await;
    assert_eq!(
        first,
        NetworkChanges {
            created: 3,
            ..NetworkChanges::default()
        }
    );
    let version = store.version();
    let again = bring(&store, year(), &[(0, 0), (1, 0), (2, 1)]).await;
    assert_eq!(
        again,
        NetworkChanges {
            same: 3,
            ..NetworkChanges::default()
        }
    );
    assert_eq!(store.version(), version, "what is known already is no news");
    let other = bring(&store, year(), &[(0, 0), (1, 1), (3, 1)]).await;
    assert_eq!(
        other,
        NetworkChanges {
            created: 1,
            changed: 1,
            removed: 1,
            same: 1
        }
    );
    let told = everywhere(&store, &slice(TerritoryCode::nation())).await;
    let census: Vec<_> = told
        .networks
        .iter()
        .map(|network| network.counts.census())
        .collect();
    assert_eq!(
        (census, told.outside.as_ref().unwrap().counts.census()),
        (vec![4, 2], 2)
    );
    // A year without a list of its own has the one before; before the first, the first.
    let years = [2018, 2022].map(|start| SchoolYear::starting(start).unwrap());
    for near in years {
        assert_eq!(store.network_list(near).await.unwrap(), Some(year()));
    }
    assert_eq!(
        store.network_of_school(year(), school(3)).await.unwrap(),
        Some(network(1))
    );
    assert_eq!(store.network_of_school(year(), school(2)).await.unwrap(), None);
}

async fn schools_of_a_network_are_told_within_a_reach(store: Store) {
    fill(&store, 40).await;
    let before = SchoolYear::starting(2019).unwrap();
    bring(&store, before, &[(2, 0)]).await;
    bring(&store, year(), &[(0, 0), (1, 0), (2, 1)]).await;
    let nation = slice(TerritoryCode::nation());
    let (of, list) = (network(0), year());
    let within = |territories: &[TerritoryCode]| AccessScope::Within(territories.to_vec());
    let both = [
        AccessScope::Everywhere,
        within(&[TerritoryCode::department("35").unwrap()]),
    ];
    for reach in both {
        let schools = store.schools_of_network(&nation, of, list, &reach).await.unwrap();
        let found: Vec<_> = schools
            .iter()
            .map(|one| (one.code, one.counts.census()))
            .collect();
        assert_eq!(found, [(school(0), 10), (school(1), 10)], "{reach:?}");
    }
    let one = store
        .schools_of_network(&nation, of, list, &within(&[district(1)]))
        .await
        .unwrap();
    assert_eq!(one.iter().map(|one| one.code).collect::<Vec<_>>(), [school(1)]);
    assert!(
        store
            .schools_of_network(&nation, of, list, &within(&[]))
            .await
            .unwrap()
            .is_empty()
    );
    let other = Slice {
        policy: policy(),
        year: before,
        ..nation
    };
    assert!(
        store
            .schools_of_network(&other, of, list, &AccessScope::Everywhere)
            .await
            .unwrap()
            .is_empty()
    );
    let place = store.network_place(network(0)).await.unwrap().unwrap();
    assert_eq!(place.department, TerritoryCode::department("35"));
    let unknown = store.network_place(network(1)).await.unwrap().unwrap();
    assert_eq!((unknown.name, unknown.department), (None, None));
    assert_eq!(
        store.network_place(PriorityNetwork(school(2))).await.unwrap(),
        None
    );
}
