//! The header of every page: whose service it is, the account, the menu.

use super::page::Part;
use chrono::NaiveDate;
use domain::{Action, Principal};
use leptos::prelude::*;
use store::import::ImportKind;

/// What the header depends on of who reads: the same for all who have the same rights, so that pages can be cached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// Whether somebody is signed in.
    pub signed_in: bool,
    /// The parts of the menu.
    pub parts: Vec<Part>,
}

impl Bar {
    /// Header of somebody signed in, or of a demonstration's visitor.
    pub fn of(by: &Principal, signed_in: bool, today: NaiveDate) -> Self {
        let may = |action| by.may_somewhere(action, today);
        let imports = ImportKind::ALL.map(import::action);
        let open = |part: &Part| match part {
            Part::Rollout => may(Action::ReadFigures),
            Part::Schools => may(Action::ReadSchools),
            Part::Funding => may(Action::ReadFunding),
            Part::Imports => imports.into_iter().any(may),
            Part::People => may(Action::ManagePeople),
            Part::Trail => may(Action::ReadTrail),
            Part::Methods => true,
            Part::None => false,
        };
        Self {
            signed_in,
            parts: NAVIGATION.iter().map(|(part, ..)| *part).filter(open).collect(),
        }
    }
}

/// Menu entries: part, address, label.
const NAVIGATION: [(Part, &str, &str); 7] = [
    (Part::Rollout, "/", "Déploiement"),
    (Part::Schools, "/recherche", "Écoles"),
    (Part::Funding, "/financement", "Financement"),
    (Part::Imports, "/imports", "Imports"),
    (Part::People, "/personnes", "Personnes"),
    (Part::Trail, "/audit", "Historique"),
    (Part::Methods, "/methodes", "Méthode"),
];

/// The name of the service, the way to the account, the parts of the menu that the reader may open.
#[component]
pub fn Header(
    /// Who reads.
    bar: Bar,
    /// The part of the menu that the page belongs to.
    here: Part,
) -> impl IntoView {
    let shown = NAVIGATION
        .into_iter()
        .filter(|(part, ..)| bar.parts.contains(part));
    let links: Vec<_> = shown
        .map(|(part, href, label)| {
            let current = (part == here).then_some("true");
            view! { <li><a class="c12-nav__link" href=href aria-current=current>{label}</a></li> }
        })
        .collect();
    let (account, label) = if bar.signed_in {
        ("/mon-compte", "Mon compte")
    } else {
        ("/connexion", "Se connecter")
    };
    view! {
        <header role="banner" class="fr-header">
            <div class="fr-header__body">
                <div class="fr-container c12-header">
                    <p class="fr-logo">"République" <br/> "Française"</p>
                    <div class="c12-header__service">
                        <a class="c12-header__name" href="/" title="Accueil - Pilotage de Classe à 12">"Pilotage de Classe à 12"</a>
                        <p class="c12-header__line">"Le déploiement dans les classes dédoublées"</p>
                    </div>
                    <a class="c12-header__account" href=account>{label}</a>
                </div>
            </div>
            <nav id="navigation" class="c12-nav" role="navigation" aria-label="Menu principal">
                <ul class="fr-container c12-nav__list">{links}</ul>
            </nav>
        </header>
    }
}
