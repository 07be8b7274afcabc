//! What is published: figures by territory and level, without a person, a school or a small group. The files, their dictionary and their page.

mod figures;

use crate::{
    context::Context,
    failure::PageError,
    french,
    ui::page::{Page, Part},
};
use chrono::NaiveDate;
use domain::{Action, PolicyCode, TerritoryCode, open_data::FEWEST};
use leptos::prelude::*;
use report::{Cell, Kind, Sheet, Table};
use store::{Store, StoreError};

/// The policy whose figures are published.
const POLICY: PolicyCode = PolicyCode::HALVED_CLASSES;

/// A column of a file: its name, what it holds, what it says.
type Column = (&'static str, Kind, &'static str);

/// A file to be taken.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Its name, which is also its address under the page.
    pub name: &'static str,
    /// What it holds.
    what: &'static str,
    columns: &'static [Column],
}

const WEEKS: &[Column] = &[
    ("school_year", Kind::Text, "Année scolaire, comme 2020-2021"),
    (
        "territory",
        Kind::Text,
        "Code du territoire : FR, A14 (académie), D35 (département)",
    ),
    (
        "kind",
        Kind::Text,
        "Nature du territoire : nation, academy, department",
    ),
    (
        "level",
        Kind::Text,
        "Niveau (GS, CP, CE1) ; all : tous. Une classe de deux niveaux compte une fois dans all, et dans chacun de ses niveaux",
    ),
    (
        "week",
        Kind::Day,
        "Lundi de la semaine ; les chiffres sont ceux de sa fin",
    ),
    (
        "population",
        Kind::Number,
        "Classes recensées : le dénominateur de toute part",
    ),
    (
        "estimated",
        Kind::Number,
        "Classes estimées, pas encore confirmées",
    ),
    (
        "onboarded",
        Kind::Number,
        "Embarquées : au stade embarquée, active ou régulière",
    ),
    (
        "using",
        Kind::Number,
        "Utilisatrices : au stade active ou régulière",
    ),
    ("stage_identified", Kind::Number, "Jamais contactées"),
    ("stage_contacted", Kind::Number, "Contactées"),
    ("stage_onboarded", Kind::Number, "Embarquées, pas encore actives"),
    ("stage_active", Kind::Number, "Actives"),
    ("stage_regular", Kind::Number, "Régulières"),
    ("stage_lapsed", Kind::Number, "Décrochées"),
    (
        "stage_declined",
        Kind::Number,
        "Refus ; ils restent dans population",
    ),
    (
        "hidden",
        Kind::Text,
        "true : secret, les nombres sont vides ; false sinon",
    ),
];

const TERRITORIES: &[Column] = &[
    ("code", Kind::Text, "Code du territoire"),
    ("kind", Kind::Text, "Nature : nation, academy, department"),
    ("name", Kind::Text, "Nom"),
    (
        "parent",
        Kind::Text,
        "Code du territoire qui le contient ; vide pour la nation",
    ),
];

const OBJECTIVES: &[Column] = &[
    ("school_year", Kind::Text, "Année scolaire, comme 2020-2021"),
    ("territory", Kind::Text, "Code du territoire"),
    (
        "measure",
        Kind::Text,
        "Ce qui est visé : onboarded (embarquées) ou using (utilisatrices)",
    ),
    ("day", Kind::Day, "Jour visé"),
    (
        "share_per_mille",
        Kind::Number,
        "Part visée de population, pour mille",
    ),
];

const DICTIONARY: &[Column] = &[
    ("file", Kind::Text, "Fichier"),
    ("column", Kind::Text, "Colonne"),
    ("type", Kind::Text, "text, integer ou date (AAAA-MM-JJ)"),
    ("description", Kind::Text, "Ce que dit la colonne"),
];

/// The files, in the order of the page.
pub const FILES: &[File] = &[
    File {
        name: "adoption-hebdomadaire.csv",
        what: "L'adoption par semaine : France, académies, départements, par niveau.",
        columns: WEEKS,
    },
    File {
        name: "territoires.csv",
        what: "Les académies et les départements.",
        columns: TERRITORIES,
    },
    File {
        name: "objectifs.csv",
        what: "Les objectifs de la France, des académies et des départements.",
        columns: OBJECTIVES,
    },
    File {
        name: "dictionnaire.csv",
        what: "Ce que dit chaque colonne.",
        columns: DICTIONARY,
    },
    File {
        name: "LISEZMOI.txt",
        what: "D'où viennent ces données, ce qui y est caché, leur licence.",
        columns: &[],
    },
];

const LICENCE: &str = "Licence Ouverte 2.0 (Etalab)";
const LICENCE_AT: &str = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/";

