//! A notice above the page: the data are those of the demonstration.

use chrono::NaiveDate;
use leptos::prelude::*;

/// Says that the data are invented, and leads to the roles.
#[component]
pub fn DemoNotice(
    /// The day on which the demonstration stands.
    today: NaiveDate,
    /// Whether somebody is signed in.
    signed_in: bool,
) -> impl IntoView {
    let day = french::long_day(today);
    let role = if signed_in {
        "Prendre un autre rôle"
    } else {
        "Vous visitez : prendre un rôle"
    };
    view! {
        <div class="fr-notice fr-notice--info c12-demo" role="region" aria-label="Données inventées">
            <div class="fr-container">
                <p class="fr-notice__title">
                    "Données inventées. " <span class="c12-demo__more">
                        "Les écoles, les classes et leur histoire sont une démonstration, arrêtée au " {day} "."
                    </span> " " <a class="c12-demo__role" href="/connexion">{role}</a>
                </p>
            </div>
        </div>
    }
}
