//! A page and the frame around it: head, header, banner, footer.

use crate::french;
use chrono::NaiveDate;
use domain::{Action, Principal};
use leptos::prelude::*;
use std::sync::Arc;
use store::{DemoMark, import::ImportKind};

/// A page, loaded and ready to be shown. A clone is the same page.
#[derive(Clone)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// Its status.
    pub status: u16,
    /// Whether it is the same for everyone until the data changes: it holds no form's id.
    pub kept: bool,
    /// Whether it holds an island, hence needs the wasm.
    pub island: bool,
    /// Whether it learns that there are newer figures: it holds no form that is being filled.
    pub live: bool,
    /// The part of the navigation it belongs to.
    pub part: Part,
    body: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

impl Page {
    /// A page that can be kept, without island.
    pub fn new(
        part: Part,
        title: impl Into<String>,
        body: impl Fn() -> AnyView + Send + Sync + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            status: 200,
            kept: true,
            island: false,
            live: false,
            part,
            body: Arc::new(body),
        }
    }
}

/// A part of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Figures, schools, updates.
    Rollout,
    /// The search of a school.
    Schools,
    /// The money of the convention.
    Funding,
    /// Files.
    Imports,
    /// People and their roles.
    People,
    /// Who did what.
    Trail,
    /// What the figures mean.
    Methods,
    /// None of them.
    None,
}

/// What the frame needs to know.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The addresses of the assets by their names: `(classe12.css, /assets/…)`.
    pub assets: Vec<(String, String)>,
    /// The mark of the invented nation.
    pub demo: Option<DemoMark>,
}

impl Frame {
    fn asset(&self, name: &str) -> String {
        let found = self.assets.iter().find(|(known, _)| known == name);
        found.map_or_else(|| format!("/assets/{name}"), |(_, href)| href.clone())
    }
}

/// Who reads, as far as the frame shows it: the same for all who have the same rights.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// Whether somebody is signed in.
    pub signed_in: bool,
    /// The parts of the menu.
    pub parts: Vec<Part>,
}

impl Bar {
    /// The bar of somebody signed in, or of a demonstration's visitor.
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

const NAVIGATION: [(Part, &str, &str); 7] = [
    (Part::Rollout, "/", "Déploiement"),
    (Part::Schools, "/recherche", "Écoles"),
    (Part::Funding, "/financement", "Financement"),
    (Part::Imports, "/imports", "Imports"),
    (Part::People, "/personnes", "Personnes"),
    (Part::Trail, "/audit", "Historique"),
    (Part::Methods, "/methodes", "Méthode"),
];

/// The whole document as HTML, made of the data of a version. Everything is loaded before: nothing waits, hence nothing is streamed.
pub fn html(frame: &Frame, bar: &Bar, page: &Page, version: i64) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| document(frame, bar, page, version).to_html());
    owner.unset_with_forced_cleanup();
    html
}

fn document(frame: &Frame, bar: &Bar, page: &Page, version: i64) -> impl IntoView + use<> {
    // What shows figures learns that there are newer ones; a form that is being filled is left alone.
    let version = (page.status == 200 && page.live).then(|| version.to_string());
    let title = format!("{} - Pilotage de Classe à 12", page.title);
    let island = page
        .island
        .then(|| view! { <script type="module" src=frame.asset("classe12-island.js")></script> });
    // Asked for at once: a font that comes after the first words are shown is left for the next page.
    let fonts = ["Regular", "Medium", "Bold"].map(|weight| {
        let href = frame.asset(&format!("fonts/Marianne-{weight}.woff2"));
        view! { <link as="font" rel="preload" href=href type="font/woff2" crossorigin="anonymous"/> }
    });
    view! {
        <!DOCTYPE html>
        <html lang="fr" data-fr-scheme="system">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{title}</title>
                <meta name="description" content="Le suivi du déploiement national de Classe à 12 auprès des classes dédoublées."/>
                <link rel="icon" href=frame.asset("favicon.svg") type="image/svg+xml"/>
                <link rel="stylesheet" href=frame.asset("classe12.css")/>
                {fonts.into_iter().collect_view()}
                <script type="module" src=frame.asset("classe12-page.js")></script>
                {island}
            </head>
            <body data-version=version>
                {skip_links()}
                {header(bar, page.part)}
                {frame.demo.as_ref().map(|mark| banner(mark, bar.signed_in))}
                <main id="contenu" class="fr-container fr-py-3w" tabindex="-1">{(page.body)()}</main>
                {footer()}
            </body>
        </html>
    }
}

fn skip_links() -> impl IntoView {
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

fn header(bar: &Bar, here: Part) -> impl IntoView + use<> {
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

fn banner(mark: &DemoMark, signed_in: bool) -> impl IntoView + use<> {
    let day = french::long_day(mark.today);
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

fn footer() -> impl IntoView {
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
