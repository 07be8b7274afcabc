//! A class in its school: where it stands, the form that moves it, its history.

use crate::{
    french,
    ui::{
        form::{day, hidden, select},
        parts,
    },
    update::{Refused, Typed, new_id, sources},
    words,
};
use chrono::NaiveDate;
use domain::{AdoptionEvent, AdoptionStage, Timeline, adoption::Step};
use leptos::prelude::*;
use store::adoption::KnownUnit;

/// The card of a class.
pub fn card(
    known: &KnownUnit,
    timeline: &Timeline,
    refused: Option<&Refused>,
    today: NaiveDate,
    open: bool,
) -> AnyView {
    let standing = known.standing;
    let badge = match standing.step {
        Step::Reached(stage) => parts::stage_badge(stage).into_any(),
        Step::Withdrawn => view! { <span class="c12-badge">"Retirée"</span> }.into_any(),
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
    let form = (standing.step != Step::Withdrawn).then(|| form(known, timeline, refused, today));
    view! {
        <details class="c12-unit" id=format!("classe-{}", known.id) open=open>
            <summary>
                <span class="c12-unit__label">{known.unit.label.clone()}</span> " " {badge}
                <span class="c12-unit__news">"Dernière nouvelle : " {news}</span>
            </summary>
            <p>{about.join(" · ")} " · depuis le " {french::long_day(standing.since)}</p>
            {form}
            {history(timeline)}
        </details>
    }
    .into_any()
}

fn form(known: &KnownUnit, timeline: &Timeline, refused: Option<&Refused>, today: NaiveDate) -> AnyView {
    let id = known.id;
    let offered = match known.standing.step {
        Step::Reached(stage) => stage.followers(),
        Step::Withdrawn => &[],
    };
    let fresh = Typed {
        stage: offered
            .first()
            .map(|stage| stage.code().to_owned())
            .unwrap_or_default(),
        day: today.min(known.unit.year.last_event_day()).to_string(),
        source: "visit".to_owned(),
        ..Typed::default()
    };
    let typed = refused.map_or(&fresh, |refused| &refused.typed);
    let stages = AdoptionStage::ALL.map(|stage| {
        let usual = if offered.contains(&stage) {
            ""
        } else {
            " (par correction)"
        };
        (stage.code().to_owned(), format!("{}{usual}", words::stage(stage)))
    });
    let mut stages = stages.to_vec();
    // What may follow comes first; a step back is made by a correction.
    stages.sort_by_key(|(code, _)| !offered.iter().any(|stage| stage.code() == code));
    let correctable = |event: &&AdoptionEvent| {
        event.sequence > 1 && event.step != Step::Withdrawn && !timeline.is_replaced(event.sequence)
    };
    let corrections: Vec<_> = timeline
        .events()
        .iter()
        .rev()
        .filter(correctable)
        .map(|event| {
            (
                event.sequence.to_string(),
                format!("{} du {}", words::step(event.step), french::short_day(event.day)),
            )
        })
        .collect();
    let correction = (!corrections.is_empty()).then(|| {
        select(
            "replaces",
            &format!("replaces-{id}"),
            "Corrige une mise à jour erronée",
            Some("Non"),
            &corrections,
            &typed.replaces,
        )
    });
    let error = refused.map(|refused| {
        let why = refused
            .units
            .iter()
            .find(|(unit, _)| *unit == id)
            .map(|(_, refusal)| words::refusal(refusal));
        let why = why.or_else(|| refused.form.clone()).unwrap_or_default();
        view! { <p class="fr-error-text" id=format!("erreur-{id}")>{why}</p> }
    });
    view! {
        <form method="post" class="c12-form" data-once="" aria-label=format!("Mettre à jour {}", known.unit.label)>
            {error}
            {hidden("id", new_id())}
            {hidden("unit", format!("{id}:{}", known.standing.sequence))}
            {select("stage", &format!("stage-{id}"), "Nouveau stade", None, &stages, &typed.stage)}
            {day("day", &format!("day-{id}"), "Jour", "le jour où c'était vrai".to_owned(), &typed.day, &today.to_string())}
            {select("source", &format!("source-{id}"), "Comment le savez-vous ?", None, &sources(), &typed.source)}
            {correction}
            <button class="fr-btn" type="submit">"Enregistrer"</button>
        </form>
    }
    .into_any()
}

fn history(timeline: &Timeline) -> impl IntoView + use<> {
    let line = |event: &AdoptionEvent| {
        let replaced = timeline.is_replaced(event.sequence);
        let class = if replaced { "c12-history__void" } else { "" };
        let note = match (replaced, event.replaces) {
            (true, _) => " (corrigée ensuite)",
            (false, Some(_)) => " (correction)",
            _ => "",
        };
        view! {
            <li class=class>
                <strong>{words::step(event.step)}</strong> " le " {french::long_day(event.day)} {note}
                <span class="c12-history__who">
                    {words::source(event.source)} ", par " {words::actor(event.author)} ", écrit le " {french::short_day(event.recorded_at.date_naive())}
                </span>
            </li>
        }
    };
    let lines: Vec<_> = timeline.events().iter().rev().map(line).collect();
    view! { <h3 class="c12-history__title">"Histoire"</h3><ol class="c12-history" reversed="">{lines}</ol> }
}
