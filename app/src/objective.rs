//! What a territory aims at, how far it is, and the page that says so.

use crate::{
    context::Context,
    failure::PageError,
    french::{count, long_day, percent, points},
    query::Query,
    scope::Scope,
    ui::{
        breadcrumb::Breadcrumb,
        button::{Button, Weight},
        hidden_field::HiddenField,
        page::{Page, Part},
        select::Select,
        text_field::TextField,
    },
};
use chrono::{Days, NaiveDate};
use domain::{
    Action, TerritoryCode,
    adoption::StageCounts,
    objective::{Measure, Objective, current},
    territory::{Place, Territory},
};
use leptos::prelude::*;
use store::{
    adoption::Slice,
    objective::{ObjectiveKey, ObjectiveMove},
};

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

/// The page that sets the objectives of a territory.
///
/// # Errors
/// [`PageError`]: no such territory, forbidden.
pub async fn page(
    context: &Context,
    policy: &str,
    code: TerritoryCode,
    query: &Query,
) -> Result<Page, PageError> {
    let scope = Scope::read(context, policy, query).await?;
    let place = context
        .store
        .place(code)
        .await?
        .ok_or(PageError::NotFound("Ce territoire"))?;
    let lineage = place.lineage();
    context.allow(Action::SetObjective, Some(scope.policy.code), &lineage)?;
    let list = context.store.objectives(key_of(&scope, code)).await?;
    let name = french::place(&place);
    let mut page = Page::new(Part::Rollout, "Objectifs", move || {
        view_form(&scope, code, &name, &list)
    });
    page.kept = false;
    Ok(page)
}

fn view_form(scope: &Scope, code: TerritoryCode, name: &str, list: &[Objective]) -> AnyView {
    let path = [(name.to_owned(), scope.page(code.as_str()))];
    let measures: Vec<_> = Measure::ALL
        .iter()
        .map(|measure| {
            (
                measure.code().to_owned(),
                format!("Classes {}", measured(*measure).1),
            )
        })
        .collect();
    let address = scope.page(&format!("{code}/objectif"));
    let last = scope.year.last_event_day();
    // From 31 August back to 30 June, when classes end.
    let by = last.checked_sub_days(Days::new(62)).unwrap_or(last).to_string();
    let back: Vec<_> = list
        .iter()
        .map(|objective| taking_back(*objective, &address))
        .collect();
    let held = if back.is_empty() {
        view! { <p>"Aucun objectif n'est fixé."</p> }.into_any()
    } else {
        view! { <ul class="c12-aims">{back}</ul> }.into_any()
    };
    view! {
        <Breadcrumb path=path here="Objectifs"/>
        <h1>{format!("Objectifs : {name}")}</h1>
        <p class="fr-text--lead">{format!("Une part des classes recensées de l'année scolaire {}, à un jour. Ce qui était fixé reste lisible dans l'historique.", scope.year)}</p>
        {held}
        <form method="post" action=address class="c12-form" data-once="" aria-label="Fixer un objectif">
            <Select name="measure" label="De quoi" options=measures chosen=Measure::Onboarded.code()/>
            <TextField name="share" label="Part des classes, en %" hint="de 1 à 100" value="100"/>
            <TextField name="day" label="Au plus tard le" value=by kind="date"/>
            <Button label="Enregistrer" act="set"/>
        </form>
    }
    .into_any()
}

fn taking_back(objective: Objective, address: &str) -> AnyView {
    let text = format!(
        "{} de classes {} au {}",
        share(objective.share),
        measured(objective.measure).1,
        long_day(objective.day)
    );
    let label = format!("Retirer : {text}");
    view! {
        <li>
            <form method="post" action=address.to_owned() aria-label=label>
                <HiddenField name="measure" value=objective.measure.code()/>
                <HiddenField name="day" value=objective.day.to_string()/>
                {text} " " <Button label="Retirer" weight=Weight::Secondary act="take-back"/>
            </form>
        </li>
    }
    .into_any()
}

/// Sets an objective or takes it back; answers where to go then.
///
/// # Errors
/// [`PageError`]: no such territory, forbidden, or what is no objective.
pub async fn set(
    context: &Context,
    policy: &str,
    code: TerritoryCode,
    query: &Query,
    typed: &Query,
) -> Result<String, PageError> {
    let scope = Scope::read(context, policy, query).await?;
    let place = context
        .store
        .place(code)
        .await?
        .ok_or(PageError::NotFound("Ce territoire"))?;
    let lineage = place.lineage();
    let measure = typed.get("measure").and_then(Measure::from_code);
    let measure = measure
        .ok_or_else(|| PageError::Bad("Ce formulaire est incomplet : rechargez la page.".to_owned()))?;
    let day = typed.get("day").and_then(|day| day.parse().ok());
    let day =
        day.ok_or_else(|| PageError::Bad("Jour : choisissez-le, par exemple 2022-06-30.".to_owned()))?;
    let step = if typed.get("act") == Some("take-back") {
        ObjectiveMove::TakeBack(measure, day)
    } else {
        let told = typed.get("share").unwrap_or_default();
        let share = per_mille(told).ok_or_else(|| {
            PageError::Bad(format!(
                "« {told} » n'est pas une part : écrivez par exemple 80, ou 62,5."
            ))
        })?;
        let objective = Objective::new(scope.year, day, measure, share);
        ObjectiveMove::Set(objective.map_err(|refused| PageError::Bad(french::refusal(&refused.into())))?)
    };
    let key = key_of(&scope, code);
    context
        .store
        .move_objective(&context.by, context.today, context.now, key, &lineage, step)
        .await?;
    Ok(scope.page(code.as_str()))
}

/// `80`, `62,5 %`: a share per mille.
fn per_mille(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches('%').trim_end();
    let (whole, tenth) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let digits =
        |part: &str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(tenth) || tenth.len() > 1 {
        return None;
    }
    Some(whole.parse::<i64>().ok()? * 10 + tenth.parse::<i64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::SchoolYear;

    #[test]
    fn a_share_is_read_as_people_write_it() {
        for (text, read) in [
            ("80", Some(800)),
            ("62,5 %", Some(625)),
            ("100%", Some(1_000)),
            ("", None),
            ("12,34", None),
            ("-5", None),
            ("1e2", None),
        ] {
            assert_eq!(per_mille(text), read, "{text}");
        }
    }

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
