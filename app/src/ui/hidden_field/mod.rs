//! A value that a form carries.

use leptos::prelude::*;

/// A name and a value that nobody sees.
#[component]
pub fn HiddenField(
    /// Its name in the form.
    name: &'static str,
    /// What it holds.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}
