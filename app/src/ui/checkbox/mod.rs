//! A box to tick.

use leptos::prelude::*;

/// A box that sends `oui` when it is ticked, and its label.
#[component]
pub fn Checkbox(
    /// Its name in the form.
    name: &'static str,
    /// Its id, where another field of the page has the same name; else its name.
    #[prop(optional, into)]
    id: String,
    /// What ticking it means.
    #[prop(into)]
    label: String,
    /// Whether it is ticked.
    #[prop(optional)]
    checked: bool,
    /// Whether it must be ticked.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let id = if id.is_empty() { name.to_owned() } else { id };
    view! {
        <div class="fr-checkbox-group">
            <input type="checkbox" id=id.clone() name=name value="oui" checked=checked required=required/>
            <label class="fr-label" for=id>{label}</label>
        </div>
    }
}
