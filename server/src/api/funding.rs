//! The money, for those who may read it: ceilings and the ledger.

use super::{
    answers::{
        List,
        ledger::{Ceiling, LedgerRow},
    },
    ask::{ApiRequest, Rows, Written},
};
use crate::render::problem::Problem;
use app::failure::PageError;
use axum::response::Response;
use domain::{
    Action, TerritoryCode,
    funding::{BudgetYear, Credit, Scope},
};
use store::funding::{LedgerFilter, Sealed};

/// The most entries of an answer.
const ENTRIES_MAX: i64 = 100_000;

fn allow(asked: &ApiRequest) -> Result<(), PageError> {
    let nation = TerritoryCode::nation();
    asked.context.allow(Action::ReadFunding, None, &[nation])
}

/// Ceilings, what is consumed and what is left, by budget year and credit, and for the whole convention.
#[utoipa::path(get, path = "/api/v1/funding", operation_id = "ceilings", tag = "funding", params(Written),
    responses((status = 200, body = List<Ceiling>), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json")))]
pub async fn ceilings(asked: ApiRequest) -> Response {
    let columns = [
        "scope",
        "credit",
        "ceiling_cents",
        "consumed_cents",
        "available_cents",
    ];
    asked.answer(read_ceilings(&asked).await, &columns)
}

async fn read_ceilings(asked: &ApiRequest) -> Rows<Ceiling> {
    allow(asked)?;
    let funding = asked.context.store.funding().await?;
    let years = BudgetYear::all().map(|year| (year.number().to_string(), Scope::Year(year)));
    let scopes = years.chain([("convention".to_owned(), Scope::Convention)]);
    let items = scopes.flat_map(|(name, scope)| {
        let ceiling = |credit: Credit| {
            let counter = funding.counter(scope, credit);
            Ceiling {
                scope: name.clone(),
                credit: credit.code(),
                ceiling_cents: counter.ceiling.0,
                consumed_cents: counter.consumed.0,
                available_cents: counter.available().0,
            }
        };
        [ceiling(Credit::Ae), ceiling(Credit::Cp)]
    });
    Ok((items.collect(), None))
}

/// The columns of entries as CSV.
const ENTRY_COLUMNS: [&str; 21] = [
    "sequence",
    "day",
    "year",
    "kind",
    "ej",
    "number",
    "supplier",
    "object",
    "nature",
    "reference",
    "ae_cents",
    "cp_cents",
    "certified_cents",
    "received_cents",
    "ceiling_ae_cents",
    "ceiling_cp_cents",
    "budget_unit",
    "commitment",
    "reverses",
    "recorded_at",
    "hash",
];

/// The entries of the ledger, in their order.
#[utoipa::path(get, path = "/api/v1/funding/entries", operation_id = "entries", tag = "funding",
    params(("year" = Option<i32>, Query, description = "One budget year only"), Written),
    responses((status = 200, body = List<LedgerRow>), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json")))]
pub async fn entries(asked: ApiRequest) -> Response {
    asked.answer(read_entries(&asked).await, &ENTRY_COLUMNS)
}

async fn read_entries(asked: &ApiRequest) -> Rows<LedgerRow> {
    allow(asked)?;
    let year = asked
        .number("year")?
        .map(|year| i32::try_from(year).ok().and_then(BudgetYear::new));
    if year == Some(None) {
        return Err(PageError::Bad(
            "« year » est un exercice de la convention.".to_owned(),
        ));
    }
    let filter = LedgerFilter {
        year: year.flatten(),
        ..LedgerFilter::default()
    };
    let page = asked.context.store.ledger_page(&filter, 0, ENTRIES_MAX).await?;
    Ok((page.entries.into_iter().rev().map(entry).collect(), None))
}

fn entry(Sealed { entry, hash }: Sealed) -> LedgerRow {
    let moves = entry.moves;
    LedgerRow {
        sequence: entry.sequence.0,
        day: entry.day,
        year: entry.year.number(),
        kind: entry.kind.code(),
        ej: entry.ej.map(|ej| ej.to_string()),
        number: entry.number.map(|number| number.to_string()),
        supplier: entry.supplier,
        object: entry.object,
        nature: entry.nature.map(|nature| nature.code()),
        reference: entry.reference,
        ae_cents: moves.consumed.ae.0,
        cp_cents: moves.consumed.cp.0,
        certified_cents: moves.certified.0,
        received_cents: moves.received.0,
        ceiling_ae_cents: moves.ceiling.ae.0,
        ceiling_cp_cents: moves.ceiling.cp.0,
        budget_unit: entry.budget_unit,
        commitment: entry.commitment.map(|entry| entry.0),
        reverses: entry.reverses.map(|entry| entry.0),
        recorded_at: entry.recorded_at,
        hash: hash.to_string(),
    }
}
