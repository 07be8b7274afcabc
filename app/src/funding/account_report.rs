//! The account report that the délégataire owes the délégant (compte rendu de gestion, article 4): as known on a day, as a page, a PDF and a spreadsheet.

mod view;

use super::{allow, sheet};
use crate::{context::Context, failure::PageError, french::long_day, query::Query, ui::page::Page};
use chrono::NaiveDate;
use domain::{
    Action,
    funding::{ChorusCoding, CodingField, Credit, Ledger, LedgerEntry, Nature, Pair, Scope},
};
use report::{Block, Cell, Column, Document, Kind, Section, Table};
use std::{collections::BTreeMap, sync::Arc};
use store::funding::Sealed;

/// The day of the report: the one asked for, up to today.
fn day(context: &Context, query: &Query) -> Result<NaiveDate, PageError> {
    match query.get("jour") {
        None => Ok(context.today),
        Some(text) => match text.parse::<NaiveDate>() {
            Ok(day) if day <= context.today => Ok(day),
            _ => Err(PageError::Bad(format!(
                "« {text} » n'est pas un jour passé : écrivez par exemple 2021-06-15."
            ))),
        },
    }
}

/// The report of a day, as it was known on that day.
///
/// # Errors
/// [`PageError::Forbidden`] to whoever may not read the money; a day that has not come.
pub async fn document(context: &Context, query: &Query) -> Result<Document, PageError> {
    allow(context, Action::ReadFunding)?;
    let day = day(context, query)?;
    let entries = context.store.ledger_as_known(day).await?;
    let coding = context.store.chorus_coding().await?;
    Ok(make(day, &entries, coding))
}

fn make(day: NaiveDate, entries: &[Sealed], coding: ChorusCoding) -> Document {
    let mut ledger = Ledger::default();
    for Sealed { entry, hash } in entries {
        ledger.add(entry, *hash);
    }
    let unit = coding.of(CodingField::BudgetUnit).to_owned();
    Document {
        title: "Compte rendu de gestion".to_owned(),
        subtitle: format!(
            "Convention de service «\u{a0}Classe à 12\u{a0}», UO {unit}, au {}, tel que connu ce jour-là",
            long_day(day)
        ),
        language: "fr",
        day,
        sections: vec![
            summary(&ledger, entries),
            section("Crédits", vec![years(&ledger), natures(&ledger)]),
            section("Registre", vec![commitments(&ledger, entries), every(entries)]),
            address(&coding),
        ],
        footer: format!(
            "Compte rendu au {} ; empreinte du registre {}",
            french::short_day(day),
            ledger.head
        ),
    }
}

fn section(heading: &str, blocks: Vec<Block>) -> Section {
    Section {
        heading: heading.to_owned(),
        blocks,
    }
}

fn summary(ledger: &Ledger, entries: &[Sealed]) -> Section {
    let (ae, cp) = (
        ledger.counter(Scope::Convention, Credit::Ae),
        ledger.counter(Scope::Convention, Credit::Cp),
    );
    let received: i64 = entries.iter().map(|sealed| sealed.entry.moves.received.0).sum();
    let money = |label: &str, cents: i64| (label.to_owned(), Cell::Cents(cents));
    let facts = vec![
        money("Montant maximum en AE", ae.ceiling.0),
        money("AE engagées", ae.consumed.0),
        money("AE disponibles", ae.available().0),
        money("Montant maximum en CP", cp.ceiling.0),
        money("CP payés", cp.consumed.0),
        money("CP disponibles", cp.available().0),
        money("Restes à payer", (ae.consumed - cp.consumed).0),
        money("Recettes", received),
        ("Écritures".to_owned(), Cell::Number(ledger.last.0)),
        (
            "Empreinte de la dernière écriture".to_owned(),
            Cell::Text(ledger.head.to_string()),
        ),
    ];
    let words = "Le délégataire rend compte au délégant des dépenses réalisées (article 4). L'empreinte couvre toutes les écritures : la commande classe12 verify dit si elles sont encore là, inchangées.";
    section(
        "Synthèse",
        vec![Block::Words(words.to_owned()), Block::Facts(facts)],
    )
}

