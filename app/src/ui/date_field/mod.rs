//! A field for a day.

use leptos::prelude::*;

/// A label, and a day that must be chosen.
#[component]
pub fn DateField(
    /// Its name in the form, and its id.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What helps to fill it.
    #[prop(into)]
    hint: String,
    /// The day that it holds.
    #[prop(into)]
    value: String,
    /// The last day that may be chosen.
    #[prop(into)]
    max: String,
) -> impl IntoView {
    view! {
        <div class="fr-input-group">
            <label class="fr-label" for=name.clone()>{label} <span class="fr-hint-text">{hint}</span></label>
            <input class="fr-input" type="date" id=name.clone() name=name value=value max=max required/>
        </div>
    }
}
