//! Who did what: by person, object, day.

use crate::{
    account::person::read_day,
    desk::Desk,
    failure::Failure,
    french,
    funding::words::UTC,
    import,
    query::Query,
    ui::{
        address::address,
        form::{Line, line, select},
        page::{Page, Part},
    },
    words,
};
use chrono::Days;
use domain::{AccountId, Action, Actor, Role, rights::Reach};
use leptos::prelude::*;
use report::{Cell, Kind, Sheet, Table};
use std::{collections::BTreeMap, sync::Arc};
use store::{
    audit::{TrailEntry, TrailFilter, TrailPage},
    import::{ImportKind, ImportState},
};
use uuid::Uuid;

/// Lines on a page, and in a file.
const PAGE: i64 = 50;
const FILE_MAX: i64 = 100_000;

/// What a deed is, in words.
fn deed(action: &str) -> &str {
    match action {
        "adoption.recorded" => "Mise à jour de classes",
        "calendar.break-added" => "Calendrier scolaire : période ajoutée",
        "calendar.break-taken-back" => "Calendrier scolaire : période retirée",
        "forecast.kept" => "Prévisions de la semaine conservées",
        "import.opened" => "Fichier apporté",
        "import.applied" => "Fichier enregistré",
        "import.closed" => "Import terminé",
        "import.interrupted" => "Imports interrompus",
        "account.invited" => "Invitation",
        "account.made" => "Compte créé",
        "account.role-given" => "Rôle donné",
        "account.role-taken" => "Rôle repris",
        "account.changed" => "Personne modifiée",
        "account.closed" => "Compte fermé",
        "account.erased" => "Personne effacée",
        "account.bound" => "Identité rattachée",
        "link.made" => "Lien créé",
        "session.opened" => "Connexion",
        "session.closed" => "Déconnexion",
        "session.others-closed" => "Autres sessions fermées",
        "token.made" => "Jeton créé",
        "token.revoked" => "Jeton révoqué",
        "access.refused" => "Accès",
        "retention.set" => "Durée de conservation changée",
        "retention.applied" => "Données arrivées à leur terme",
        "demo.loaded" => "Démonstration créée",
        other => other,
    }
}

struct Trail {
    asked: Query,
    page: TrailPage,
    rank: i64,
    people: Vec<(String, String)>,
    names: BTreeMap<AccountId, String>,
}

async fn load(
    desk: &Desk,
    query: &Query,
    rank: i64,
    limit: i64,
) -> Result<(TrailPage, BTreeMap<AccountId, String>), Failure> {
    let within = desk.reach(Action::ReadTrail, None)?;
    let everything = desk.may(Action::ManagePeople, None, &[]);
    let reach: Option<&Reach> = (!everything).then_some(&within);
    let wrong = || Failure::Bad("Jour : écrivez un jour comme 15/03/2021.".to_owned());
    let day = |name| {
        query
            .get(name)
            .map(|text| read_day(text).ok_or_else(wrong))
            .transpose()
    };
    let (from, until) = (day("du")?, day("au")?);
    let at = |day: chrono::NaiveDate| french::start_of(day);
    let filter = TrailFilter {
        author: query
            .get("qui")
            .map(|code| {
                Actor::from_code(code)
                    .ok_or_else(|| Failure::Bad("Personne : choisissez-la dans la liste.".to_owned()))
            })
            .transpose()?,
        // PostgreSQL keeps no NUL; no action and no object holds a control character.
        text: query.get("quoi").map(|text| text.replace(char::is_control, "")),
        from: from.map(at),
        until: until.and_then(|day| day.checked_add_days(Days::new(1))).map(at),
        refused: query.get("refus").is_some(),
    };
    let page = desk
        .store
        .trail(desk.by.actor, reach, &filter, (rank - 1) * limit, limit)
        .await?;
    Ok((page, desk.store.names().await?))
}

