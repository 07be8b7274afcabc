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
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Option<String>,
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
    let described = error.is_some().then(|| format!("{id}-erreur"));
    let group = if error.is_some() {
        "fr-select-group fr-select-group--error"
    } else {
        "fr-select-group"
    };
    let error = error.map(|why| view! { <p class="fr-error-text" id=format!("{id}-erreur")>{why}</p> });
    view! {
        <div class=group>
            <label class="fr-label" for=id.clone()>{label}</label>
            <select class="fr-select" id=id name=name aria-describedby=described>{any}{options}</select>
            {error}
        </div>
    }
}
