//! Entries as lists: the ledger's pages, a commitment with its life, the ledger as it was known on a day.

use super::row::{EntryRow, Sealed, budget_year, entry_columns};
use crate::{
    Store,
    engine::{
        fault::{Fault, StoreError, readable},
        read,
    },
};
use chrono::{Days, NaiveDate, NaiveTime};
use domain::funding::{BudgetYear, Cents, ChorusNumber, EntryKind, EntryNumber, Nature};
use sqlx::QueryBuilder;

/// Which entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerFilter {
    /// Of a kind.
    pub kind: Option<EntryKind>,
    /// Of a budget year.
    pub year: Option<BudgetYear>,
    /// Of a nature.
    pub nature: Option<Nature>,
}

/// A page of the ledger, the latest entries first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerPage {
    /// The entries.
    pub entries: Vec<Sealed>,
    /// How many answer the filter.
    pub total: i64,
}

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

#[derive(sqlx::FromRow)]
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
    /// A page of the ledger.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn ledger_page(
        &self,
        filter: &LedgerFilter,
        skip: i64,
        most: i64,
    ) -> Result<LedgerPage, StoreError> {
        let (rows, total): (Vec<EntryRow>, i64) = read!(self, |DB, pool| {
            let mut list = QueryBuilder::<DB>::new(concat!(
                "select ",
                entry_columns!(),
                " from ledger_entry e where 1 = 1"
            ));
            let mut count = QueryBuilder::<DB>::new("select count(*) from ledger_entry e where 1 = 1");
            for query in [&mut list, &mut count] {
                if let Some(kind) = filter.kind {
                    query.push(" and e.kind = ").push_bind(kind.code());
                }
                if let Some(year) = filter.year {
                    query.push(" and e.year = ").push_bind(i64::from(year.number()));
                }
                if let Some(nature) = filter.nature {
                    query.push(" and e.nature = ").push_bind(nature.code());
                }
            }
            list.push(" order by e.sequence desc limit ").push_bind(most);
            list.push(" offset ").push_bind(skip);
            (
                list.build_query_as().fetch_all(pool).await?,
                count.build_query_scalar().fetch_one(pool).await?,
            )
        });
        Ok(LedgerPage {
            entries: rows.into_iter().map(EntryRow::sealed).collect::<Result<_, _>>()?,
            total,
        })
    }

    /// An entry and all that was entered about it: a commitment's services, payments, withdrawals and reversals.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn ledger_about(&self, entry: EntryNumber) -> Result<Vec<Sealed>, StoreError> {
        const ABOUT: &str = concat!(
            "select ",
            entry_columns!(),
            " from ledger_entry e where e.sequence = $1 or e.commitment = $1 or e.reverses = $1 order by e.sequence"
        );
        let rows: Vec<EntryRow> = read!(self, |pool| sqlx::query_as(ABOUT)
            .bind(entry.0)
            .fetch_all(pool)
            .await?);
        Ok(rows.into_iter().map(EntryRow::sealed).collect::<Result<_, _>>()?)
    }

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

    /// The ledger as it was known at the end of a day: entries of that day or before, entered by then.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn ledger_as_known(&self, on: NaiveDate) -> Result<Vec<Sealed>, StoreError> {
        const KNOWN: &str = concat!(
            "select ",
            entry_columns!(),
            " from ledger_entry e where e.recorded_us < $1 and e.day <= $2 order by e.sequence"
        );
        let next = on.checked_add_days(Days::new(1)).unwrap_or(on);
        let before = next.and_time(NaiveTime::MIN).and_utc().timestamp_micros();
        let rows: Vec<EntryRow> = read!(self, |pool| sqlx::query_as(KNOWN)
            .bind(before)
            .bind(on)
            .fetch_all(pool)
            .await?);
        Ok(rows.into_iter().map(EntryRow::sealed).collect::<Result<_, _>>()?)
    }
}
