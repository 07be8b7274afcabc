//! The money as tables to be taken elsewhere.

use super::{allow, by_week, cumulated, ledger, words};
use crate::{
    context::Context,
    failure::PageError,
    french::{self, euros},
};
use domain::{
    Action, Week,
    funding::{Cents, CodingField, Pair},
};
use report::{Cell, Column, Columns, Kind, Sheet, Table};
use store::funding::{Funding, LedgerFilter};

/// Entries of a file.
const ENTRIES_MAX: i64 = 100_000;

/// One row a week with an entry: what it moved, and the totals.
///
/// # Errors
/// [`PageError::Forbidden`] to whoever may not read the money.
pub async fn weeks_sheet(context: &Context) -> Result<Sheet, PageError> {
    allow(context, Action::ReadFunding)?;
    let rows = week_rows(&context.store.funding().await?);
    // Columns are not kept over a wait: what they read of a row need not be sent between threads.
    let table = week_columns().file("Crédits consommés par semaine", &rows);
    sheet(context, table).await
}

/// A week with an entry: what it moved, and the totals at its end.
pub(super) type WeekRow = (Week, Pair, Pair);

/// The weeks with an entry, the first one first.
pub(super) fn week_rows(funding: &Funding) -> Vec<WeekRow> {
    let moved = by_week(funding);
    let totals = cumulated(&moved).into_iter();
    totals
        .zip(moved.values())
        .map(|((week, total), moved)| (week, *moved, total))
        .collect()
}

/// The columns of a week.
pub(super) fn week_columns() -> Columns<'static, WeekRow> {
    let amount = |cents: Cents| Cell::Cents(cents.0).shown_as(euros(cents.0));
    Columns::new()
        .with(
            Column::new("Semaine du", "semaine_du", Kind::Day).naming_rows(),
            |(week, ..): &WeekRow| Cell::Day(week.monday()),
        )
        .with(
            Column::filed("AE engagées", "ae_engagees", Kind::Money),
            move |(_, moved, _)| amount(moved.ae),
        )
        .with(
            Column::filed("CP payés", "cp_payes", Kind::Money),
            move |(_, moved, _)| amount(moved.cp),
        )
        .with(
            Column::new("AE, cumul", "ae_cumul", Kind::Money),
            move |(.., total)| amount(total.ae),
        )
        .with(
            Column::new("CP, cumul", "cp_cumul", Kind::Money),
            move |(.., total)| amount(total.cp),
        )
}

/// One row an entry, in the order of the ledger, with its hash.
///
/// # Errors
/// [`PageError::Forbidden`] to whoever may not read the money.
pub async fn entries_sheet(context: &Context) -> Result<Sheet, PageError> {
    allow(context, Action::ReadFunding)?;
    let page = context
        .store
        .ledger_page(&LedgerFilter::default(), 0, ENTRIES_MAX)
        .await?;
    let entries = page.entries.iter().rev();
    let table = ledger::columns(true).file("Registre des crédits", entries);
    sheet(context, table).await
}

async fn sheet(context: &Context, table: Table) -> Result<Sheet, PageError> {
    let funding = context.store.funding().await?;
    let unit = funding.coding.of(CodingField::BudgetUnit);
    let about = vec![
        ("Source", format!("registre de l'UO {unit}, empreinte de tête {}", funding.head)),
        ("Filtres", "aucun".to_owned()),
        ("Population", french::count(funding.last.0, "écriture", "écritures")),
        ("Au", french::long_day(context.today)),
        ("Heures", words::UTC.to_owned()),
        ("Définitions", "AE : autorisations d'engagement, consommées à la signature. CP : crédits de paiement, consommés au paiement. Une annulation est une écriture de signe contraire.".to_owned()),
    ];
    Ok(Sheet {
        table,
        about,
        day: context.today,
    })
}
