//! The ledger as a list, and a commitment with its life.

use super::{allow, sheet};
use crate::{
    desk::Desk,
    failure::Failure,
    french::{self, euros, short_day},
    query::Query,
    ui::{address::address, form::select, page::Page, parts},
};
use chrono::Datelike;
use domain::{
    Action,
    funding::{BudgetYear, EntryKind, EntryNumber, Nature},
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
/// [`Failure::Forbidden`] to whoever may not read the money.
pub async fn list(desk: &Desk, query: &Query) -> Result<Page, Failure> {
    allow(desk, Action::ReadFunding)?;
    let filter = filter(query);
    let at: i64 = query
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .clamp(1, 100_000);
    let found = desk.store.ledger_page(&filter, (at - 1) * PAGE, PAGE).await?;
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
        .map(|kind| (kind.code().to_owned(), french::money::kind(*kind).to_owned()))
        .collect();
    let years: Vec<_> = BudgetYear::all()
        .map(|year| (year.to_string(), year.to_string()))
        .collect();
    let natures: Vec<_> = Nature::ALL
        .iter()
        .map(|nature| {
            (
                nature.code().to_owned(),
                french::money::nature(*nature).to_owned(),
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
        {parts::breadcrumb(&path, "Registre")}
        <h1>"Registre"</h1>
        <p class="fr-text--lead">{french::count(found.total, "écriture", "écritures")} ", la dernière d'abord. Une écriture ne se modifie jamais : elle s'annule par une autre."</p>
        <form method="get" class="c12-filters" data-auto="" aria-label="Filtrer le registre">
            {select("type", "type", "Type", Some("Tous"), &kinds, kind)}
            {select("exercice", "exercice", "Exercice", Some("Tous"), &years, &year)}
            {select("nature", "nature", "Nature", Some("Toutes"), &natures, nature)}
            <button class="fr-btn fr-btn--secondary" type="submit" data-auto-button="">"Filtrer"</button>
        </form>
        {table(&found.entries, "Écritures du registre")}
        <p class="c12-actions">
            {(at > 1).then(|| turn(at - 1, "Page précédente"))}
            {more.then(|| turn(at + 1, "Page suivante"))}
            <a class="fr-link" href="/financement/registre.csv" download="">"Télécharger tout le registre (CSV)"</a>
            <a class="fr-link" href="/financement/registre.xlsx" download="">"Télécharger tout le registre (XLSX)"</a>
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
    let shown = AMOUNTS.len() - usize::from(!received);
    let rows: Vec<_> = entries.iter().map(|sealed| row(sealed, shown)).collect();
    let heads = AMOUNTS
        .into_iter()
        .take(shown)
        .map(|amount| view! { <th scope="col" role="columnheader">{amount}</th> });
    let heads: Vec<_> = heads.collect();
    view! {
        <div class="c12-table c12-table--ledger" tabindex="0" role="region" aria-label=label>
            <table role="table">
                <thead role="rowgroup"><tr role="row">
                    <th scope="col" role="columnheader">"N°"</th><th scope="col" role="columnheader" class="c12-text">"Jour"</th>
                    <th scope="col" role="columnheader" class="c12-text">"Écriture"</th>
                    {heads}
                </tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The amounts of an entry.
const AMOUNTS: [&str; 5] = ["AE", "CP", "Certifié", "Plafond AE, CP", "Recette"];

fn row(sealed: &Sealed, shown: usize) -> AnyView {
    let entry = &sealed.entry;
    let amount = |cents: i64| (cents != 0).then(|| euros(cents));
    let mut what = vec![
        entry.supplier.clone().unwrap_or_default(),
        entry.object.clone(),
        entry.reference.clone().unwrap_or_default(),
    ];
    what.extend(
        entry
            .from_year
            .map(|from| format!("de {from} vers {}", entry.year)),
    );
    what.extend(entry.ej.map(|ej| format!("EJ {ej}")));
    what.extend(entry.number.map(|number| format!("pièce {number}")));
    what.extend(
        entry
            .commitment
            .map(|number| format!("engagement n°\u{a0}{number}")),
    );
    what.extend(
        entry
            .reverses
            .map(|original| format!("annule le n°\u{a0}{original}")),
    );
    what.retain(|part| !part.is_empty());
    // The year whose credits it moves, where the day does not say it.
    let other_year = (entry.day.year() != entry.year.number()).then(|| format!(" (exercice {})", entry.year));
    let ceilings = match (entry.moves.ceiling.ae.0, entry.moves.ceiling.cp.0) {
        (0, 0) => None,
        (ae, cp) if ae == cp => Some(euros(ae)),
        (ae, cp) => Some(format!("{}, {}", euros(ae), euros(cp))),
    };
    let amounts = [
        amount(entry.moves.consumed.ae.0),
        amount(entry.moves.consumed.cp.0),
        amount(entry.moves.certified.0),
        ceilings,
        amount(entry.moves.received.0),
    ];
    let cells: Vec<_> = AMOUNTS
        .into_iter()
        .zip(amounts)
        .take(shown)
        .map(|(name, value)| match value {
            Some(value) => view! { <td role="cell" data-cell=name>{value}</td> }.into_any(),
            None => view! { <td role="cell" class="c12-none">"—"</td> }.into_any(),
        })
        .collect();
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><a href=format!("/financement/ecritures/n/{}", entry.sequence)>{entry.sequence.to_string()}</a></th>
            <td role="cell" class="c12-text">{short_day(entry.day)} {other_year}</td>
            <td role="cell" class="c12-text"><strong>{french::money::kind(entry.kind)}</strong> " " {what.join(", ")}</td>
            {cells}
        </tr>
    }
    .into_any()
}

/// An entry with all that was entered about it, and what may come next.
///
/// # Errors
/// [`Failure::NotFound`], [`Failure::Forbidden`].
pub async fn commitment(desk: &Desk, number: &str) -> Result<Page, Failure> {
    allow(desk, Action::ReadFunding)?;
    let number = number
        .parse()
        .map(EntryNumber)
        .map_err(|_| Failure::NotFound("Cette écriture"))?;
    let about = desk.store.ledger_about(number).await?;
    let Some(first) = about.first().map(|sealed| sealed.entry.clone()) else {
        return Err(Failure::NotFound("Cette écriture"));
    };
    let reversed = about
        .iter()
        .find(|sealed| sealed.entry.reverses == Some(first.sequence));
    let reversed = reversed.map(|sealed| sealed.entry.sequence);
    // What was taken back, or takes back, ends there.
    let keeps = allow(desk, Action::KeepLedger).is_ok() && reversed.is_none();
    Ok(sheet("Écriture", 200, move || {
        let path = [
            ("Financement".to_owned(), "/financement".to_owned()),
            ("Registre".to_owned(), "/financement/registre".to_owned()),
        ];
        let title = format!("{} n° {}", french::money::kind(first.kind), first.sequence);
        let ej = first.ej.map(|ej| ej.to_string()).unwrap_or_default();
        let act = |kind: &str, label: &'static str| {
            let href = address(&format!("/financement/ecritures/{kind}"), &[("ej", ej.as_str())]);
            view! { <a class="fr-btn fr-btn--secondary" href=href>{label}</a> " " }
        };
        let of_commitment = (keeps && first.ej.is_some()).then(|| view! { {act("service-fait", "Certifier le service fait")} {act("paiement", "Payer")} {act("retrait", "Retirer")} });
        let reverse = (keeps && first.kind != EntryKind::Reversal).then(|| {
            let entry = first.sequence.to_string();
            let href = address("/financement/ecritures/annulation", &[("entry", entry.as_str())]);
            view! { <a class="fr-btn fr-btn--secondary" href=href>"Annuler cette écriture"</a> }
        });
        let engagement = first.commitment.map(|number| {
            view! { <p><a class="fr-link" href=format!("/financement/ecritures/n/{number}")>{format!("Voir l'engagement n° {number}")}</a></p> }
        });
        let lead = [
            first.supplier.clone().unwrap_or_default(),
            first.object.clone(),
            first
                .nature
                .map(french::money::nature)
                .unwrap_or_default()
                .to_owned(),
        ];
        let lead: Vec<_> = lead.into_iter().filter(|part| !part.is_empty()).collect();
        let total = |moved: fn(&Sealed) -> i64| about.iter().map(moved).sum::<i64>();
        let (committed, certified, paid) = (
            total(|s| s.entry.moves.consumed.ae.0),
            total(|s| s.entry.moves.certified.0),
            total(|s| s.entry.moves.consumed.cp.0),
        );
        let facts = first.ej.is_some().then(|| {
            view! {
                <dl class="c12-facts">
                    <dt>"Engagé"</dt><dd>{euros(committed)}</dd>
                    <dt>"Certifié"</dt><dd>{euros(certified)}</dd>
                    <dt>"Payé"</dt><dd>{euros(paid)}</dd>
                    <dt>"Reste à payer"</dt><dd>{euros(committed - paid)}</dd>
                </dl>
            }
        });
        view! {
            {parts::breadcrumb(&path, &title)}
            <h1>{title.clone()}</h1>
            <p class="fr-text--lead">{lead.join(", ")}</p>
            {reversed.map(|by| view! { <p><span class="c12-badge">"Annulée"</span> " par l'écriture " <a href=format!("/financement/ecritures/n/{by}")>{format!("n° {by}")}</a></p> })}
            {facts}
            {engagement}
            <p class="c12-actions">{of_commitment} {reverse}</p>
            {table(&about, "Cette écriture et celles qui la suivent")}
        }
        .into_any()
    }))
}
