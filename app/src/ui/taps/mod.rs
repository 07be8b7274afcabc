//! A choice made with one tap: radio buttons that look like buttons.

use leptos::prelude::*;

/// The options side by side.
#[component]
pub fn Taps(
    /// Its name in the form.
    name: &'static str,
    /// What may be chosen: (value, word).
    #[prop(into)]
    options: Vec<(String, String)>,
    /// The value chosen.
    #[prop(into)]
    chosen: String,
) -> impl IntoView {
    options
        .into_iter()
        .map(|(value, word)| {
            let checked = value == chosen;
            view! {
                <label class="c12-tap">
                    <input type="radio" name=name value=value checked=checked required/>
                    <span>{word}</span>
                </label>
            }
        })
        .collect_view()
}
