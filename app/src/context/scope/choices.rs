//! Scope filters: the fields of school year, level and priority education that every page of figures offers.

use super::Scope;
use crate::ui::{
    button::{Button, Weight},
    select::Select,
};
use domain::PriorityEducation;
use leptos::prelude::*;

/// The field of the school year.
pub fn year(scope: &Scope) -> AnyView {
    let years: Vec<_> = scope
        .years
        .iter()
        .map(|year| (year.to_string(), year.to_string()))
        .collect();
    view! { <Select name="annee" label="Année scolaire" options=years chosen=scope.year.to_string()/> }
        .into_any()
}

/// The field of the level, or all of them.
pub fn level(scope: &Scope) -> AnyView {
    let levels: Vec<_> = scope
        .policy
        .levels
        .iter()
        .map(|level| (level.code.to_string(), level.name.clone()))
        .collect();
    let level = scope.level.map(|level| level.to_string()).unwrap_or_default();
    view! { <Select name="niveau" label="Niveau" any="Tous" options=levels chosen=&level/> }.into_any()
}

/// The field of priority education, or all of it.
pub fn mark(scope: &Scope) -> AnyView {
    let marks = PriorityEducation::ALL.map(|mark| (mark.code().to_owned(), french::mark(mark).to_owned()));
    let mark = scope.mark.map_or("", PriorityEducation::code);
    view! { <Select name="education" label="Éducation prioritaire" any="Toutes" options=marks chosen=mark/> }
        .into_any()
}

/// The button that sends the filters where no script does at each choice.
pub fn send() -> AnyView {
    view! { <Button label="Filtrer" weight=Weight::Secondary auto=true/> }.into_any()
}
