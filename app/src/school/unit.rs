//! A class in its school: where it stands, the form that moves it, its history, the way back from its last update.

mod facts;
mod history;
mod undo;
mod written;

use crate::{
    adoption::{OTHER_DAY, Refused, TypedUpdate, new_id, sources},
    french,
    ui::{
        badge::{Badge, StageBadge},
        button::Button,
        hidden_field::HiddenField,
        select::Select,
        taps::Taps,
    },
};
use chrono::{Datelike, NaiveDate};
use domain::{
    AccountId, AdoptionEvent, AdoptionStage, Timeline, UnitId,
    adoption::{Step, UnitCorrection},
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::adoption::{KnownUnit, LineBatches};

/// A class with its history, as the page has them.
#[derive(Clone, Copy)]
pub struct UnitCard<'a> {
    pub known: &'a KnownUnit,
    pub timeline: &'a Timeline,
    pub names: &'a BTreeMap<AccountId, String>,
    pub corrections: &'a [UnitCorrection],
    /// The batches that lines of its history came with.
    pub batches: &'a LineBatches,
    pub today: NaiveDate,
    /// Whether it was just written to: its card says what.
    pub just_written: bool,
    /// Whether what was written is that it came from another school.
    pub arrived: bool,
}

/// The forms of a card: the one that moves the class from stage to stage, those that correct, close and move it.
pub struct CardForms {
    pub update: AnyView,
    pub changes: AnyView,
}

/// The card of a class, with its forms where the reader may write.
pub fn card(told: UnitCard<'_>, forms: Option<CardForms>, open: bool) -> AnyView {
    let UnitCard {
        known,
        timeline,
        names,
        corrections,
        batches,
        today,
        just_written,
        arrived,
    } = told;
    let standing = known.standing;
    let badge = match standing.step {
        Step::Reached(stage) => view! { <StageBadge stage=stage/> }.into_any(),
        Step::Withdrawn => view! { <Badge label="Retirée"/> }.into_any(),
    };
    let news = french::days_ago(known.last_news, today);
    let mut about = vec![
        known
            .unit
            .levels
            .iter()
            .map(|level| level.to_string())
            .collect::<Vec<_>>()
            .join(" et "),
    ];
    about.extend(
        known
            .unit
            .pupils
            .map(|pupils| french::count(i64::from(pupils), "élève", "élèves")),
    );
    about.extend(known.unit.co_teaching.then(|| "deux enseignants".to_owned()));
    about.extend(
        known
            .unit
            .estimated
            .then(|| "classe estimée, à confirmer".to_owned()),
    );
    let written = match (just_written, arrived) {
        (false, _) => None,
        (true, true) => Some(written::arrived()),
        (true, false) => written::written(known, timeline, corrections),
    };
    let is_counted = standing.step != Step::Withdrawn;
    let undo = forms
        .as_ref()
        .filter(|_| is_counted)
        .and_then(|_| undo::form(known, timeline));
    let (form, changes) = forms.map(|forms| (forms.update, forms.changes)).unzip();
    let form = form.filter(|_| is_counted);
    view! {
        <details class="c12-unit" id=format!("classe-{}", known.id) open=open>
            <summary>
                <span class="c12-unit__label">{known.unit.label.clone()}</span> " " {badge}
                <span class="c12-unit__news">"Dernière nouvelle : " {news}</span>
            </summary>
            {written}
            <p>{about.join(" · ")} " · depuis le " {french::long_day(standing.since)}</p>
            {form}
            {undo}
            {changes}
            {history::view(timeline, names, batches)}
            {facts::view(corrections, names)}
        </details>
    }
    .into_any()
}

