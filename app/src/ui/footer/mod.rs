//! The footer of every page.

use leptos::prelude::*;

/// Whose service it is, and the pages that say where its figures and data come from.
#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="fr-footer" role="contentinfo" id="pied">
            <div class="fr-container">
                <p class="c12-footer">
                    "Service de l'État : convention du fonds d'accélération (FAST) entre le ministère de l'Éducation nationale et la DINUM. "
                    <a href="/methodes">"D'où viennent les chiffres"</a> ". " <a href="/donnees-ouvertes">"Données ouvertes"</a> ". " <a href="/donnees-personnelles">"Données personnelles"</a> ". Accessibilité : non déclarée à ce jour."
                </p>
            </div>
        </footer>
    }
}
