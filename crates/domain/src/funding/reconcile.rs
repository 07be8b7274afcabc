//! An extract of Chorus against the ledger: what is new, what is known, what differs, what is missing. Nothing is entered twice.

use super::{
    Cents, ChorusNumber, CodingInput, EntryKind, EntryNumber, EntryRequest, Ledger, LedgerEntry, Wish,
};
use crate::{adoption::RequestId, search::fold};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

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

/// What the ledger holds that an extract may say, each found once.
struct Known<'a> {
    ledger: &'a Ledger,
    /// By kind, EJ, day and amount: what a fact without a number is found by.
    alike: BTreeMap<(EntryKind, ChorusNumber, NaiveDate, Cents), Vec<EntryNumber>>,
    /// What was taken back.
    reversed: Vec<EntryNumber>,
    taken: BTreeSet<EntryNumber>,
}

impl<'a> Known<'a> {
    fn of(ledger: &'a Ledger) -> Self {
        let mut known = Self {
            ledger,
            alike: BTreeMap::new(),
            reversed: Vec::new(),
            taken: BTreeSet::new(),
        };
        for (number, (entry, reversed)) in &ledger.entries {
            if *reversed {
                known.reversed.push(*number);
            }
            if let (EntryKind::Service, Some(ej)) = (entry.kind, known.ej_of(entry)) {
                let key = (entry.kind, ej, entry.day, entry.moves.certified);
                known.alike.entry(key).or_default().push(*number);
            }
        }
        known
    }

    /// The EJ of an entry, also of one whose commitment was taken back.
    fn ej_of(&self, entry: &LedgerEntry) -> Option<ChorusNumber> {
        let of = entry
            .commitment
            .and_then(|number| self.ledger.entries.get(&number));
        entry.ej.or_else(|| of.and_then(|(commitment, _)| commitment.ej))
    }

    /// The entry of a fact, which no other fact then has, and how it differs.
    fn take(&mut self, fact: &Fact) -> Option<(EntryNumber, Vec<Discrepancy>)> {
        let number = self.standing(fact).or_else(|| self.reversed(fact))?;
        let (entry, reversed) = self.ledger.entries.get(&number)?;
        self.taken.insert(number);
        let differences = if *reversed {
            vec![Discrepancy::Reversed]
        } else {
            self.differences(fact, number, entry)
        };
        Some((number, differences))
    }

    fn standing(&self, fact: &Fact) -> Option<EntryNumber> {
        let numbered = match fact.wish {
            Wish::Commitment { ej, .. } => self.ledger.by_ej(ej).map(|(entry, _)| entry),
            _ => fact
                .number()
                .and_then(|number| self.ledger.documents.get(&(fact.kind(), number)).copied()),
        };
        numbered.or_else(|| self.like(fact, false))
    }

    /// A service fait without a number, in the extract or in the ledger, is found by its EJ, its day and its amount.
    fn like(&self, fact: &Fact, reversed: bool) -> Option<EntryNumber> {
        let key = (fact.kind(), fact.ej()?, fact.day, fact.amount());
        let fits = |number: &&EntryNumber| {
            let Some((entry, is_reversed)) = self.ledger.entries.get(number) else {
                return false;
            };
            let unnumbered = entry.number.is_none() || fact.number().is_none();
            *is_reversed == reversed && unnumbered && !self.taken.contains(number)
        };
        self.alike.get(&key)?.iter().find(fits).copied()
    }

    /// What somebody took back is not brought in again by a file.
    fn reversed(&self, fact: &Fact) -> Option<EntryNumber> {
        let same = |entry: &LedgerEntry| match fact.wish {
            Wish::Commitment { ej, .. } => entry.ej == Some(ej),
            _ => fact.number().is_some() && entry.number == fact.number(),
        };
        let is_it = |number: &&EntryNumber| {
            let entry = self.ledger.entries.get(number).map(|(entry, _)| entry);
            entry.is_some_and(|entry| entry.kind == fact.kind() && same(entry))
                && !self.taken.contains(number)
        };
        let found = self.reversed.iter().find(is_it).copied();
        found.or_else(|| self.like(fact, true))
    }

    fn differences(&self, fact: &Fact, number: EntryNumber, entry: &LedgerEntry) -> Vec<Discrepancy> {
        let mut out = Vec::new();
        if entry.day != fact.day {
            out.push(Discrepancy::Day(entry.day));
        }
        let amount = match fact.kind() {
            EntryKind::Service => entry.moves.certified,
            EntryKind::Payment => entry.moves.consumed.cp,
            _ => entry.moves.consumed.ae,
        };
        // Chorus shows what is left of a commitment once some of it was withdrawn.
        let left = self.ledger.commitments.get(&number).map(|known| known.committed);
        if amount != fact.amount() && left != Some(fact.amount()) {
            out.push(Discrepancy::Amount(left.unwrap_or(amount)));
        }
        match &fact.wish {
            Wish::Commitment { supplier, .. } => {
                let known = entry.supplier.as_deref().unwrap_or_default();
                if !supplier.is_empty() && fold(supplier) != fold(known) {
                    out.push(Discrepancy::Supplier(known.to_owned()));
                }
            }
            _ if self.ej_of(entry) != fact.ej() => out.push(Discrepancy::Commitment(self.ej_of(entry))),
            _ => {}
        }
        out
    }

    /// Entries that no fact took, of a kind that the extract has, from its first day of that kind to its last.
    fn missing(&self, facts: &[Fact]) -> Vec<EntryNumber> {
        let mut spans = BTreeMap::<EntryKind, (NaiveDate, NaiveDate)>::new();
        for fact in facts {
            let span = spans.entry(fact.kind()).or_insert((fact.day, fact.day));
            *span = (span.0.min(fact.day), span.1.max(fact.day));
        }
        let within = |entry: &LedgerEntry| {
            let span = spans.get(&entry.kind);
            span.is_some_and(|(first, last)| (*first..=*last).contains(&entry.day))
        };
        let untaken = |(number, (entry, reversed)): (&EntryNumber, &(LedgerEntry, bool))| {
            (!reversed && within(entry) && !self.taken.contains(number)).then_some(*number)
        };
        self.ledger.entries.iter().filter_map(untaken).collect()
    }
}

#[cfg(test)]
mod tests;
