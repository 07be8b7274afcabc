//! The page of the journeys: its filters, then the stages reached, the cohorts, the classes that stand still.

use super::{JourneysPage, cohorts, funnel, still};
use crate::{
    scope::{choices, computed},
    ui::{breadcrumb::Breadcrumb, select::Select},
};
use domain::adoption::journeys::WAITING_DAYS;
use leptos::prelude::*;

/// All of it.
pub fn whole(page: &JourneysPage) -> AnyView {
    let journeys = page.journeys();
    let lead = computed(&page.scope, page.until, page.told.made_at);
    let path = page.scope.links(page.place.path());
    let content = if journeys.census == 0 {
        empty(page)
    } else {
        view! { {funnel::view(page)} {cohorts::view(page)} {still::view(page)} }.into_any()
    };
    view! {
        <Breadcrumb path=path here="Parcours des classes"/>
        <h1>{format!("Parcours des classes : {}", page.name())}</h1>
        <p class="fr-text--lead">{lead}</p>
        {choices(page)}
        {content}
    }
    .into_any()
}

fn choices(page: &JourneysPage) -> AnyView {
    let scope = &page.scope;
    let days = WAITING_DAYS.map(|days| (days.to_string(), format!("Plus de {days} jours")));
    view! {
        <form method="get" class="c12-filters" data-auto="" aria-label="Filtrer les chiffres">
            {choices::year(scope)} {choices::level(scope)} {choices::mark(scope)}
            <Select name="depuis" label="Au même stade depuis" options=days chosen=page.days.to_string()/> {choices::send()}
        </form>
    }
    .into_any()
}

fn empty(page: &JourneysPage) -> AnyView {
    let filtered = page.scope.level.is_some() || page.scope.mark.is_some();
    let text = if filtered {
        "Aucune classe ne répond à ces filtres : choisissez « Tous » et « Toutes »."
    } else {
        "Aucune classe n'est recensée ici cette année : il n'y a pas encore de parcours à montrer."
    };
    let href = page.scope.page(page.here.as_str());
    view! { <div class="c12-empty"><p>{text}</p><p><a class="fr-link" href=href>"Revenir au territoire"</a></p></div> }
        .into_any()
}
