//! How to take the figures elsewhere with other tools: the API, for people.

use crate::ui::{
    html,
    page::{Page, Part},
    table::TableRegion,
};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind};

/// A resource: its address under the root, what it holds, who reads it.
type Resource = (&'static str, &'static str, &'static str);

/// The resources.
const RESOURCES: [Resource; 7] = [
    (
        "territories",
        "Les territoires : code, nature, nom, territoire qui les contient.",
        "toute personne qui a un rôle",
    ),
    (
        "territories/{code}/weeks",
        "Où en est un territoire à la fin de chaque semaine.",
        "toute personne qui a un rôle",
    ),
    (
        "territories/{code}/children",
        "Où en sont les territoires qu'il contient ; les écoles d'une circonscription.",
        "toute personne qui a un rôle ; les écoles, celles qui les voient",
    ),
    (
        "territories/{code}/units",
        "Les classes, page après page.",
        "celles qui voient ces écoles",
    ),
    ("objectives", "Les objectifs.", "toute personne qui a un rôle"),
    (
        "funding",
        "Plafonds, consommé et disponible, par exercice, en centimes.",
        "celles qui lisent les crédits",
    ),
    (
        "funding/entries",
        "Les écritures du registre, en centimes.",
        "celles qui lisent les crédits",
    ),
];

/// The filters: their name, what they say.
const FILTERS: [(&str, &str); 8] = [
    (
        "year",
        "l'année scolaire, comme 2020-2021 ; un exercice comme 2021 pour funding/entries",
    ),
    ("level", "un niveau : GS, CP, CE1"),
    ("priority_education", "none, rep ou rep-plus"),
    (
        "from, to",
        "les semaines qui commencent entre deux jours, comme 2021-03-15",
    ),
    (
        "kind, parent",
        "des territoires : leur nature (nation, academy, department, district), celui qui les contient",
    ),
    ("territory", "un territoire, pour objectives"),
    (
        "cursor, limit",
        "des classes : le « next » de la page précédente, et combien par page (500, 2 000 au plus)",
    ),
    (
        "format",
        "json, ou csv pour les lignes seules (UTF-8, virgules ; le curseur suivant dans l'en-tête Next-Cursor)",
    ),
];

/// The page. `public`: the service's address.
pub fn page(public: &str) -> Page {
    let root = format!("{public}/api/v1");
    Page::new(Part::None, "API de lecture", move || view(&root))
}

fn view(root: &str) -> AnyView {
    let words = |title: &str| Column::titled(title, Kind::Text).class("c12-text");
    let columns = Columns::new()
        .with(words("Adresse").naming_rows(), |(path, ..): &Resource| {
            Cell::html(format!("<code>{}</code>", html::escape(path)))
        })
        .with(words("Ce qu'elle donne"), |(_, what, _)| Cell::text(*what))
        .with(words("Qui la lit"), |(.., who)| Cell::text(*who));
    let resources = columns.page("Ressources", &RESOURCES);
    let filters = FILTERS.map(|(name, what)| view! { <dt><code>{name}</code></dt><dd>{what}</dd> });
    let curl = format!(
        "curl -H \"Authorization: Bearer $JETON\" \\\n  \"{root}/territories/D35/weeks?year=2020-2021\""
    );
    let paged = format!(
        "curl -i -H \"Authorization: Bearer $JETON\" \\\n  \"{root}/territories/D35/units?limit=100&format=csv\""
    );
    let grist = format!(
        "import json, urllib.request\nasked = urllib.request.Request(\n  \"{root}/territories/FR/children\",\n  headers={{\"Authorization\": \"Bearer …\"}})\nrows = json.load(urllib.request.urlopen(asked))[\"items\"]"
    );
    let csv = format!("{root}/territories/FR/children?format=csv");
    view! {
        <h1>"API de lecture"</h1>
        <p class="fr-text--lead">"Les chiffres des pages, pour d'autres outils : en lecture seule, avec vos droits, à jour à chaque appel."</p>
        <h2>"Commencer"</h2>
        <ol>
            <li>"Créez un jeton sur la page " <a href="/mon-compte#jetons">"Mon compte"</a> ". Il n'est montré qu'une fois."</li>
            <li>"Envoyez-le dans l'en-tête " <code>"Authorization: Bearer c12_…"</code> ", jamais dans une adresse."</li>
            <li>"Il a les droits de votre compte, relus à chaque appel, et ne sait que lire. Il s'arrête à son terme, quand vous le révoquez, ou quand votre compte ferme."</li>
        </ol>
        <p>"Description pour les programmes : " <a href="/api/v1/openapi.json" download="">"openapi.json"</a> " (OpenAPI 3.1)."</p>
        <h2>"Ressources"</h2>
        <p>"Toutes sous " <code>{format!("{root}/")}</code> "."</p>
        <TableRegion table=resources/>
        <h2>"Filtres"</h2>
        <dl class="c12-facts c12-facts--wide">{filters}</dl>
        <h2>"Réponses"</h2>
        <p>"Une réponse porte " <code>"items"</code> " (les lignes), " <code>"day"</code> " (le jour des chiffres), " <code>"data_version"</code> " (elle croît à chaque changement) et " <code>"next"</code> " (la page suivante, ou rien)."</p>
        <p><code>"population"</code> " : classes recensées, le dénominateur. " <code>"onboarded"</code> " : embarquées, c'est-à-dire embarquée, active ou régulière. " <code>"using"</code> " : utilisatrices, active ou régulière. " <code>"stage_…"</code> " : chaque stade. " <code>"estimated"</code> " : pas encore confirmées. Un refus reste au dénominateur."</p>
        <p>"Renvoyez l'en-tête " <code>"ETag"</code> " d'une réponse dans " <code>"If-None-Match"</code> " : tant que rien ne change, la réponse est vide (304). Un refus est dit en français (" <code>"application/problem+json"</code> ")."</p>
        <h2>"Exemples"</h2>
        <h3>"curl"</h3>
        <pre class="c12-code" tabindex="0"><code>{curl}</code></pre>
        <pre class="c12-code" tabindex="0"><code>{paged}</code></pre>
        <h3>"Grist"</h3>
        <p>"Dans un script, ou un traitement planifié qui remplit une table :"</p>
        <pre class="c12-code" tabindex="0"><code>{grist}</code></pre>
        <h3>"Metabase et Superset"</h3>
        <p>"Ils lisent des bases et des fichiers : donnez l'adresse en CSV à ce qui les remplit chaque nuit (Airbyte, un script, un import de fichier), avec le jeton en en-tête."</p>
        <pre class="c12-code" tabindex="0"><code>{csv}</code></pre>
    }
    .into_any()
}
