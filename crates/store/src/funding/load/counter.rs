//! The counters of the ledger, as the database has them.

use crate::{
    engine::fault::{Fault, readable},
    funding::row::budget_year,
};
use domain::funding::{Cents, Counter, Credit, Scope};

pub(in crate::funding) const COUNTERS: &str =
    "select year, credit, ceiling_cents, consumed_cents from ledger_counter";

#[derive(sqlx_macros::FromRow)]
pub(in crate::funding) struct CounterRow {
    pub year: i64,
    pub credit: String,
    pub ceiling_cents: i64,
    pub consumed_cents: i64,
}

impl CounterRow {
    pub(in crate::funding) fn read(self) -> Result<((Scope, Credit), Counter), Fault> {
        let credit = readable(
            "ledger_counter",
            "credit",
            self.year,
            &self.credit,
            Credit::from_code(&self.credit),
        )?;
        let scope = match self.year {
            0 => Scope::Convention,
            year => Scope::Year(readable(
                "ledger_counter",
                "year",
                year,
                &year.to_string(),
                budget_year(year),
            )?),
        };
        let counter = Counter {
            ceiling: Cents(self.ceiling_cents),
            consumed: Cents(self.consumed_cents),
        };
        Ok(((scope, credit), counter))
    }
}
