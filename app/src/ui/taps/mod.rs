//! A choice made with one tap: radio buttons, or boxes where several may be chosen, that look like buttons.

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

/// The options side by side, each chosen or not by itself.
#[component]
pub fn Ticks(
    /// Their name in the form.
    name: &'static str,
    /// What may be chosen: (value, word).
    #[prop(into)]
    options: Vec<(String, String)>,
    /// The values chosen.
    chosen: Vec<String>,
) -> impl IntoView {
    options
        .into_iter()
        .map(|(value, word)| {
            let checked = chosen.contains(&value);
            view! {
                <label class="c12-tap">
                    <input type="checkbox" name=name value=value checked=checked/>
                    <span>{word}</span>
                </label>
            }
        })
        .collect_view()
}
