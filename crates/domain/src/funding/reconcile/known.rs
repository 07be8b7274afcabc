//! The ledger as an extract's facts are looked for in it.

use super::{Discrepancy, Fact};
use crate::{
    funding::{Cents, ChorusNumber, EntryKind, EntryNumber, Ledger, LedgerEntry, Wish},
    search::fold,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What the ledger holds that an extract may say, each found once.
pub(super) struct Known<'a> {
    ledger: &'a Ledger,
    /// By kind, EJ, day and amount: what a fact without a number is found by.
    alike: BTreeMap<(EntryKind, ChorusNumber, NaiveDate, Cents), Vec<EntryNumber>>,
    /// What was taken back.
    reversed: Vec<EntryNumber>,
    taken: BTreeSet<EntryNumber>,
}

impl<'a> Known<'a> {
    pub(super) fn of(ledger: &'a Ledger) -> Self {
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
    pub(super) fn take(&mut self, fact: &Fact) -> Option<(EntryNumber, Vec<Discrepancy>)> {
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
    pub(super) fn missing(&self, facts: &[Fact]) -> Vec<EntryNumber> {
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
