//! The ledger as a list, and a commitment with its life.

use super::{allow, sheet};
use crate::{
    context::Context,
    failure::PageError,
    french::{self, euros, short_day},
    query::Query,
    ui::{
        address::address,
        badge::Badge,
        breadcrumb::Breadcrumb,
        button::{Button, ButtonLink, Weight},
        html,
        page::Page,
        select::Select,
        table::{Look, TableRegion},
    },
};
use chrono::Datelike;
use domain::{
    Action,
    funding::{BudgetYear, Cents, EntryKind, EntryNumber, LedgerEntry, Nature},
};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind, Place};
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
    let table = columns(received).page(label, entries);
    view! { <TableRegion table=table look=Look::Cards class="c12-table c12-table--ledger"/> }.into_any()
}

/// The columns of an entry; `received`: whether pages show the one of receipts.
pub(super) fn columns(received: bool) -> Columns<'static, Sealed> {
    let text = |text: &Option<String>| Cell::or_empty(text.as_deref(), Cell::text);
    let mut receipts = amount("Recette", "recette");
    if !received {
        receipts.place = Place::Files;
    }
    Columns::new()
        .with(
            Column::new("N°", "ecriture", Kind::Number).naming_rows(),
            |Sealed { entry, .. }: &Sealed| {
                let number = entry.sequence;
                let href = format!("/financement/ecritures/n/{number}");
                Cell::Number(number.0).shown_as(html::link(&number.to_string(), &href))
            },
        )
        .with(
            Column::new("Jour", "jour", Kind::Day).class("c12-text"),
            |sealed| day(&sealed.entry),
        )
        .with(Column::on_page("Écriture").class("c12-text"), |sealed| {
            what(&sealed.entry)
        })
        .with(Column::filed("Exercice", "exercice", Kind::Number), |sealed| {
            Cell::Number(i64::from(sealed.entry.year.number()))
        })
        .with(Column::filed("Type", "type", Kind::Text), |sealed| {
            Cell::text(french::funding::kind(sealed.entry.kind))
        })
        .with(Column::filed("EJ", "ej", Kind::Text), |sealed| {
            Cell::or_empty(sealed.entry.ej, |ej| Cell::text(ej.to_string()))
        })
        .with(Column::filed("Pièce", "piece", Kind::Text), |sealed| {
            Cell::or_empty(sealed.entry.number, |number| Cell::text(number.to_string()))
        })
        .with(
            Column::filed("Fournisseur", "fournisseur", Kind::Text),
            move |sealed| text(&sealed.entry.supplier),
        )
        .with(Column::filed("Objet", "objet", Kind::Text), |sealed| {
            Cell::text(&sealed.entry.object)
        })
        .with(Column::filed("Nature", "nature", Kind::Text), |sealed| {
            Cell::or_empty(sealed.entry.nature, |nature| {
                Cell::text(french::funding::nature(nature))
            })
        })
        .with(
            Column::filed("Référence", "reference", Kind::Text),
            move |sealed| text(&sealed.entry.reference),
        )
        .with(amount("AE", "ae"), |sealed| euro(sealed.entry.moves.consumed.ae))
        .with(amount("CP", "cp"), |sealed| euro(sealed.entry.moves.consumed.cp))
        .with(amount("Certifié", "certifie"), |sealed| {
            euro(sealed.entry.moves.certified)
        })
        .with(
            Column::on_page(CEILINGS).labelled(CEILINGS).blank("—"),
            |sealed| ceilings(&sealed.entry),
        )
        .with(receipts, |sealed| euro(sealed.entry.moves.received))
        .with(Column::filed("Plafond AE", "plafond_ae", Kind::Money), |sealed| {
            euro(sealed.entry.moves.ceiling.ae)
        })
        .with(Column::filed("Plafond CP", "plafond_cp", Kind::Money), |sealed| {
            euro(sealed.entry.moves.ceiling.cp)
        })
        .with(Column::filed("UO", "uo", Kind::Text), |sealed| {
            Cell::text(&sealed.entry.budget_unit)
        })
        .with(
            Column::filed("Engagement", "engagement", Kind::Number),
            |sealed| Cell::or_empty(sealed.entry.commitment, |entry| Cell::Number(entry.0)),
        )
        .with(Column::filed("Annule", "annule", Kind::Number), |sealed| {
            Cell::or_empty(sealed.entry.reverses, |entry| Cell::Number(entry.0))
        })
        .with(Column::filed("Saisie le", "saisie_le", Kind::Moment), |sealed| {
            Cell::Moment(sealed.entry.recorded_at)
        })
        .with(Column::filed("Empreinte", "empreinte", Kind::Text), |sealed| {
            Cell::text(sealed.hash.to_string())
        })
}

