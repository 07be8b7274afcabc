//! The rows of what is published, small groups hidden.

use super::POLICY;
use chrono::NaiveDate;
use domain::{
    AdoptionStage, LevelCode, TerritoryCode, TerritoryKind, Week,
    open_data::{Sum, hidden},
};
use report::Cell;
use std::collections::{BTreeMap, BTreeSet};
use store::{Store, StoreError, adoption::WeekFigures};

type Rows = Vec<Vec<Cell>>;
/// The units of a territory, of one level or of all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    territory: TerritoryCode,
    /// None: all of them.
    level: Option<LevelCode>,
}

/// Whether a territory is wide enough to be published.
fn is_wide(code: TerritoryCode) -> bool {
    code.kind() != TerritoryKind::District
}

/// A row for each school year, territory, level and week.
pub async fn weeks(store: &Store, today: NaiveDate) -> Result<Rows, StoreError> {
    let parents: BTreeMap<_, _> = store
        .territories()
        .await?
        .into_iter()
        .filter_map(|one| Some((one.code, one.parent?)))
        .collect();
    let mut years = store.years(POLICY).await?;
    years.sort_unstable();
    let mut rows = Rows::new();
    for year in years {
        let until = today.min(year.last_event_day());
        let all = store.weekly_by_department(POLICY, year, until).await?;
        let mut by_week = BTreeMap::<Week, Vec<(Group, WeekFigures)>>::new();
        for (territory, level, weekly) in all {
            for figures in weekly.weeks {
                // A group without units has no row: nobody is in it.
                if figures.counts.census() > 0 {
                    let groups = by_week.entry(figures.week).or_default();
                    groups.push((Group { territory, level }, figures));
                }
            }
        }
        let year = year.to_string();
        let secret = hidden_in(&by_week, &parents);
        for (group, figures) in by_week.into_values().flatten() {
            rows.push(row(&year, group, &figures, secret.contains(&group)));
        }
    }
    Ok(rows)
}

/// The groups hidden in a year: what has to be in any week is in all of them, until no week asks for more.
fn hidden_in(
    by_week: &BTreeMap<Week, Vec<(Group, WeekFigures)>>,
    parents: &BTreeMap<TerritoryCode, TerritoryCode>,
) -> BTreeSet<Group> {
    let mut secret = BTreeSet::new();
    loop {
        let before = secret.len();
        // Most weeks have the groups of the one before, as many units in each: what is hidden is the same.
        let mut known = Vec::new();
        for groups in by_week.values() {
            let sizes = groups
                .iter()
                .map(|(group, figures)| (*group, figures.counts.census()));
            let sizes: Vec<(Group, i64)> = sizes.collect();
            if sizes != known {
                let units: Vec<i64> = sizes.iter().map(|(_, units)| *units).collect();
                let already: Vec<bool> = sizes.iter().map(|(group, _)| secret.contains(group)).collect();
                let more = hidden(&units, &sums(groups, parents), &already);
                let hidden = sizes.iter().zip(more).filter(|(_, hidden)| *hidden);
                secret.extend(hidden.map(|((group, _), _)| *group));
                known = sizes;
            }
        }
        if secret.len() == before {
            return secret;
        }
    }
}

/// The sums that a reader knows of: a territory's children, and its levels. Some classes have two levels: the levels' sum is then more than the
/// whole, which makes a hidden one harder to find, not easier.
fn sums(groups: &[(Group, WeekFigures)], parents: &BTreeMap<TerritoryCode, TerritoryCode>) -> Vec<Sum> {
    let ranks: BTreeMap<Group, usize> = (groups.iter().enumerate())
        .map(|(rank, (group, _))| (*group, rank))
        .collect();
    let mut parts = BTreeMap::<(bool, usize), Vec<usize>>::new();
    for (group, &rank) in &ranks {
        let above = parents.get(&group.territory).and_then(|parent| {
            ranks.get(&Group {
                territory: *parent,
                ..*group
            })
        });
        if let Some(&total) = above {
            parts.entry((true, total)).or_default().push(rank);
        }
        let whole = group.level.and_then(|_| {
            ranks.get(&Group {
                level: None,
                ..*group
            })
        });
        if let Some(&total) = whole {
            parts.entry((false, total)).or_default().push(rank);
        }
    }
    let sum = |((_, total), parts)| Sum { total, parts };
    parts.into_iter().map(sum).collect()
}

fn row(year: &str, group: Group, figures: &WeekFigures, secret: bool) -> Vec<Cell> {
    let counts = &figures.counts;
    let mut row = vec![
        Cell::text(year),
        Cell::text(group.territory.as_str()),
        Cell::text(group.territory.kind().code()),
        Cell::text(
            group
                .level
                .map_or_else(|| "all".to_owned(), |level| level.to_string()),
        ),
        Cell::Day(figures.week.monday()),
    ];
    let figures = [
        counts.census(),
        figures.estimated,
        counts.onboarded(),
        counts.using(),
        counts[AdoptionStage::Identified],
        counts[AdoptionStage::Contacted],
        counts[AdoptionStage::Onboarded],
        counts[AdoptionStage::Active],
        counts[AdoptionStage::Regular],
        counts[AdoptionStage::Lapsed],
        counts[AdoptionStage::Declined],
    ];
    row.extend(figures.map(|figure| if secret { Cell::Empty } else { Cell::Number(figure) }));
    row.push(Cell::text(if secret { "true" } else { "false" }));
    row
}

/// A row a territory, down to the département.
pub async fn territories(store: &Store) -> Result<Rows, StoreError> {
    let all = store.territories().await?.into_iter();
    let wide = all.filter(|one| is_wide(one.code));
    let row = |one: domain::territory::Territory| {
        vec![
            Cell::text(one.code.as_str()),
            Cell::text(one.code.kind().code()),
            Cell::text(one.name),
            Cell::or_empty(one.parent, |code| Cell::text(code.as_str())),
        ]
    };
    Ok(wide.map(row).collect())
}

/// A row an objective, down to the département.
pub async fn objectives(store: &Store) -> Result<Rows, StoreError> {
    let mut years = store.years(POLICY).await?;
    years.sort_unstable();
    let mut rows = Rows::new();
    for year in years {
        let all = store.objectives_of_year(POLICY, year).await?.into_iter();
        rows.extend(all.filter(|(code, _)| is_wide(*code)).map(|(code, objective)| {
            vec![
                Cell::text(year.to_string()),
                Cell::text(code.as_str()),
                Cell::text(objective.measure.code()),
                Cell::Day(objective.day),
                Cell::Number(objective.share),
            ]
        }));
    }
    Ok(rows)
}
