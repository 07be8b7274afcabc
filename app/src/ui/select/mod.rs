//! A list to choose from.

use leptos::prelude::*;

/// A label, and a list of options.
#[component]
pub fn Select(
    /// Its name in the form.
    name: &'static str,
    /// Its id, where another field of the page has the same name; else its name.
    #[prop(optional, into)]
    id: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// The word for no choice, if it may be left open.
    #[prop(optional, into)]
    any: Option<String>,
    /// What may be chosen: (value, word).
    #[prop(into)]
    options: Vec<(String, String)>,
    /// The value chosen.
    #[prop(into)]
    chosen: String,
) -> impl IntoView {
    let id = if id.is_empty() { name.to_owned() } else { id };
    let any = any.map(|word| view! { <option value="" selected=chosen.is_empty()>{word}</option> });
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, word)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{word}</option> }
        })
        .collect();
    view! {
        <div class="fr-select-group">
            <label class="fr-label" for=id.clone()>{label}</label>
            <select class="fr-select" id=id name=name>{any}{options}</select>
        </div>
    }
}
