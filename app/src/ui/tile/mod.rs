//! A tile: a figure with its word and what it is a share of.

use leptos::prelude::*;

/// A figure of a list of tiles.
#[component]
pub fn Tile(
    /// Its word.
    #[prop(into)]
    label: String,
    /// Its value, as it is read.
    #[prop(into)]
    value: String,
    /// What it is a share of, or how it moves.
    #[prop(into)]
    note: String,
) -> impl IntoView {
    view! {
        <div class="c12-tile">
            <dt class="c12-tile__label">{label}</dt>
            <dd class="c12-tile__value">{value}</dd>
            <dd class="c12-tile__note">{note}</dd>
        </div>
    }
}
