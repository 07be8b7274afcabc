//! The audit trail as a page and as files: by person, object, day. Lines about money are for those who may read the money.

mod view;
mod words;

use crate::{
    account::person::read_day,
    context::Context,
    failure::PageError,
    french,
    funding::words::UTC,
    query::Query,
    ui::page::{Page, Part},
};
use chrono::Days;
use domain::{AccountId, Action, Actor, calendar::start_of_day, rights::AccessScope};
use report::{Cell, Kind, Sheet, Table};
use std::{collections::BTreeMap, sync::Arc};
use store::audit::{AuditFilter, AuditPage, AuditReader};

/// Lines on a page, and in a file.
const PAGE: i64 = 50;
const FILE_MAX: i64 = 100_000;

struct Trail {
    asked: Query,
    page: AuditPage,
    rank: i64,
    people: Vec<(String, String)>,
    names: BTreeMap<AccountId, String>,
}

async fn load(
    context: &Context,
    query: &Query,
    rank: i64,
    limit: i64,
) -> Result<(AuditPage, BTreeMap<AccountId, String>), PageError> {
    let within = context.reach(Action::ReadTrail, None)?;
    let reader = reader(context, &within);
    let wrong = || PageError::Bad("Jour : écrivez un jour comme 15/03/2021.".to_owned());
    let day = |name| {
        query
            .get(name)
            .map(|text| read_day(text).ok_or_else(wrong))
            .transpose()
    };
    let (from, until) = (day("du")?, day("au")?);
    let filter = AuditFilter {
        author: query
            .get("qui")
            .map(|code| {
                Actor::from_code(code)
                    .ok_or_else(|| PageError::Bad("Personne : choisissez-la dans la liste.".to_owned()))
            })
            .transpose()?,
        // PostgreSQL keeps no NUL; no action and no object holds a control character.
        text: query.get("quoi").map(|text| text.replace(char::is_control, "")),
        from: from.map(start_of_day),
        until: until
            .and_then(|day| day.checked_add_days(Days::new(1)))
            .map(start_of_day),
        refused: query.get("refus").is_some(),
    };
    let page = context
        .store
        .trail(&reader, &filter, (rank - 1) * limit, limit)
        .await?;
    Ok((page, context.store.names().await?))
}

/// The part of the trail that the reader may read.
fn reader<'a>(context: &Context, within: &'a AccessScope) -> AuditReader<'a> {
    let everything = context.may(Action::ManagePeople, None, &[]);
    AuditReader {
        own: context.by.actor,
        within: (!everything).then_some(within),
        money: context.may(Action::ReadFunding, None, &[]),
    }
}

/// Those whose lines who asks may look for: who manages people sees everybody, another reader those who wrote what is theirs to read.
async fn people(
    context: &Context,
    names: &BTreeMap<AccountId, String>,
) -> Result<Vec<(String, String)>, PageError> {
    let within = context.reach(Action::ReadTrail, None)?;
    let reader = reader(context, &within);
    let authors = match reader.within {
        None => None,
        Some(_) => Some(context.store.trail_authors(&reader).await?),
    };
    let told = |id: AccountId| {
        authors
            .as_ref()
            .is_none_or(|authors| authors.contains(&Actor::Account(id)))
    };
    let mut people: Vec<_> = names
        .iter()
        .filter(|(id, _)| told(**id))
        .map(|(id, name)| (Actor::Account(*id).code().into_owned(), name.clone()))
        .collect();
    people.sort_by_key(|(_, name)| domain::search::fold(name));
    people.push(("operator".to_owned(), "La ligne de commande".to_owned()));
    people.push(("nobody".to_owned(), "Personne non connectée".to_owned()));
    Ok(people)
}

/// The page.
///
/// # Errors
/// [`PageError::Forbidden`], [`PageError::Bad`].
pub async fn page(context: &Context, query: &Query) -> Result<Page, PageError> {
    let rank = query
        .get("page")
        .and_then(|rank| rank.parse().ok())
        .unwrap_or(1)
        .clamp(1, 100_000);
    let (page, names) = load(context, query, rank, PAGE).await?;
    let trail = Arc::new(Trail {
        asked: query.clone(),
        page,
        rank,
        people: people(context, &names).await?,
        names,
    });
    let mut page = Page::new(Part::Trail, "Qui a fait quoi", move || trail.view());
    page.kept = false;
    Ok(page)
}

/// The lines as a table.
///
/// # Errors
/// [`PageError::Forbidden`], [`PageError::Bad`].
pub async fn sheet(context: &Context, query: &Query) -> Result<Sheet, PageError> {
    let (page, names) = load(context, query, 1, FILE_MAX).await?;
    let columns = [
        ("Le", "le", Kind::Moment),
        ("Qui", "qui", Kind::Text),
        ("Action", "action", Kind::Text),
        ("Objet", "objet", Kind::Text),
        ("Territoire", "territoire", Kind::Text),
        ("Depuis", "depuis", Kind::Text),
        ("Refusé", "refuse", Kind::Text),
    ];
    let mut table = Table::filed("Qui a fait quoi", &columns);
    for entry in &page.entries {
        table.rows.push(vec![
            Cell::Moment(entry.at),
            Cell::text(french::author(entry.author, &names)),
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
        ("Au", french::long_day(context.today)),
        ("Heures", UTC.to_owned()),
    ];
    Ok(Sheet {
        table,
        about,
        day: context.today,
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
