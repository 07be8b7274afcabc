//! Skip links: the way to the parts of a page without going through the others.

use leptos::prelude::*;

/// Links to the content, the menu and the footer.
#[component]
pub fn SkipLinks() -> impl IntoView {
    view! {
        <div class="fr-skiplinks">
            <nav class="fr-container" role="navigation" aria-label="Accès rapide">
                <ul class="fr-skiplinks__list">
                    <li><a class="fr-link" href="#contenu">"Contenu"</a></li>
                    <li><a class="fr-link" href="#navigation">"Menu"</a></li>
                    <li><a class="fr-link" href="#pied">"Pied de page"</a></li>
                </ul>
            </nav>
        </div>
    }
}
