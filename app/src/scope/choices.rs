//! The choices that every page of figures offers: school year, level, mark.

use super::Scope;
use crate::ui::form::select;
use domain::PriorityEducation;
use leptos::prelude::*;

/// The school year.
pub fn year(scope: &Scope) -> AnyView {
    let years: Vec<_> = scope
        .years
        .iter()
        .map(|year| (year.to_string(), year.to_string()))
        .collect();
    select(
        "annee",
        "annee",
        "Année scolaire",
        None,
        &years,
        &scope.year.to_string(),
    )
}

/// The level, or all of them.
pub fn level(scope: &Scope) -> AnyView {
    let levels: Vec<_> = scope
        .policy
        .levels
        .iter()
        .map(|level| (level.code.to_string(), level.name.clone()))
        .collect();
    let level = scope.level.map(|level| level.to_string()).unwrap_or_default();
    select("niveau", "niveau", "Niveau", Some("Tous"), &levels, &level)
}

/// The mark, or all of them.
pub fn mark(scope: &Scope) -> AnyView {
    let marks = PriorityEducation::ALL.map(|mark| (mark.code().to_owned(), french::mark(mark).to_owned()));
    let mark = scope.mark.map_or("", PriorityEducation::code);
    select(
        "education",
        "education",
        "Éducation prioritaire",
        Some("Toutes"),
        &marks,
        mark,
    )
}

/// Sends the choices, where no script does at each of them.
pub fn send() -> AnyView {
    view! { <button class="fr-btn fr-btn--secondary" type="submit" data-auto-button="">"Filtrer"</button> }
        .into_any()
}
