//! A file to send.

use leptos::prelude::*;

/// A label, what helps to choose the file, and the file.
#[component]
pub fn FileField(
    /// Its name in the form, and its id.
    name: &'static str,
    /// Its label.
    #[prop(into)]
    label: String,
    /// The files that the browser offers.
    accept: &'static str,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// What helps to choose it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="fr-upload-group">
            <label class="fr-label" for=name>{label} " " <span class="fr-hint-text">{children()}</span></label>
            <input class="fr-upload" type="file" id=name name=name accept=accept required=!optional/>
        </div>
    }
}
