//! Entries as lists: the ledger's pages, a commitment with its life, the ledger as it was known on a day.

mod commitments;

use super::row::{EntryRow, Sealed, entry_columns};
use crate::{
    Store,
    engine::{fault::StoreError, read},
};
use chrono::{Days, NaiveDate};
pub use commitments::KnownCommitment;
use domain::{
    calendar::start_of_day,
    funding::{BudgetYear, EntryKind, EntryNumber, Nature},
};
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

    /// The ledger as it was known at the end of a day of Paris: entries of that day or before, entered by then.
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
        let before = start_of_day(next).timestamp_micros();
        let rows: Vec<EntryRow> = read!(self, |pool| sqlx::query_as(KNOWN)
            .bind(before)
            .bind(on)
            .fetch_all(pool)
            .await?);
        Ok(rows.into_iter().map(EntryRow::sealed).collect::<Result<_, _>>()?)
    }
}