/// The page.
///
/// # Errors
/// [`Failure::Forbidden`], [`Failure::Bad`].
pub async fn page(desk: &Desk, query: &Query) -> Result<Page, Failure> {
    let rank = query
        .get("page")
        .and_then(|rank| rank.parse().ok())
        .unwrap_or(1)
        .clamp(1, 100_000);
    let (page, names) = load(desk, query, rank, PAGE).await?;
    let mut people: Vec<_> = names
        .iter()
        .map(|(id, name)| (Actor::Account(*id).code().into_owned(), name.clone()))
        .collect();
    people.sort_by_key(|(_, name)| domain::fold::fold(name));
    people.push(("operator".to_owned(), "La ligne de commande".to_owned()));
    people.push(("nobody".to_owned(), "Personne non connectée".to_owned()));
    let trail = Arc::new(Trail {
        asked: query.clone(),
        page,
        rank,
        people,
        names,
    });
    let mut page = Page::new(Part::Trail, "Qui a fait quoi", move || trail.view());
    page.kept = false;
    Ok(page)
}

impl Trail {
    fn address(&self, path: &str, rank: i64) -> String {
        let rank = if rank > 1 { rank.to_string() } else { String::new() };
        let of = |name| self.asked.get(name).unwrap_or_default();
        let query = [
            ("qui", of("qui")),
            ("quoi", of("quoi")),
            ("du", of("du")),
            ("au", of("au")),
            ("refus", of("refus")),
            ("page", rank.as_str()),
        ];
        address(path, &query)
    }

    fn view(&self) -> AnyView {
        let rows: Vec<_> = self.page.entries.iter().map(|entry| self.row(entry)).collect();
        let total = french::count(self.page.total, "ligne répond", "lignes répondent");
        let list = if rows.is_empty() {
            view! { <div class="c12-empty"><p>"Aucune ligne ne répond à ces filtres."</p><p><a class="fr-btn" href="/audit">"Tout voir"</a></p></div> }.into_any()
        } else {
            view! { <ul class="c12-trail">{rows}</ul> }.into_any()
        };
        view! {
            <h1>"Qui a fait quoi"</h1>
            <p class="fr-text--lead">"Chaque changement et chaque tentative refusée, du plus récent au plus ancien. " {total} "."</p>
            {self.filters()}
            {list}
            {crate::ui::parts::pages(self.rank, (self.page.total + PAGE - 1) / PAGE, |rank| self.address("/audit", rank))}
            <p class="c12-actions"><a class="fr-link" href=self.address("/audit.csv", 1) download="">"Télécharger ces lignes (CSV)"</a> <a class="fr-link" href=self.address("/audit.xlsx", 1) download="">"Télécharger ces lignes (XLSX)"</a></p>
        }
        .into_any()
    }

    fn filters(&self) -> AnyView {
        let of = |name| self.asked.get(name).unwrap_or_default();
        let field = |name, label, kind| Line {
            name,
            label,
            value: of(name),
            kind,
            optional: true,
            ..Line::default()
        };
        view! {
            <form method="get" class="c12-filters" aria-label="Filtrer">
                {select("qui", "qui", "Personne", Some("Toutes"), &self.people, of("qui"))}
                {line(field("quoi", "Action ou objet", "text"), None)}
                {line(field("du", "Du", "date"), None)}
                {line(field("au", "Au", "date"), None)}
                <div class="fr-checkbox-group"><input type="checkbox" id="refus" name="refus" value="oui" checked=!of("refus").is_empty()/>
                    <label class="fr-label" for="refus">"Refus seulement"</label></div>
                <button class="fr-btn fr-btn--secondary" type="submit">"Filtrer"</button>
            </form>
        }
    .into_any()
    }

    fn row(&self, entry: &TrailEntry) -> AnyView {
        let refused = entry
            .refused
            .then(|| view! { " " <span class="c12-badge c12-badge--stale">"refusé"</span> });
        let place = entry
            .territory
            .map(|code| format!(" · {code}"))
            .unwrap_or_default();
        let origin = entry
            .origin
            .as_ref()
            .map(|origin| format!(" · depuis {origin}"))
            .unwrap_or_default();
        view! {
            <li>
                <span><strong>{deed(&entry.action).to_owned()}</strong> {refused} " " <span class="c12-trail__object">{self.object(entry)}</span></span>
                <span class="c12-history__who">{french::moment(entry.at)} " · " {words::author(entry.author, &self.names)} {place} {origin}</span>
            </li>
        }
    .into_any()
    }

