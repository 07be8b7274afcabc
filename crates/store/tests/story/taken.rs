//! What other tools take: territories, objectives, units a page at a time; the same on both engines.

use crate::{
    engines::on_both,
    world::{fill, now, policy, slice, today, year},
};
use chrono::NaiveDate;
use domain::{
    Principal, TerritoryCode, TerritoryKind,
    objective::{Measure, Objective},
    rights::AccessScope,
};
use std::collections::BTreeSet;
use store::{
    Store,
    adoption::Slice,
    objective::{ObjectiveKey, ObjectiveMove},
};

on_both! {
    a_page_of_units, a_page_of_units_on_postgres => a_page_of_units_begins_where_the_last_one_ended;
    weeks_by_department, weeks_by_department_on_postgres => weeks_by_department_are_those_of_each_page;
    objectives_of_a_year, objectives_of_a_year_on_postgres => objectives_of_a_year_are_those_of_each_territory;
}

async fn a_page_of_units_begins_where_the_last_one_ended(store: Store) {
    let made = fill(&store, 90).await;
    let nation = slice(TerritoryCode::nation());
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let last = after
            .as_ref()
            .map(|(school, label): &(_, String)| (*school, label.as_str()));
        let page = store
            .units_after(&nation, &AccessScope::Everywhere, last, 7)
            .await
            .unwrap();
        let Some(end) = page.last() else { break };
        after = Some((end.unit.school, end.unit.label.clone()));
        found.extend(page.into_iter().map(|known| known.id));
    }
    assert_eq!(found.len(), made.len());
    assert_eq!(
        found.iter().collect::<BTreeSet<_>>().len(),
        found.len(),
        "each once"
    );
    let nowhere = AccessScope::Within(Vec::new());
    assert_eq!(store.units_after(&nation, &nowhere, None, 7).await.unwrap(), []);
    let all = store.territories().await.unwrap();
    let codes: Vec<TerritoryCode> = all.iter().map(|territory| territory.code).collect();
    assert!(codes.contains(&TerritoryCode::nation()) && codes.is_sorted());
    let parents = all.iter().filter_map(|territory| territory.parent);
    assert!(parents.into_iter().all(|parent| codes.contains(&parent)));
}

async fn weeks_by_department_are_those_of_each_page(store: Store) {
    fill(&store, 90).await;
    let all = store
        .weekly_by_department(policy(), year(), today())
        .await
        .unwrap();
    assert!(all.len() > 3 && all.iter().any(|(_, level, _)| level.is_some()));
    for (territory, level, weekly) in all {
        let page = Slice {
            level,
            ..slice(territory)
        };
        assert_ne!(territory.kind(), TerritoryKind::District);
        assert_eq!(
            store.weekly(&page, today()).await.unwrap(),
            weekly,
            "{territory} {level:?}"
        );
    }
}

async fn objectives_of_a_year_are_those_of_each_territory(store: Store) {
    let by = Principal::operator();
    let day = NaiveDate::from_ymd_opt(2021, 6, 30).unwrap();
    let places = [TerritoryCode::parse("D35").unwrap(), TerritoryCode::nation()];
    for (rank, territory) in places.into_iter().enumerate() {
        let share = 300 + i64::try_from(rank).unwrap();
        let aim = ObjectiveKey {
            policy: policy(),
            year: year(),
            territory,
        };
        for step in [
            ObjectiveMove::Set(Objective::new(year(), day, Measure::Onboarded, share).unwrap()),
            ObjectiveMove::Set(Objective::new(year(), day, Measure::Using, share).unwrap()),
            ObjectiveMove::TakeBack(Measure::Onboarded, day),
        ] {
            let path = [territory];
            store
                .move_objective(&by, today(), now(), aim, &path, step)
                .await
                .unwrap();
        }
    }
    let all = store.objectives_of_year(policy(), year()).await.unwrap();
    let told: Vec<(&str, i64)> = all
        .iter()
        .map(|(code, objective)| (code.as_str(), objective.share))
        .collect();
    assert_eq!(told, [("D35", 300), ("FR", 301)]);
    let before = store
        .objectives_of_year(policy(), year().previous().unwrap())
        .await
        .unwrap();
    assert_eq!(before, []);
}
