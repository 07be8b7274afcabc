//! A question before what moves more than one line: opened, read, then done. It works without a script.

use leptos::prelude::*;

/// What is asked, closed at first, around the form that does it.
#[component]
pub fn Confirm(
    /// What is about to be done: `Fermer le compte`.
    #[prop(into)]
    label: String,
    /// What it changes.
    #[prop(into)]
    text: String,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="c12-details c12-confirm">
            <summary>{label}</summary>
            <p>{text}</p>
            {children()}
        </details>
    }
}
