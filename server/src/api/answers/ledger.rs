//! The rows of the ledger's answers: ceilings and entries.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// A ceiling and what is consumed of it.
#[derive(Serialize, ToSchema)]
pub struct Ceiling {
    /// The budget year, or `convention` for all of them.
    #[schema(example = "2021")]
    pub scope: String,
    /// `ae` (the right to commit) or `cp` (the right to pay).
    pub credit: &'static str,
    /// The ceiling, in cents of a euro.
    pub ceiling_cents: i64,
    /// What is consumed, in cents.
    pub consumed_cents: i64,
    /// What is left, in cents.
    pub available_cents: i64,
}

/// An entry of the ledger.
#[derive(Serialize, ToSchema)]
// The schema keeps the name that the API's users know.
#[schema(as = Entry)]
pub struct LedgerRow {
    /// Its number, from 1, without a hole.
    pub sequence: i64,
    /// The day it was true.
    pub day: NaiveDate,
    /// The budget year it moves.
    pub year: i32,
    /// `allotment`, `amendment`, `carry-over`, `commitment`, `service`, `payment`, `withdrawal`, `reversal` or `receipt`.
    pub kind: &'static str,
    /// The commitment's EJ number.
    #[schema(required)]
    pub ej: Option<String>,
    /// The DP's number, or the service's.
    #[schema(required)]
    pub number: Option<String>,
    /// Who is paid.
    #[schema(required)]
    pub supplier: Option<String>,
    /// What for.
    pub object: String,
    /// `deployment`, `development`, `coaching`, `design`, `hosting` or `other`.
    #[schema(required)]
    pub nature: Option<&'static str>,
    /// The document that allows it.
    #[schema(required)]
    pub reference: Option<String>,
    /// AE consumed, in cents.
    pub ae_cents: i64,
    /// CP consumed, in cents.
    pub cp_cents: i64,
    /// What is certified, in cents.
    pub certified_cents: i64,
    /// What is received, in cents.
    pub received_cents: i64,
    /// How the year's AE ceiling moves, in cents.
    pub ceiling_ae_cents: i64,
    /// How the year's CP ceiling moves, in cents.
    pub ceiling_cp_cents: i64,
    /// The budget unit (UO), as signed.
    pub budget_unit: String,
    /// The number of the commitment that it is of.
    #[schema(required)]
    pub commitment: Option<i64>,
    /// The number of the entry that it takes back.
    #[schema(required)]
    pub reverses: Option<i64>,
    /// When it was entered.
    pub recorded_at: DateTime<Utc>,
    /// Its hash, over the one before.
    pub hash: String,
}
