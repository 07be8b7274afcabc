//! The ledger as a list.

mod columns;

pub(super) use columns::columns;

use super::{allow, sheet};
use crate::{
    context::Context,
    failure::PageError,
    query::Query,
    ui::{
        address::address,
        breadcrumb::Breadcrumb,
        button::{Button, Weight},
        download_link::DownloadLink,
        page::Page,
        select::Select,
        table::{Look, TableRegion},
    },
};
use domain::{
    Action,
    funding::{BudgetYear, EntryKind, Nature},
};
use leptos::prelude::*;
use store::funding::{LedgerFilter, LedgerPage, Sealed};

/// Entries on a page.
const PAGE: i64 = 50;

fn filter(query: &Query) -> LedgerFilter {
    LedgerFilter {
        kind: query.get("type").and_then(EntryKind::from_code),
        year: query
            .get("exercice")
            .and_then(|year| year.parse().ok())
            .and_then(BudgetYear::new),
        nature: query.get("nature").and_then(Nature::from_code),
    }
}

/// The page of the ledger.
///
/// # Errors
/// [`PageError::Forbidden`] to whoever may not read the money.
pub async fn list(context: &Context, query: &Query) -> Result<Page, PageError> {
    allow(context, Action::ReadFunding)?;
    let filter = filter(query);
    let at: i64 = query
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .clamp(1, 100_000);
    let found = context.store.ledger_page(&filter, (at - 1) * PAGE, PAGE).await?;
    Ok(sheet("Registre", 200, move || view_list(&found, &filter, at)))
}

fn view_list(found: &LedgerPage, filter: &LedgerFilter, at: i64) -> AnyView {
    let path = [("Financement".to_owned(), "/financement".to_owned())];
    let (kind, year, nature) = (
        filter.kind.map(EntryKind::code).unwrap_or_default(),
        filter.year.map(|year| year.to_string()).unwrap_or_default(),
        filter.nature.map(Nature::code).unwrap_or_default(),
    );
    let kinds: Vec<_> = EntryKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), french::funding::kind(*kind).to_owned()))
        .collect();
    let years: Vec<_> = BudgetYear::all()
        .map(|year| (year.to_string(), year.to_string()))
        .collect();
    let natures: Vec<_> = Nature::ALL
        .iter()
        .map(|nature| {
            (
                nature.code().to_owned(),
                french::funding::nature(*nature).to_owned(),
            )
        })
        .collect();
    let turn = |to: i64, label: &'static str| {
        let page = to.to_string();
        let href = address(
            "/financement/registre",
            &[
                ("type", kind),
                ("exercice", &year),
                ("nature", nature),
                ("page", &page),
            ],
        );
        view! { <a class="fr-link" href=href>{label}</a> " " }
    };
    let more = at * PAGE < found.total;
    view! {
        <Breadcrumb path=path here="Registre"/>
        <h1>"Registre"</h1>
        <p class="fr-text--lead">{french::count(found.total, "écriture", "écritures")} ", la dernière d'abord. Une écriture ne se modifie jamais : elle s'annule par une autre."</p>
        <form method="get" class="c12-filters" data-auto="" aria-label="Filtrer le registre">
            <Select name="type" label="Type" any="Tous" options=kinds chosen=kind/>
            <Select name="exercice" label="Exercice" any="Tous" options=years chosen=&year/>
            <Select name="nature" label="Nature" any="Toutes" options=natures chosen=nature/>
            <Button label="Filtrer" weight=Weight::Secondary auto=true/>
        </form>
        {table(&found.entries, "Écritures du registre")}
        <p class="c12-actions">
            {(at > 1).then(|| turn(at - 1, "Page précédente"))}
            {more.then(|| turn(at + 1, "Page suivante"))}
            <DownloadLink href="/financement/registre.csv" label="Télécharger tout le registre (CSV)"/>
            <DownloadLink href="/financement/registre.xlsx" label="Télécharger tout le registre (XLSX)"/>
        </p>
    }
    .into_any()
}

/// Entries as a table; on a phone, as cards.
pub fn table(entries: &[Sealed], label: &'static str) -> AnyView {
    if entries.is_empty() {
        return view! { <div class="c12-empty"><p>"Aucune écriture ne répond à ces filtres."</p></div> }
            .into_any();
    }
    // Receipts are rare: their column comes with them.
    let received = entries.iter().any(|sealed| sealed.entry.moves.received.0 != 0);
    let table = columns(received).page(label, entries);
    view! { <TableRegion table=table look=Look::Cards class="c12-table c12-table--ledger"/> }.into_any()
}
