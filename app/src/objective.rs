//! What a territory aims at and how far it is, in a sentence.

mod form;

pub use form::{page, set};

use crate::{
    context::Context,
    failure::PageError,
    french::{count, long_day, percent, points},
    scope::Scope,
};
use chrono::NaiveDate;
use domain::{
    TerritoryCode,
    adoption::StageCounts,
    objective::{Measure, Objective, current},
    territory::{Place, Territory},
};
use leptos::prelude::*;
use store::{adoption::Slice, objective::ObjectiveKey};

/// The objectives that count for a territory: its own, else those of the nearest territory that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objectives {
    /// Whose they are.
    pub of: Territory,
    /// By day.
    pub list: Vec<Objective>,
}

/// Loads them: `path` goes from the nation down.
pub async fn load(context: &Context, slice: &Slice, place: &Place) -> Result<Option<Objectives>, PageError> {
    for territory in std::iter::once(place.here()).chain(place.above().iter().rev()) {
        let key = ObjectiveKey {
            policy: slice.policy,
            year: slice.year,
            territory: territory.code,
        };
        let list = context.store.objectives(key).await?;
        if !list.is_empty() {
            let of = territory.clone();
            return Ok(Some(Objectives { of, list }));
        }
    }
    Ok(None)
}

fn key_of(scope: &Scope, territory: TerritoryCode) -> ObjectiveKey {
    ObjectiveKey {
        policy: scope.policy.code,
        year: scope.year,
        territory,
    }
}

const fn measured(measure: Measure) -> (&'static str, &'static str) {
    match measure {
        Measure::Onboarded => ("embarquée", "embarquées"),
        Measure::Using => ("utilisatrice", "utilisatrices"),
    }
}

/// `60 %`, `62,5 %`: as it was set.
pub fn share(per_mille: i64) -> String {
    match per_mille % 10 {
        0 => percent(per_mille, 1_000),
        tenth => format!("{},{tenth}\u{202f}%", per_mille / 10),
    }
}

/// The objective that matters today and what lacks, in a sentence.
pub fn sentence(objective: Objective, counts: &StageCounts, today: NaiveDate) -> String {
    let (gap, (one, many)) = (objective.gap(counts), measured(objective.measure));
    let aim = format!(
        "{} de classes {many} au {}",
        share(objective.share),
        long_day(objective.day)
    );
    if gap.lacking() == 0 {
        return format!("{aim} : atteint ({}).", percent(gap.reached, counts.census()));
    }
    let behind = gap.reached * 1_000 / counts.census().max(1) - objective.share;
    let lacks = count(
        gap.lacking(),
        &format!("classe {one}"),
        &format!("classes {many}"),
    );
    let verb = if gap.lacking() < 2 { "manque" } else { "manquent" };
    let passed = if objective.day < today {
        " Le jour est passé."
    } else {
        ""
    };
    format!("{aim} : {lacks} {verb} ({}).{passed}", points(behind))
}

/// Where a territory stands, or a network in it.
pub struct TerritoryProgress<'a> {
    /// The figures that the page shows.
    pub slice: &'a Slice,
    /// The territory.
    pub place: &'a Place,
    /// Its code; none of a network.
    pub here: Option<TerritoryCode>,
    /// How many units stand at each stage.
    pub counts: &'a StageCounts,
    /// The day of the figures.
    pub until: NaiveDate,
}

/// Whose objective matters today and what lacks, in words; none of a part of the classes.
pub async fn gap_sentence(context: &Context, of: TerritoryProgress<'_>) -> Result<Option<String>, PageError> {
    // An objective is of all the classes of a territory.
    if !of.slice.is_unfiltered() {
        return Ok(None);
    }
    let aims = load(context, of.slice, of.place).await?;
    Ok(aims.and_then(|aims| said(&aims, of.here, of.counts, of.until)))
}

fn said(
    objectives: &Objectives,
    here: Option<TerritoryCode>,
    counts: &StageCounts,
    until: NaiveDate,
) -> Option<String> {
    let objective = current(&objectives.list, until)?;
    let whose = if here == Some(objectives.of.code) {
        "Objectif".to_owned()
    } else {
        format!(
            "Objectif, {}",
            french::territory(objectives.of.code.kind(), &objectives.of.name)
        )
    };
    Some(format!("{whose} : {}", sentence(objective, counts, until)))
}

/// The objective beside the figures.
pub fn line_of(said: Option<String>) -> Option<AnyView> {
    said.map(|said| view! { <p class="c12-aim">{said}</p> }.into_any())
}

/// A territory's objective with what its sentence needs.
pub struct ObjectiveView<'a> {
    /// The scope of the figures.
    pub scope: &'a Scope,
    /// The territory.
    pub here: TerritoryCode,
    /// The objectives that count for it.
    pub objectives: Option<&'a Objectives>,
    /// The counts of the last week.
    pub counts: StageCounts,
    /// The day of the figures.
    pub today: NaiveDate,
    /// Whether the reader may set it.
    pub may_set: bool,
}

/// The objective of a territory, and the link to its form for whoever may set it.
pub fn view(of: &ObjectiveView<'_>) -> Option<AnyView> {
    // An objective is of all the classes of a territory.
    if of.scope.level.is_some() || of.scope.mark.is_some() {
        return None;
    }
    let said = of
        .objectives
        .and_then(|objectives| said(objectives, Some(of.here), &of.counts, of.today));
    // The form has a page of its own: this one is kept.
    let form = of.may_set.then(|| {
        let href = of.scope.page(&format!("{}/objectif", of.here));
        view! { <p class="c12-actions"><a class="fr-link" href=href>"Fixer un objectif"</a></p> }
    });
    if said.is_none() && form.is_none() {
        return None;
    }
    Some(view! { {line_of(said)} {form} }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::SchoolYear;

    #[test]
    fn an_objective_says_what_lacks_or_that_it_is_reached() {
        let year = SchoolYear::starting(2021).unwrap();
        let day = NaiveDate::from_ymd_opt(2022, 6, 30).unwrap();
        let half = Objective::new(year, day, Measure::Using, 500).unwrap();
        let mut counts = StageCounts::default();
        counts[domain::AdoptionStage::Identified] = 60;
        counts[domain::AdoptionStage::Active] = 40;
        let said = sentence(half, &counts, day);
        assert_eq!(
            said,
            "50\u{202f}% de classes utilisatrices au 30 juin 2022 : 10\u{a0}classes utilisatrices manquent (−\u{202f}10\u{a0}points)."
        );
        counts[domain::AdoptionStage::Regular] = 60;
        assert!(sentence(half, &counts, day).contains("atteint"));
        counts[domain::AdoptionStage::Regular] = 0;
        assert!(sentence(half, &counts, day.succ_opt().unwrap()).ends_with("Le jour est passé."));
    }
}
