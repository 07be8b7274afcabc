//! A box to tick.

use leptos::prelude::*;

/// A box that sends `oui` when it is ticked, and its label.
#[component]
pub fn Checkbox(
    /// Its name in the form, and its id.
    name: &'static str,
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
    view! {
        <div class="fr-checkbox-group">
            <input type="checkbox" id=name name=name value="oui" checked=checked required=required/>
            <label class="fr-label" for=name>{label}</label>
        </div>
    }
}
