//! The breadcrumb: the pages above this one.

use leptos::prelude::*;

/// The pages above as links, then this one without.
#[component]
pub fn Breadcrumb(
    /// The pages above, the highest first: (label, address).
    #[prop(into)]
    path: Vec<(String, String)>,
    /// This page.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    let links: Vec<_> = path
        .into_iter()
        .map(|(label, href)| view! { <li><a class="fr-breadcrumb__link" href=href>{label}</a></li> })
        .collect();
    view! {
        <nav role="navigation" class="fr-breadcrumb c12-breadcrumb" aria-label="vous êtes ici :">
            <ol class="fr-breadcrumb__list">
                {links}
                <li><a class="fr-breadcrumb__link" aria-current="page">{here}</a></li>
            </ol>
        </nav>
    }
}
