//! The facts that one wish is decided with, as the database has them.

use super::Before;
use crate::{
    engine::fault::{Fault, readable},
    funding::row::{budget_year, day},
};
use domain::funding::{
    Cents, ChorusNumber, Commitment, EntryKind, EntryNumber, EntryRequest, Hash, Ledger, Nature, Wish,
};
use std::collections::BTreeMap;

#[derive(sqlx_macros::FromRow)]
pub(super) struct FactsRow {
    last: i64,
    head: Vec<u8>,
    suspended: i64,
    signed_on: Option<String>,
    document: Option<i64>,
    entered: Option<i64>,
    fingerprint: Option<Vec<u8>>,
    answer: Option<String>,
    commitment: Option<i64>,
    ej: Option<String>,
    committed_cents: Option<i64>,
    certified_cents: Option<i64>,
    paid_cents: Option<i64>,
    committed_on: Option<String>,
    committed_year: Option<i64>,
    nature: Option<String>,
}

impl FactsRow {
    pub(super) fn fill(self, asked: &EntryRequest, ledger: &mut Ledger) -> Result<Option<Before>, Fault> {
        ledger.last = EntryNumber(self.last);
        ledger.head = readable(
            "ledger_head",
            "hash",
            1,
            &format!("{:?}", self.head),
            Hash::new(&self.head),
        )?;
        ledger.suspended = self.suspended > 0;
        ledger.signed_on = self
            .signed_on
            .map(|text| readable("funding_day", "day", "signature", &text, day(&text)))
            .transpose()?;
        if let (Some(number), Some(document)) = (asked.number(), self.document) {
            ledger
                .documents
                .insert((document_kind(asked), number), EntryNumber(document));
        }
        if let (Some(sequence), Some(committed), Some(certified), Some(paid)) = (
            self.commitment,
            self.committed_cents,
            self.certified_cents,
            self.paid_cents,
        ) {
            let unreadable = |column, found: &str| Fault::Unreadable {
                table: "ledger_entry",
                column,
                row: sequence.to_string(),
                found: found.to_owned(),
            };
            let (on, year) = (
                self.committed_on.unwrap_or_default(),
                self.committed_year.unwrap_or_default(),
            );
            let nature = self.nature.unwrap_or_default();
            let known = Commitment {
                ej: self.ej.and_then(|ej| ChorusNumber::read(&ej).ok()),
                day: day(&on).ok_or_else(|| unreadable("day", &on))?,
                year: budget_year(year).ok_or_else(|| unreadable("year", &year.to_string()))?,
                nature: Nature::from_code(&nature).ok_or_else(|| unreadable("nature", &nature))?,
                committed: Cents(committed),
                certified: Cents(certified),
                paid: Cents(paid),
                unpaid_by_day: BTreeMap::new(),
            };
            ledger.commitments.insert(EntryNumber(sequence), known);
        }
        let answered = self.fingerprint.zip(self.answer);
        Ok(match answered {
            Some((fingerprint, answer)) => Some(Before::Answered { fingerprint, answer }),
            None => self.entered.map(|_| Before::InFile),
        })
    }
}

pub(super) const fn document_kind(asked: &EntryRequest) -> EntryKind {
    match asked.wish {
        Wish::Payment { .. } => EntryKind::Payment,
        _ => EntryKind::Service,
    }
}