const CEILINGS: &str = "Plafond AE, CP";

/// A column of amounts.
fn amount(title: &'static str, name: &'static str) -> Column {
    Column::new(title, name, Kind::Money).labelled(title).blank("—")
}

/// An amount; a page shows none where nothing moved.
fn euro(cents: Cents) -> Cell {
    let said = if cents.0 == 0 {
        String::new()
    } else {
        euros(cents.0)
    };
    Cell::Cents(cents.0).shown_as(said)
}

/// The day of an entry, and the year whose credits it moves where the day does not say it.
fn day(entry: &LedgerEntry) -> Cell {
    let day = Cell::Day(entry.day);
    match entry.day.year() == entry.year.number() {
        true => day,
        false => day.shown_as(format!("{} (exercice {})", short_day(entry.day), entry.year)),
    }
}

/// What an entry is, and about what.
fn what(entry: &LedgerEntry) -> Cell {
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
    let mut out = format!("<strong>{}</strong> ", french::funding::kind(entry.kind));
    html::escape_into(&mut out, &what.join(", "));
    Cell::html(out)
}

/// The ceilings that an entry moves.
fn ceilings(entry: &LedgerEntry) -> Cell {
    match (entry.moves.ceiling.ae.0, entry.moves.ceiling.cp.0) {
        (0, 0) => Cell::Empty,
        (ae, cp) if ae == cp => Cell::Text(euros(ae)),
        (ae, cp) => Cell::Text(format!("{}, {}", euros(ae), euros(cp))),
    }
}

/// An entry with all that was entered about it, and what may come next.
///
/// # Errors
/// [`PageError::NotFound`], [`PageError::Forbidden`].
pub async fn commitment(context: &Context, number: &str) -> Result<Page, PageError> {
    allow(context, Action::ReadFunding)?;
    let number = number
        .parse()
        .map(EntryNumber)
        .map_err(|_| PageError::NotFound("Cette écriture"))?;
    let about = context.store.ledger_about(number).await?;
    let Some(first) = about.first().map(|sealed| sealed.entry.clone()) else {
        return Err(PageError::NotFound("Cette écriture"));
    };
    let reversed = about
        .iter()
        .find(|sealed| sealed.entry.reverses == Some(first.sequence));
    let reversed = reversed.map(|sealed| sealed.entry.sequence);
    // What was taken back, or takes back, ends there.
    let keeps = allow(context, Action::KeepLedger).is_ok() && reversed.is_none();
    Ok(sheet("Écriture", 200, move || {
        let path = [
            ("Financement".to_owned(), "/financement".to_owned()),
            ("Registre".to_owned(), "/financement/registre".to_owned()),
        ];
        let title = format!("{} n° {}", french::funding::kind(first.kind), first.sequence);
        let ej = first.ej.map(|ej| ej.to_string()).unwrap_or_default();
        let act = |kind: &str, label: &'static str| {
            let href = address(&format!("/financement/ecritures/{kind}"), &[("ej", ej.as_str())]);
            view! { <ButtonLink href=href label=label weight=Weight::Secondary/> " " }
        };
        let of_commitment = (keeps && first.ej.is_some()).then(|| view! { {act("service-fait", "Certifier le service fait")} {act("paiement", "Payer")} {act("retrait", "Retirer")} });
        let reverse = (keeps && first.kind != EntryKind::Reversal).then(|| {
            let entry = first.sequence.to_string();
            let href = address("/financement/ecritures/annulation", &[("entry", entry.as_str())]);
            view! { <ButtonLink href=href label="Annuler cette écriture" weight=Weight::Secondary/> }
        });
        let engagement = first.commitment.map(|number| {
            view! { <p><a class="fr-link" href=format!("/financement/ecritures/n/{number}")>{format!("Voir l'engagement n° {number}")}</a></p> }
        });
        let lead = [
            first.supplier.clone().unwrap_or_default(),
            first.object.clone(),
            first
                .nature
                .map(french::funding::nature)
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
            <Breadcrumb path=path here=&title/>
            <h1>{title.clone()}</h1>
            <p class="fr-text--lead">{lead.join(", ")}</p>
            {reversed.map(|by| view! { <p><Badge label="Annulée"/> " par l'écriture " <a href=format!("/financement/ecritures/n/{by}")>{format!("n° {by}")}</a></p> })}
            {facts}
            {engagement}
            <p class="c12-actions">{of_commitment} {reverse}</p>
            {table(&about, "Cette écriture et celles qui la suivent")}
        }
        .into_any()
    }))
}
