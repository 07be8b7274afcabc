//! The money as tables to be taken elsewhere.

use super::{allow, by_week, cumulated, words};
use crate::{desk::Desk, failure::Failure, french};
use domain::{Action, funding::CodingField};
use report::{Cell, Kind, Sheet, Table};
use store::funding::{LedgerFilter, Sealed};

/// Entries of a file.
const ENTRIES_MAX: i64 = 100_000;

/// One row a week with an entry: what it moved, and the totals.
///
/// # Errors
/// [`Failure::Forbidden`] to whoever may not read the money.
pub async fn weeks_sheet(desk: &Desk) -> Result<Sheet, Failure> {
    allow(desk, Action::ReadFunding)?;
    let moved = by_week(&desk.store.funding().await?);
    let columns = [
        ("semaine_du", Kind::Day),
        ("ae_engagees", Kind::Money),
        ("cp_payes", Kind::Money),
        ("ae_cumul", Kind::Money),
        ("cp_cumul", Kind::Money),
    ];
    let mut table = Table::of("Crédits consommés par semaine", &columns);
    for ((week, total), pair) in cumulated(&moved).into_iter().zip(moved.values()) {
        let amounts = [pair.ae, pair.cp, total.ae, total.cp].map(|amount| Cell::Cents(amount.0));
        let mut row = vec![Cell::Day(week.monday())];
        row.extend(amounts);
        table.rows.push(row);
    }
    sheet(desk, table).await
}

/// The columns of the ledger, in the order of its files.
const LEDGER: [(&str, Kind); 21] = [
    ("ecriture", Kind::Number),
    ("jour", Kind::Day),
    ("exercice", Kind::Number),
    ("type", Kind::Text),
    ("ej", Kind::Text),
    ("piece", Kind::Text),
    ("fournisseur", Kind::Text),
    ("objet", Kind::Text),
    ("nature", Kind::Text),
    ("reference", Kind::Text),
    ("ae", Kind::Money),
    ("cp", Kind::Money),
    ("certifie", Kind::Money),
    ("recette", Kind::Money),
    ("plafond_ae", Kind::Money),
    ("plafond_cp", Kind::Money),
    ("uo", Kind::Text),
    ("engagement", Kind::Number),
    ("annule", Kind::Number),
    ("saisie_le", Kind::Moment),
    ("empreinte", Kind::Text),
];

/// One row an entry, in the order of the ledger, with its hash.
///
/// # Errors
/// [`Failure::Forbidden`] to whoever may not read the money.
pub async fn entries_sheet(desk: &Desk) -> Result<Sheet, Failure> {
    allow(desk, Action::ReadFunding)?;
    let page = desk
        .store
        .ledger_page(&LedgerFilter::default(), 0, ENTRIES_MAX)
        .await?;
    let mut table = Table::of("Registre des crédits", &LEDGER);
    table.rows = page.entries.iter().rev().map(row).collect();
    sheet(desk, table).await
}

fn row(Sealed { entry, hash }: &Sealed) -> Vec<Cell> {
    let text = |text: &Option<String>| Cell::or_empty(text.as_deref(), Cell::text);
    let moves = &entry.moves;
    let mut row = vec![
        Cell::Number(entry.sequence.0),
        Cell::Day(entry.day),
        Cell::Number(i64::from(entry.year.number())),
        Cell::text(french::money::kind(entry.kind)),
        Cell::or_empty(entry.ej, |ej| Cell::text(ej.to_string())),
        Cell::or_empty(entry.number, |number| Cell::text(number.to_string())),
        text(&entry.supplier),
        Cell::text(&entry.object),
        Cell::or_empty(entry.nature, |nature| Cell::text(french::money::nature(nature))),
        text(&entry.reference),
    ];
    let amounts = [
        moves.consumed.ae,
        moves.consumed.cp,
        moves.certified,
        moves.received,
        moves.ceiling.ae,
        moves.ceiling.cp,
    ];
    row.extend(amounts.map(|amount| Cell::Cents(amount.0)));
    row.extend([
        Cell::text(&entry.budget_unit),
        Cell::or_empty(entry.commitment, |entry| Cell::Number(entry.0)),
        Cell::or_empty(entry.reverses, |entry| Cell::Number(entry.0)),
        Cell::Moment(entry.recorded_at),
        Cell::text(hash.to_string()),
    ]);
    row
}

async fn sheet(desk: &Desk, table: Table) -> Result<Sheet, Failure> {
    let funding = desk.store.funding().await?;
    let unit = funding.coding.of(CodingField::BudgetUnit);
    let about = vec![
        ("Source", format!("registre de l'UO {unit}, empreinte de tête {}", funding.head)),
        ("Filtres", "aucun".to_owned()),
        ("Population", french::count(funding.last.0, "écriture", "écritures")),
        ("Au", french::long_day(desk.today)),
        ("Heures", words::UTC.to_owned()),
        ("Définitions", "AE : autorisations d'engagement, consommées à la signature. CP : crédits de paiement, consommés au paiement. Une annulation est une écriture de signe contraire.".to_owned()),
    ];
    Ok(Sheet {
        table,
        about,
        day: desk.today,
    })
}