fn column(title: &str, kind: Kind, share: u16) -> Column {
    let column = Column::titled(title, kind).share(share).blank("");
    match kind {
        Kind::Text | Kind::Day => column.class("c12-text"),
        _ => column,
    }
}

fn years(ledger: &Ledger) -> Block {
    let rows = ledger
        .counters
        .iter()
        .filter_map(|((scope, credit), counter)| match scope {
            Scope::Convention => None,
            Scope::Year(year) => Some(vec![
                Cell::Text(format!("{year}, {}", french::funding::credit(*credit))),
                Cell::Cents(counter.ceiling.0),
                Cell::Cents(counter.consumed.0),
                Cell::Cents(counter.available().0),
            ]),
        });
    let columns = vec![
        column("Exercice", Kind::Text, 2).naming_rows(),
        column("Plafond", Kind::Money, 2),
        column("Consommé", Kind::Money, 2),
        column("Disponible", Kind::Money, 2),
    ];
    let table = Table {
        caption: "Par exercice".to_owned(),
        columns,
        rows: rows.collect(),
        total: None,
    };
    Block::Table(table)
}

fn natures(ledger: &Ledger) -> Block {
    let mut by_nature = BTreeMap::<Nature, Pair>::new();
    for ((_, nature), moved) in &ledger.weeks {
        *by_nature.entry(*nature).or_default() += *moved;
    }
    let rows = by_nature.iter().map(|(nature, pair)| {
        vec![
            Cell::Text(french::funding::nature(*nature).to_owned()),
            Cell::Cents(pair.ae.0),
            Cell::Cents(pair.cp.0),
        ]
    });
    let of = |credit| Cell::Cents(ledger.counter(Scope::Convention, credit).consumed.0);
    let total = vec![Cell::Text("Total".to_owned()), of(Credit::Ae), of(Credit::Cp)];
    let columns = vec![
        column("Nature", Kind::Text, 4).naming_rows(),
        column("Engagé (AE)", Kind::Money, 2),
        column("Payé (CP)", Kind::Money, 2),
    ];
    let table = Table {
        caption: "Par nature".to_owned(),
        columns,
        rows: rows.collect(),
        total: Some(total),
    };
    Block::Table(table)
}

fn commitments(ledger: &Ledger, entries: &[Sealed]) -> Block {
    let known: BTreeMap<_, _> = entries
        .iter()
        .map(|sealed| (sealed.entry.sequence, &sealed.entry))
        .collect();
    let mut sums = [0; 3];
    let mut rows = Vec::new();
    for (number, commitment) in &ledger.commitments {
        let Some(entry) = known.get(number) else { continue };
        let amounts = [commitment.committed.0, commitment.certified.0, commitment.paid.0];
        for (sum, amount) in sums.iter_mut().zip(amounts) {
            *sum += amount;
        }
        let [committed, certified, paid] = amounts;
        let reversed = if commitment.ej.is_none() { " (annulé)" } else { "" };
        let what = format!(
            "{}, {}{reversed}",
            entry.supplier.as_deref().unwrap_or_default(),
            entry.object
        );
        rows.push(vec![
            Cell::Text(entry.ej.map(|ej| ej.to_string()).unwrap_or_default()),
            Cell::Day(commitment.day),
            Cell::Text(what),
            Cell::Cents(committed),
            Cell::Cents(certified),
            Cell::Cents(paid),
            Cell::Cents(committed - paid),
        ]);
    }
    let [committed, certified, paid] = sums;
    let total = vec![
        Cell::Text("Total".to_owned()),
        Cell::Empty,
        Cell::Empty,
        Cell::Cents(committed),
        Cell::Cents(certified),
        Cell::Cents(paid),
        Cell::Cents(committed - paid),
    ];
    let columns = vec![
        column("EJ", Kind::Text, 3).naming_rows(),
        column("Jour", Kind::Day, 3),
        column("Fournisseur, objet", Kind::Text, 7),
        column("Engagé", Kind::Money, 3),
        column("Certifié", Kind::Money, 3),
        column("Payé", Kind::Money, 3),
        column("Reste à payer", Kind::Money, 3),
    ];
    let table = Table {
        caption: "Engagements".to_owned(),
        columns,
        rows,
        total: Some(total),
    };
    Block::Table(table)
}