impl File {
    /// What it is served as.
    pub fn kind(&self) -> &'static str {
        match self.columns.is_empty() {
            true => "text/plain; charset=utf-8",
            false => "text/csv; charset=utf-8",
        }
    }

    /// Makes it, as on a day.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn make(&self, store: &Store, today: NaiveDate) -> Result<String, StoreError> {
        let rows = match self.name {
            "adoption-hebdomadaire.csv" => figures::weeks(store, today).await?,
            "territoires.csv" => figures::territories(store).await?,
            "objectifs.csv" => figures::objectives(store).await?,
            "dictionnaire.csv" => dictionary(),
            _ => return Ok(read_me(today)),
        };
        let columns: Vec<_> = self
            .columns
            .iter()
            .map(|(name, kind, _)| (*name, *kind))
            .collect();
        let mut table = Table::of(self.what, &columns);
        table.rows = rows;
        let about = Vec::new();
        Ok(report::csv(&Sheet {
            table,
            about,
            day: today,
        }))
    }
}

fn dictionary() -> Vec<Vec<Cell>> {
    let of = |file: &'static File| {
        let kind = |kind: Kind| match kind {
            Kind::Day => "date",
            Kind::Number => "integer",
            _ => "text",
        };
        file.columns
            .iter()
            .map(move |(name, holds, says)| [file.name, name, kind(*holds), says].map(Cell::text).to_vec())
    };
    FILES.iter().flat_map(of).collect()
}

fn read_me(today: NaiveDate) -> String {
    let mut out = format!(
        "Déploiement de Classe à 12 : données ouvertes, au {}\r\n\r\nLicence : {LICENCE}\r\n{LICENCE_AT}\r\n\r\n\
         Source : mises à jour de l'adoption, service de pilotage de Classe à 12.\r\n\
         Population : classes dédoublées recensées de chaque année scolaire.\r\n\
         Format : CSV en UTF-8, points-virgules, dates AAAA-MM-JJ.\r\n\r\nFichiers :\r\n",
        french::long_day(today)
    );
    for file in FILES {
        out.push_str(&format!("- {} : {}\r\n", file.name, file.what));
    }
    out.push_str(&format!("\r\nCe qui est caché :\r\n{}\r\n", secret()));
    out
}

/// What is hidden, in words.
fn secret() -> String {
    format!(
        "Aucune personne, aucune école. Un groupe (territoire et niveau) de moins de {FEWEST} classes est caché, et l'est pour toute l'année scolaire s'il l'est une semaine : ses nombres sont vides et la colonne hidden vaut true. D'autres groupes, les plus petits, sont cachés avec lui, pour qu'aucune soustraction dans ces fichiers ne le retrouve ; deux publications de jours différents peuvent, elles, se comparer. Une ligne absente n'a aucune classe."
    )
}

/// The page that lists the files.
///
/// # Errors
/// [`PageError::Forbidden`] to whoever reads no figures.
pub fn page(context: &Context) -> Result<Page, PageError> {
    allow(context)?;
    let today = context.today;
    Ok(Page::new(Part::None, "Données ouvertes", move || view(today)))
}

/// A file by its name.
///
/// # Errors
/// [`PageError`]: no such file; forbidden.
pub async fn file(context: &Context, name: &str) -> Result<(&'static File, String), PageError> {
    allow(context)?;
    let known = FILES.iter().find(|file| file.name == name);
    let file = known.ok_or(PageError::NotFound("Ce fichier"))?;
    Ok((file, file.make(&context.store, context.today).await?))
}

fn allow(context: &Context) -> Result<(), PageError> {
    context.allow(Action::ReadFigures, Some(POLICY), &[TerritoryCode::nation()])
}

fn view(today: NaiveDate) -> AnyView {
    let files = FILES.iter().map(|file| {
        view! { <dt><a href=format!("/donnees-ouvertes/{}", file.name) download="">{file.name}</a></dt><dd>{file.what}</dd> }
    });
    let files: Vec<_> = files.collect();
    view! {
        <h1>"Données ouvertes"</h1>
        <p class="fr-text--lead">{format!("Les chiffres du déploiement à publier, au {}.", french::long_day(today))}</p>
        <dl class="c12-facts c12-facts--wide">{files}</dl>
        <h2>"Ce qui est caché"</h2>
        <p>{secret()}</p>
        <h2>"Licence"</h2>
        <p>"Ces fichiers peuvent être publiés et réutilisés sous " <a href=LICENCE_AT rel="external">{LICENCE}</a> " : citez le service et le jour."</p>
        <p>"Pour un outil qui lit avec vos droits, sans rien cacher de ce que vous voyez : " <a href="/api/v1">"l'API de lecture"</a> "."</p>
    }
    .into_any()
}