    /// An object in words: people by their names, roles by their words. Ids are the file's alone.
    fn object(&self, entry: &TrailEntry) -> String {
        // A method and its path are one object.
        if entry.action == "access.refused" {
            return entry.object.clone();
        }
        let word = |part: &str| {
            let person = Actor::from_code(part).and_then(Actor::account);
            if let Some(name) = person.and_then(|id| self.names.get(&id)) {
                return name.clone();
            }
            if let Some(role) = Role::from_code(part) {
                return words::role(role).to_lowercase();
            }
            if let Some((unit, event)) = part
                .split_once('/')
                .filter(|(unit, _)| unit.parse::<i64>().is_ok())
            {
                return format!("classe n° {unit}, mise à jour {event}");
            }
            if let Ok(day) = part.parse::<chrono::NaiveDate>() {
                return format!("dès le {}", french::short_day(day));
            }
            if let Some(kind) = ImportKind::from_code(part) {
                return imports::kind(kind).to_lowercase();
            }
            if let Some(state) = ImportState::from_code(part) {
                return imports::state(state).to_lowercase();
            }
            match part {
                "sign-in" => "connexion".to_owned(),
                "link" => "lien".to_owned(),
                "role" => "rôle de la démonstration".to_owned(),
                "proconnect" => "ProConnect".to_owned(),
                "uninvited" => "sans invitation".to_owned(),
                "unknown" => "adresse inconnue".to_owned(),
                _ => part.to_owned(),
            }
        };
        let told = entry
            .object
            .split(' ')
            .filter(|part| Uuid::parse_str(part).is_err());
        told.map(word).collect::<Vec<_>>().join(" · ")
    }
}

/// The lines as a table.
///
/// # Errors
/// [`Failure::Forbidden`], [`Failure::Bad`].
pub async fn sheet(desk: &Desk, query: &Query) -> Result<Sheet, Failure> {
    let (page, names) = load(desk, query, 1, FILE_MAX).await?;
    let columns = [
        ("le", Kind::Moment),
        ("qui", Kind::Text),
        ("action", Kind::Text),
        ("objet", Kind::Text),
        ("territoire", Kind::Text),
        ("depuis", Kind::Text),
        ("refuse", Kind::Text),
    ];
    let mut table = Table::of("Qui a fait quoi", &columns);
    for entry in &page.entries {
        table.rows.push(vec![
            Cell::Moment(entry.at),
            Cell::text(words::author(entry.author, &names)),
            Cell::text(&entry.action),
            Cell::text(&entry.object),
            Cell::or_empty(entry.territory, |code| Cell::text(code.as_str())),
            Cell::or_empty(entry.origin.as_deref(), Cell::text),
            Cell::text(if entry.refused { "oui" } else { "non" }),
        ]);
    }
    let asked = FILTERS.iter().filter_map(|(name, label)| {
        let value = query.get(name)?;
        Some(format!("{label} : {value}"))
    });
    let asked = asked.collect::<Vec<_>>().join(" ; ");
    let filters = if asked.is_empty() {
        "aucun".to_owned()
    } else {
        asked
    };
    let about = vec![
        ("Source", "piste d'audit du service".to_owned()),
        ("Filtres", filters),
        ("Population", french::count(page.total, "ligne", "lignes")),
        ("Au", french::long_day(desk.today)),
        ("Heures", UTC.to_owned()),
    ];
    Ok(Sheet {
        table,
        about,
        day: desk.today,
    })
}

/// The filters of the page, in words.
const FILTERS: [(&str, &str); 5] = [
    ("qui", "personne"),
    ("quoi", "action ou objet"),
    ("du", "du"),
    ("au", "au"),
    ("refus", "refus seulement"),
];
