//! Fields of forms: a label for each, its error beside it.

use leptos::prelude::*;

/// A list to choose from: (value, label), the chosen value; `any` is the word for no choice, if it may be left open.
pub fn select(
    name: &str,
    id: &str,
    label: &str,
    any: Option<&str>,
    options: &[(String, String)],
    chosen: &str,
) -> impl IntoView + use<> {
    let any =
        any.map(|word| view! { <option value="" selected=chosen.is_empty()>{word.to_owned()}</option> });
    let options: Vec<_> = options
        .iter()
        .map(|(value, word)| view! { <option value=value.clone() selected=value == chosen>{word.clone()}</option> })
        .collect();
    view! {
        <div class="fr-select-group">
            <label class="fr-label" for=id.to_owned()>{label.to_owned()}</label>
            <select class="fr-select" id=id.to_owned() name=name.to_owned()>{any}{options}</select>
        </div>
    }
}

/// A choice made with one tap: (value, label), the chosen value.
pub fn taps(name: &str, options: &[(String, String)], chosen: &str) -> Vec<AnyView> {
    options
        .iter()
        .map(|(value, word)| {
            view! {
                <label class="c12-tap">
                    <input type="radio" name=name.to_owned() value=value.clone() checked=value == chosen required/>
                    <span>{word.clone()}</span>
                </label>
            }
            .into_any()
        })
        .collect()
}

/// A day.
pub fn day(name: &str, id: &str, label: &str, hint: String, value: &str, max: &str) -> impl IntoView + use<> {
    view! {
        <div class="fr-input-group">
            <label class="fr-label" for=id.to_owned()>{label.to_owned()} <span class="fr-hint-text">{hint}</span></label>
            <input class="fr-input" type="date" id=id.to_owned() name=name.to_owned() value=value.to_owned() max=max.to_owned() required/>
        </div>
    }
}

/// A value that the form carries.
pub fn hidden(name: &str, value: String) -> impl IntoView + use<> {
    view! { <input type="hidden" name=name.to_owned() value=value/> }
}