/// What an entry is about, in words.
fn about(entry: &LedgerEntry) -> String {
    let mut parts = vec![french::funding::kind(entry.kind).to_owned()];
    parts.extend(
        [
            entry.supplier.clone(),
            Some(entry.object.clone()),
            entry.reference.clone(),
        ]
        .into_iter()
        .flatten(),
    );
    parts.extend(
        entry
            .from_year
            .map(|from| format!("de {from} vers {}", entry.year)),
    );
    parts.extend(entry.ej.map(|ej| format!("EJ {ej}")));
    parts.extend(entry.commitment.map(|number| format!("sur le n° {number}")));
    parts.extend(entry.number.map(|number| format!("pièce {number}")));
    parts.extend(entry.reverses.map(|number| format!("annule le n° {number}")));
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

/// An amount of an entry: its title, and where it stands.
type Amount = (&'static str, fn(&LedgerEntry) -> i64);

/// The amounts shown. Receipts are rare: their column comes with them.
fn amounts(entries: &[Sealed]) -> Vec<Amount> {
    let mut all: Vec<Amount> = vec![
        ("Plafond AE", |entry| entry.moves.ceiling.ae.0),
        ("AE", |entry| entry.moves.consumed.ae.0),
        ("Certifié", |entry| entry.moves.certified.0),
        ("CP", |entry| entry.moves.consumed.cp.0),
        ("Recette", |entry| entry.moves.received.0),
    ];
    if entries.iter().all(|sealed| sealed.entry.moves.received.0 == 0) {
        all.pop();
    }
    all
}

fn every(entries: &[Sealed]) -> Block {
    let amounts = amounts(entries);
    let shown = |cents: i64| {
        if cents == 0 {
            Cell::Empty
        } else {
            Cell::Cents(cents)
        }
    };
    let row = |Sealed { entry, .. }: &Sealed| {
        let mut row = vec![
            Cell::Number(entry.sequence.0),
            Cell::Day(entry.day),
            Cell::Text(about(entry)),
        ];
        row.extend(amounts.iter().map(|(_, of)| shown(of(entry))));
        row
    };
    let mut total = vec![
        Cell::Text("Total".to_owned()),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
    ];
    // Ceilings of several years, carried over, have no total.
    total.extend(
        amounts
            .iter()
            .skip(1)
            .map(|(_, of)| Cell::Cents(entries.iter().map(|sealed| of(&sealed.entry)).sum())),
    );
    let mut columns = vec![
        column("N°", Kind::Number, 2).naming_rows(),
        column("Jour", Kind::Day, 3),
        column("Écriture", Kind::Text, 8),
    ];
    columns.extend(amounts.iter().map(|(title, _)| column(title, Kind::Money, 3)));
    let table = Table {
        caption: "Écritures".to_owned(),
        columns,
        rows: entries.iter().map(row).collect(),
        total: Some(total),
    };
    Block::Table(table)
}

fn address(coding: &ChorusCoding) -> Section {
    let facts = coding.0.iter().map(|(field, (value, check))| {
        let check = if *check { " (à vérifier)" } else { "" };
        (
            french::funding::coding(*field).to_owned(),
            Cell::Text(format!("{value}{check}")),
        )
    });
    section(
        "Imputation dans Chorus, telle que signée",
        vec![Block::Facts(facts.collect())],
    )
}

/// The report as a page that prints.
///
/// # Errors
/// As [`document`].
pub async fn page(context: &Context, query: &Query) -> Result<Page, PageError> {
    let document = Arc::new(document(context, query).await?);
    Ok(sheet("Compte rendu de gestion", 200, move || {
        view::view_document(&document)
    }))
}
