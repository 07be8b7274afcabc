//! The commitments of the ledger, with what is certified and paid of each.

use crate::{
    Store,
    engine::{
        fault::{Fault, StoreError, readable},
        read,
    },
    funding::row::budget_year,
};
use chrono::NaiveDate;
use domain::funding::{BudgetYear, Cents, ChorusNumber, EntryNumber, Nature};

/// A commitment and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownCommitment {
    /// Its entry.
    pub entry: EntryNumber,
    /// Its EJ; none once it was reversed.
    pub ej: Option<ChorusNumber>,
    /// The day it was signed.
    pub day: NaiveDate,
    /// Its budget year.
    pub year: BudgetYear,
    /// Who is paid.
    pub supplier: String,
    /// What for.
    pub object: String,
    /// What it buys.
    pub nature: Nature,
    /// What is committed.
    pub committed: Cents,
    /// What is certified.
    pub certified: Cents,
    /// What is paid.
    pub paid: Cents,
}

#[derive(sqlx_macros::FromRow)]
struct CommitmentRow {
    sequence: i64,
    ej: Option<String>,
    day: NaiveDate,
    year: i64,
    supplier: Option<String>,
    object: String,
    nature: Option<String>,
    committed_cents: i64,
    certified_cents: i64,
    paid_cents: i64,
}

impl CommitmentRow {
    fn known(self) -> Result<KnownCommitment, Fault> {
        let nature = self.nature.unwrap_or_default();
        let ej = self.ej.as_deref().map(ChorusNumber::read).transpose();
        Ok(KnownCommitment {
            entry: EntryNumber(self.sequence),
            ej: readable("ledger_commitment", "ej", self.sequence, "", ej.ok())?,
            day: self.day,
            year: readable(
                "ledger_entry",
                "year",
                self.sequence,
                &self.year.to_string(),
                budget_year(self.year),
            )?,
            supplier: self.supplier.unwrap_or_default(),
            object: self.object,
            nature: readable(
                "ledger_entry",
                "nature",
                self.sequence,
                &nature,
                Nature::from_code(&nature),
            )?,
            committed: Cents(self.committed_cents),
            certified: Cents(self.certified_cents),
            paid: Cents(self.paid_cents),
        })
    }
}

impl Store {
    /// The commitments, the latest first.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn ledger_commitments(&self) -> Result<Vec<KnownCommitment>, StoreError> {
        const COMMITMENTS: &str = "select c.sequence, c.ej, e.day, e.year, e.supplier, e.object, e.nature, c.committed_cents, c.certified_cents, c.paid_cents \
             from ledger_commitment c join ledger_entry e on e.sequence = c.sequence order by c.sequence desc";
        let rows: Vec<CommitmentRow> =
            read!(self, |pool| sqlx::query_as(COMMITMENTS).fetch_all(pool).await?);
        Ok(rows
            .into_iter()
            .map(CommitmentRow::known)
            .collect::<Result<_, _>>()?)
    }
}
