//! A line of text, its error beside it.

use leptos::prelude::*;

/// A label, a line of text, what is wrong with it.
#[component]
pub fn TextField(
    /// Its name in the form.
    name: &'static str,
    /// Its id, where another field of the page has the same name; else its name.
    #[prop(optional, into)]
    id: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What helps to fill it.
    #[prop(optional, into)]
    hint: String,
    /// What it holds.
    #[prop(optional, into)]
    value: String,
    /// `text`, `email`, `date`…
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The id of a list of values that the browser offers.
    #[prop(optional)]
    list: Option<&'static str>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Option<String>,
) -> impl IntoView {
    let id = if id.is_empty() { name.to_owned() } else { id };
    let error_id = format!("{id}-erreur");
    let described = error.is_some().then(|| error_id.clone());
    let (group, input) = match error {
        Some(_) => ("fr-input-group fr-input-group--error", "fr-input fr-input--error"),
        None => ("fr-input-group", "fr-input"),
    };
    let error = error.map(|why| view! { <p class="fr-error-text" id=error_id>{why}</p> });
    view! {
        <div class=group>
            <label class="fr-label" for=id.clone()>{label} <span class="fr-hint-text">{hint}</span></label>
            <input class=input id=id name=name type=kind value=value required=!optional list=list
                autocomplete=autocomplete aria-describedby=described/>
            {error}
        </div>
    }
}
