//! The figures of the money: every page, file and chart takes them here.

use super::{
    days::{FundingDays, days},
    duty::{Duty, duties},
    load::counter::{COUNTERS, CounterRow},
    row::{EntryRow, Sealed, entry_columns},
};
use crate::{
    Store,
    engine::{
        fault::{Fault, StoreError, readable},
        write,
    },
};
use chrono::NaiveDate;
use domain::{
    Week,
    funding::{Cents, ChorusCoding, Counter, Credit, EntryNumber, Hash, Nature, Pair, Scope},
};
use std::collections::BTreeMap;

/// Where the money stands, of one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funding {
    /// Ceilings and what is consumed of them.
    pub counters: BTreeMap<(Scope, Credit), Counter>,
    /// What each week moved, by nature.
    pub weeks: BTreeMap<(Week, Nature), Pair>,
    /// The entries that moved a ceiling, in their order.
    pub ceilings: Vec<Sealed>,
    /// The coding as signed.
    pub coding: ChorusCoding,
    /// The days that somebody set.
    pub days: FundingDays,
    /// The duties of article 4, the latest first.
    pub duties: Vec<Duty>,
    /// The last entry.
    pub last: EntryNumber,
    /// Its hash.
    pub head: Hash,
}

impl Funding {
    /// A ceiling and what is consumed of it.
    pub fn counter(&self, scope: Scope, credit: Credit) -> Counter {
        self.counters.get(&(scope, credit)).copied().unwrap_or_default()
    }

    /// Restes à payer: committed and not yet paid, over the whole convention.
    pub fn unpaid_total(&self) -> Cents {
        self.counter(Scope::Convention, Credit::Ae).consumed
            - self.counter(Scope::Convention, Credit::Cp).consumed
    }

    /// Whether the delegation is suspended (article 4).
    pub fn is_suspended(&self) -> bool {
        self.duties
            .iter()
            .any(|duty| duty.standing.last == domain::funding::StepKind::Suspended)
    }
}

impl Store {
    /// Where the money stands.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn funding(&self) -> Result<Funding, StoreError> {
        const WEEKS: &str = "select week, nature, ae_cents, cp_cents from ledger_week";
        const HEAD: &str = "select sequence, hash from ledger_head where id = 1";
        const CEILINGS: &str = concat!(
            "select ",
            entry_columns!(),
            " from ledger_entry e where e.ceiling_ae_cents <> 0 or e.ceiling_cp_cents <> 0 order by e.sequence"
        );
        let coding = self.chorus_coding().await?;
        let mut at = self.snapshot().await?;
        let counters: Vec<CounterRow> = write!(at, |conn| sqlx::query_as(COUNTERS).fetch_all(conn).await?);
        let weeks: Vec<WeekRow> = write!(at, |conn| sqlx::query_as(WEEKS).fetch_all(conn).await?);
        let (last, head): (i64, Vec<u8>) = write!(at, |conn| sqlx::query_as(HEAD).fetch_one(conn).await?);
        let ceilings: Vec<EntryRow> = write!(at, |conn| sqlx::query_as(CEILINGS).fetch_all(conn).await?);
        let funding = Funding {
            counters: counters
                .into_iter()
                .map(CounterRow::read)
                .collect::<Result<_, _>>()?,
            weeks: weeks.into_iter().map(week).collect::<Result<_, _>>()?,
            ceilings: ceilings
                .into_iter()
                .map(EntryRow::sealed)
                .collect::<Result<_, _>>()?,
            coding,
            days: days(&mut at).await?,
            duties: duties(&mut at).await?,
            last: EntryNumber(last),
            head: readable("ledger_head", "hash", 1, &format!("{head:?}"), Hash::new(&head))?,
        };
        at.end().await?;
        Ok(funding)
    }
}

/// A week of the ledger as its row has it.
#[derive(sqlx_macros::FromRow)]
pub(super) struct WeekRow {
    pub week: NaiveDate,
    pub nature: String,
    pub ae_cents: i64,
    pub cp_cents: i64,
}

pub(super) fn week(row: WeekRow) -> Result<((Week, Nature), Pair), Fault> {
    let nature = Nature::from_code(&row.nature);
    let nature = readable("ledger_week", "nature", row.week, &row.nature, nature)?;
    let pair = Pair {
        ae: Cents(row.ae_cents),
        cp: Cents(row.cp_cents),
    };
    Ok(((Week::of(row.week), nature), pair))
}
