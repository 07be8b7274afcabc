//! An extract of Chorus against the ledger: what is new, what is known, what differs, what is missing. Nothing is entered twice.

mod known;

use super::{Cents, ChorusNumber, CodingInput, EntryKind, EntryNumber, EntryRequest, Ledger, Wish};
use crate::adoption::RequestId;
use chrono::NaiveDate;
use known::Known;
use std::collections::BTreeMap;

/// What an extract says once: of a commitment, of a service fait or of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The day it was true.
    pub day: NaiveDate,
    /// What is told of the coding.
    pub coding: CodingInput,
    /// A commitment, a service or a payment.
    pub wish: Wish,
}

/// What of a fact the ledger says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Discrepancy {
    /// The day.
    Day(NaiveDate),
    /// The amount.
    Amount(Cents),
    /// The supplier.
    Supplier(String),
    /// The commitment.
    Commitment(Option<ChorusNumber>),
    /// It was taken back.
    Reversed,
}

/// What an extract is to the ledger. A place is that of a fact in the list that was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciled {
    /// Facts to enter, each after what it rests on.
    pub new: Vec<usize>,
    /// Facts that the ledger says too.
    pub known: Vec<usize>,
    /// Facts that an entry says otherwise, and how.
    pub different: Vec<(usize, EntryNumber, Vec<Discrepancy>)>,
    /// Entries that the extract should hold by their kind and their day, and does not.
    pub missing: Vec<EntryNumber>,
}

impl Fact {
    /// The kind of its entry.
    pub const fn kind(&self) -> EntryKind {
        match self.wish {
            Wish::Payment { .. } => EntryKind::Payment,
            Wish::Service { .. } => EntryKind::Service,
            _ => EntryKind::Commitment,
        }
    }

    /// How much is committed, certified or paid.
    pub const fn amount(&self) -> Cents {
        match self.wish {
            Wish::Commitment { amount, .. } | Wish::Service { amount, .. } | Wish::Payment { amount, .. } => {
                amount
            }
            _ => Cents::ZERO,
        }
    }

    /// The fact as something to enter.
    pub fn asked(&self, id: RequestId) -> EntryRequest {
        EntryRequest {
            id,
            day: self.day,
            year: None,
            coding: self.coding.clone(),
            wish: self.wish.clone(),
        }
    }

    /// The EJ that it is of.
    pub const fn ej(&self) -> Option<ChorusNumber> {
        match self.wish {
            Wish::Commitment { ej, .. } | Wish::Service { ej, .. } | Wish::Payment { ej, .. } => Some(ej),
            _ => None,
        }
    }

    const fn number(&self) -> Option<ChorusNumber> {
        match self.wish {
            Wish::Service { number, .. } => number,
            Wish::Payment { number, .. } => Some(number),
            _ => None,
        }
    }
}

/// Compares the facts of an extract with the ledger.
pub fn reconcile(ledger: &Ledger, facts: &[Fact]) -> Reconciled {
    let mut known = Known::of(ledger);
    let mut out = Reconciled::default();
    // Those with a number first: one without takes what they leave.
    let mut order: Vec<usize> = (0..facts.len()).collect();
    order.sort_by_key(|place| facts.get(*place).is_some_and(|fact| fact.number().is_none()));
    for (place, fact) in order
        .into_iter()
        .filter_map(|place| Some((place, facts.get(place)?)))
    {
        match known.take(fact) {
            None => out.new.push(place),
            Some((_, differences)) if differences.is_empty() => out.known.push(place),
            Some((entry, differences)) => out.different.push((place, entry, differences)),
        }
    }
    let signed: BTreeMap<_, _> = facts
        .iter()
        .filter(|fact| fact.kind() == EntryKind::Commitment)
        .map(|fact| (fact.ej(), fact.day))
        .collect();
    let rank = |place: &usize| {
        facts.get(*place).map(|fact| {
            let kind = match fact.kind() {
                EntryKind::Commitment => 0,
                EntryKind::Service => 1,
                _ => 2,
            };
            // One that is dated before its commitment comes after it all the same: its day is then what it is refused for.
            let day = signed
                .get(&fact.ej())
                .map_or(fact.day, |signed| fact.day.max(*signed));
            (day, kind, *place)
        })
    };
    out.new.sort_by_key(rank);
    out.known.sort_unstable();
    out.different.sort_by_key(|(place, ..)| *place);
    out.missing = known.missing(facts);
    out
}

#[cfg(test)]
mod tests;
