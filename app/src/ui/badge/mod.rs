//! A badge: a word or two that tell a state.

use domain::AdoptionStage;
use leptos::prelude::*;

/// The badge of a state.
#[component]
pub fn Badge(
    /// Its words.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <span class="c12-badge">{label}</span> }
}

/// The badge of a stage.
#[component]
pub fn StageBadge(
    /// The stage.
    stage: AdoptionStage,
) -> impl IntoView {
    view! { <span class=stage_class(stage)>{french::stage(stage)}</span> }
}

/// The badge of a stage as HTML, for the cells of a table.
pub fn stage_html(stage: AdoptionStage) -> String {
    format!(
        "<span class=\"{}\">{}</span>",
        stage_class(stage),
        french::stage(stage)
    )
}

fn stage_class(stage: AdoptionStage) -> String {
    format!("c12-badge c12-badge--{}", stage.code())
}
