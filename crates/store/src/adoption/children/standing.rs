//! Children counted from where their units stand, where no row of the rollup tells.

use super::{Child, by_name};
use crate::engine::fault::{Fault, StoreError, readable};
use chrono::NaiveDate;
use domain::{
    AdoptionStage,
    adoption::{StageCounts, Step},
};
use std::collections::BTreeMap;

#[derive(sqlx_macros::FromRow)]
pub(in crate::adoption) struct StandingRow {
    pub(in crate::adoption) code: String,
    name: String,
    step: String,
    units: i64,
    estimated: i64,
    last_news: Option<NaiveDate>,
    known_since: NaiveDate,
}

/// Where units stand, gathered by what they belong to, by name. Those that left are counted no more; what was told of them stays news.
pub(in crate::adoption) fn standing<Code>(
    rows: Vec<StandingRow>,
    read: impl Fn(&str) -> Result<Code, Fault>,
) -> Result<Vec<Child<Code>>, StoreError> {
    let mut children = BTreeMap::<String, Child<Code>>::new();
    let (left, stay): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|row| row.step == Step::Withdrawn.code());
    for row in stay {
        let stage = readable(
            "unit_now",
            "step",
            &row.code,
            &row.step,
            AdoptionStage::from_code(&row.step),
        )?;
        let code = read(&row.code)?;
        let child = children.entry(row.code).or_insert_with(|| Child {
            code,
            name: row.name,
            counts: StageCounts::default(),
            estimated: 0,
            last_news: None,
            known_since: row.known_since,
            four_weeks_before: None,
            using: Vec::new(),
        });
        child.counts[stage] += row.units;
        child.estimated += row.estimated;
        child.last_news = child.last_news.max(row.last_news);
        child.known_since = child.known_since.min(row.known_since);
    }
    for row in left {
        if let Some(child) = children.get_mut(&row.code) {
            child.last_news = child.last_news.max(row.last_news);
        }
    }
    Ok(by_name(children.into_values().collect()))
}
