//! The list of batches: who wrote what, when, how many, and whether it still holds.

use super::words::{how_many, state, title};
use crate::{
    context::Context,
    failure::PageError,
    french::{self, author},
    query::Query,
    ui::{
        address::address,
        button::{Button, ButtonLink, Weight},
        download_link::DownloadLink,
        page::{Page, Part},
        pagination::Pagination,
        select::Select,
        table::TableRegion,
    },
};
use domain::{AccountId, Action, Actor, PolicyCode, adoption::BatchKind};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind, Sheet};
use std::{collections::BTreeMap, sync::Arc};
use store::adoption::{BatchFilter, BatchList, BatchRow};

/// Batches on a page, and in a file.
const PAGE: i64 = 50;
const FILE_MAX: i64 = 100_000;

struct Shown {
    asked: Query,
    rank: i64,
    list: BatchList,
    people: Vec<(String, String)>,
    names: BTreeMap<AccountId, String>,
}

async fn load(context: &Context, query: &Query, rank: i64, limit: i64) -> Result<Shown, PageError> {
    let policy = PolicyCode::HALVED_CLASSES;
    let within = context.reach(Action::ReadSchools, Some(policy))?;
    let wrong = |what: &str| PageError::Bad(format!("{what} : choisissez dans la liste."));
    let kind = query.get("genre").map(BatchKind::from_code);
    let by = query.get("qui").map(Actor::from_code);
    let filter = BatchFilter {
        policy,
        kind: kind.map(|kind| kind.ok_or_else(|| wrong("Genre"))).transpose()?,
        author: by.map(|by| by.ok_or_else(|| wrong("Personne"))).transpose()?,
    };
    let list = context
        .store
        .batches(&filter, &within, (rank - 1) * limit, limit)
        .await?;
    let names = context.store.names().await?;
    let authors = context.store.batch_authors(&within).await?;
    let mut people: Vec<_> = authors
        .into_iter()
        .map(|one| (one.code().into_owned(), author(one, &names)))
        .collect();
    people.sort_by_key(|(_, name)| domain::search::fold(name));
    Ok(Shown {
        asked: query.clone(),
        rank,
        list,
        people,
        names,
    })
}

/// The page.
///
/// # Errors
/// [`PageError::Forbidden`] to who reads no school; a filter that is none.
pub async fn page(context: &Context, query: &Query) -> Result<Page, PageError> {
    let rank = query.get("page").and_then(|rank| rank.parse().ok());
    let rank = rank.unwrap_or(1).clamp(1, 100_000);
    let shown = Arc::new(load(context, query, rank, PAGE).await?);
    let mut page = Page::new(Part::Imports, "Envois", move || shown.view());
    page.kept = false;
    Ok(page)
}

/// The batches as a table.
///
/// # Errors
/// As [`page`].
pub async fn sheet(context: &Context, query: &Query) -> Result<Sheet, PageError> {
    let shown = load(context, query, 1, FILE_MAX).await?;
    let table = shown.columns().file("Envois", &shown.list.batches);
    let about = vec![
        ("Source", "envois enregistrés par le service".to_owned()),
        ("Filtres", filters(&shown)),
        ("Population", french::count(shown.list.total, "envoi", "envois")),
        ("Au", french::long_day(context.today)),
    ];
    Ok(Sheet {
        table,
        about,
        day: context.today,
    })
}

/// The filters, in words.
fn filters(shown: &Shown) -> String {
    let kind = shown.asked.get("genre").and_then(BatchKind::from_code);
    let by = shown.asked.get("qui").and_then(Actor::from_code);
    let mut told: Vec<String> = kind
        .map(|kind| french::batch_kind(kind).to_lowercase())
        .into_iter()
        .collect();
    told.extend(by.map(|by| author(by, &shown.names)));
    if told.is_empty() {
        told.push("aucun".to_owned());
    }
    told.join(" ; ")
}

impl Shown {
    fn columns(&self) -> Columns<'_, BatchRow> {
        let words = |title, name| Column::new(title, name, Kind::Text).class("c12-text");
        Columns::new()
            .with(words("Envoi", "envoi").naming_rows(), |row: &BatchRow| {
                Cell::link(title(row), format!("/envois/{}", row.head.id.0))
            })
            .with(words("Fichier", "fichier").blank("aucun"), |row| {
                Cell::or_empty(
                    Some(row.head.origin.as_str()).filter(|name| !name.is_empty()),
                    Cell::text,
                )
            })
            .with(Column::new("Écrit le", "ecrit_le", Kind::Text), |row| {
                Cell::Text(french::moment(row.recorded_at))
            })
            .with(words("Par", "par"), |row| {
                Cell::text(author(row.author, &self.names))
            })
            .with(Column::new("Combien", "combien", Kind::Text), |row| {
                Cell::Text(how_many(row))
            })
            .with(words("État", "etat"), |row| Cell::Text(state(row)))
            .with(Column::filed("Numéro", "numero", Kind::Text), |row| {
                Cell::text(row.head.id.0.to_string())
            })
    }

    fn address(&self, path: &str, rank: i64) -> String {
        let rank = if rank > 1 { rank.to_string() } else { String::new() };
        let of = |name| self.asked.get(name).unwrap_or_default();
        let query = [
            ("genre", of("genre")),
            ("qui", of("qui")),
            ("page", rank.as_str()),
        ];
        address(path, &query)
    }

    fn view(&self) -> AnyView {
        let total = french::count(self.list.total, "envoi", "envois");
        let list = if self.list.batches.is_empty() {
            view! {
                <div class="c12-empty">
                    <p>"Aucun envoi à montrer. Une mise à jour groupée ou un fichier importé en fait un."</p>
                    <p><ButtonLink href="/envois" label="Tout voir"/></p>
                </div>
            }
            .into_any()
        } else {
            let table = self.columns().page("Envois", &self.list.batches);
            view! { <TableRegion table=table/> }.into_any()
        };
        view! {
            <h1>"Envois"</h1>
            <p class="fr-text--lead">"Ce qui a été écrit ensemble : mises à jour groupées et fichiers, du plus récent au plus ancien. Chacun a son reçu, qui dit s'il s'annule. " {total} "."</p>
            {self.filters()}
            {list}
            <Pagination rank=self.rank last={(self.list.total + PAGE - 1) / PAGE} address={|rank| self.address("/envois", rank)}/>
            <p class="c12-actions"><DownloadLink href=self.address("/envois.csv", 1) label="Télécharger ces envois (CSV)"/>
                <DownloadLink href=self.address("/envois.xlsx", 1) label="Télécharger ces envois (XLSX)"/></p>
        }
        .into_any()
    }

    fn filters(&self) -> AnyView {
        let of = |name| self.asked.get(name).unwrap_or_default();
        let kinds: Vec<_> = BatchKind::ALL
            .iter()
            .map(|kind| (kind.code().to_owned(), french::batch_kind(*kind).to_owned()))
            .collect();
        view! {
            <form method="get" class="c12-filters" aria-label="Filtrer les envois">
                <Select name="genre" label="Genre" any="Tous" options=kinds chosen=of("genre")/>
                <Select name="qui" label="Personne" any="Toutes" options=self.people.clone() chosen=of("qui")/>
                <Button label="Filtrer" weight=Weight::Secondary/>
            </form>
        }
        .into_any()
    }
}