/// The form that moves it.
pub fn form(known: &KnownUnit, timeline: &Timeline, refused: Option<&Refused>, today: NaiveDate) -> AnyView {
    let id = known.id;
    let latest = today.min(known.unit.year.last_event_day());
    let fresh = TypedUpdate {
        day: latest.to_string(),
        source: "visit".to_owned(),
        ..TypedUpdate::default()
    };
    let typed = refused.map_or(&fresh, |refused| &refused.typed);
    let offered = match known.standing.step {
        Step::Reached(stage) => stage.followers(),
        Step::Withdrawn => &[],
    };
    let named = |stage: &AdoptionStage| (stage.code().to_owned(), french::stage(*stage).to_owned());
    let stages: Vec<_> = offered.iter().map(named).collect();
    let error = refused.map(|refused| {
        let why = refused
            .units
            .iter()
            .find(|(unit, _)| *unit == id)
            .map(|(_, refusal)| french::refusal(refusal));
        let why = why.or_else(|| refused.form.clone()).unwrap_or_default();
        view! { <p class="fr-error-text" id=format!("erreur-{id}")>{why}</p> }
    });
    view! {
        <form method="post" class="c12-form" data-once="" aria-label=format!("Mettre à jour {}", known.unit.label)>
            {error}
            <HiddenField name="id" value=new_id()/>
            <HiddenField name="unit" value=format!("{id}:{}", known.standing.sequence)/>
            <fieldset class="c12-taps">
                <legend class="fr-label">"Nouveau stade"</legend>
                <Taps name="stage" options=stages chosen=&typed.stage/>
            </fieldset>
            {when(id, typed, latest, today)}
            <Select name="source" id=format!("source-{id}") label="Comment le savez-vous ?" options=sources() chosen=&typed.source/>
            {correction(known, timeline, typed, offered)}
            <Button label="Enregistrer"/>
        </form>
    }
    .into_any()
}

/// The last days in one tap, any other by its date.
fn when(id: UnitId, typed: &TypedUpdate, latest: NaiveDate, today: NaiveDate) -> impl IntoView + use<> {
    let days: Vec<_> = last_school_days(latest)
        .into_iter()
        .map(|day| (day.to_string(), french::near_day(day, today)))
        .collect();
    let near = days.iter().any(|(day, _)| *day == typed.day);
    let (chosen, other) = match near {
        true => (typed.day.as_str(), ""),
        false => (OTHER_DAY, typed.day.as_str()),
    };
    let any = [(OTHER_DAY.to_owned(), "Autre jour".to_owned())];
    view! {
        <fieldset class="c12-taps">
            <legend class="fr-label">"Quel jour ? " <span class="fr-hint-text">"le jour où c'était vrai"</span></legend>
            <Taps name="day" options=days chosen=chosen/>
            <Taps name="day" options=any chosen=chosen/>
            <label class="c12-sr" for=format!("other-day-{id}")>"Date de l'autre jour"</label>
            <input class="fr-input c12-other" type="date" data-chooses=OTHER_DAY id=format!("other-day-{id}") name="other_day" value=other.to_owned() max=latest.to_string()/>
        </fieldset>
    }
}

/// A day and the weekdays before it: an officer writes on Friday what was true on Tuesday.
fn last_school_days(latest: NaiveDate) -> Vec<NaiveDate> {
    let weekday = |day: &NaiveDate| *day == latest || day.weekday().number_from_monday() < 6;
    let before = latest.iter_days().rev();
    before.filter(weekday).take(5).collect()
}

/// The correction of what was written by mistake: the only way back to an earlier stage.
fn correction(
    known: &KnownUnit,
    timeline: &Timeline,
    typed: &TypedUpdate,
    offered: &[AdoptionStage],
) -> Option<impl IntoView + use<>> {
    let id = known.id;
    let correctable = |event: &&AdoptionEvent| {
        event.sequence > 1 && event.step != Step::Withdrawn && timeline.counts(event)
    };
    let events: Vec<_> = timeline
        .events()
        .iter()
        .rev()
        .filter(correctable)
        .map(|event| {
            (
                event.sequence.to_string(),
                format!("{} du {}", french::step(event.step), french::short_day(event.day)),
            )
        })
        .collect();
    let others: Vec<_> = AdoptionStage::ALL
        .into_iter()
        .filter(|stage| !offered.contains(stage))
        .map(|stage| (stage.code().to_owned(), french::stage(stage).to_owned()))
        .collect();
    let open = !typed.replaces.is_empty() || others.iter().any(|(code, _)| *code == typed.stage);
    (!events.is_empty()).then(|| {
        view! {
            <details class="c12-details c12-correct" open=open>
                <summary>"Corriger une mise à jour erronée"</summary>
                <Select name="replaces" id=format!("replaces-{id}") label="Mise à jour à corriger" any="Aucune" options=events chosen=&typed.replaces/>
                <fieldset class="c12-taps">
                    <legend class="fr-label">"Stade qui aurait dû être écrit, s'il n'est pas proposé plus haut"</legend>
                    <Taps name="stage" options=others chosen=&typed.stage/>
                </fieldset>
            </details>
        }
    })
}
