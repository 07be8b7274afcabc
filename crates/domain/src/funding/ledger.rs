//! Where the ledger stands: counters, commitments, documents, weeks. Made by adding entries, in their order.

mod counter;

use super::{
    BudgetYear, CONVENTION_MAXIMUM, Cents, ChorusCoding, ChorusNumber, Credit, EntryKind, EntryNumber, Hash,
    LedgerEntry, Nature, Pair,
};
use crate::calendar::Week;
use chrono::NaiveDate;
pub use counter::{Counter, Scope};
use std::{collections::BTreeMap, ops::Bound};

/// A commitment and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// Its EJ; none once it was reversed.
    pub ej: Option<ChorusNumber>,
    /// The day it was signed.
    pub day: NaiveDate,
    /// The year whose AE it consumes.
    pub year: BudgetYear,
    /// What it buys.
    pub nature: Nature,
    /// What is committed, withdrawals taken off.
    pub committed: Cents,
    /// What is certified.
    pub certified: Cents,
    /// What is paid.
    pub paid: Cents,
    /// What each day certified less what it paid: what was taken back is off the day that it was of.
    pub unpaid_by_day: BTreeMap<NaiveDate, Cents>,
}

impl Commitment {
    /// What may be paid on a day, and the day that allows no more: services rendered on or before a day cover the payments up to it, on this day and each later one.
    pub fn payable(&self, on: NaiveDate) -> (NaiveDate, Cents) {
        let mut covered: Cents = self.unpaid_by_day.range(..=on).map(|(_, unpaid)| *unpaid).sum();
        let mut least = (on, covered);
        for (day, unpaid) in self.unpaid_by_day.range((Bound::Excluded(on), Bound::Unbounded)) {
            covered += *unpaid;
            if covered < least.1 {
                least = (*day, covered);
            }
        }
        least
    }
}

/// The state of the ledger, or as much of it as a decision needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// The last entry.
    pub last: EntryNumber,
    /// Its hash.
    pub head: Hash,
    /// The ceilings.
    pub counters: BTreeMap<(Scope, Credit), Counter>,
    /// The commitments.
    pub commitments: BTreeMap<EntryNumber, Commitment>,
    /// Which entry holds a DP or a service fait.
    pub documents: BTreeMap<(EntryKind, ChorusNumber), EntryNumber>,
    /// Entries, for those that would take them back; the flag says that one did.
    pub entries: BTreeMap<EntryNumber, (LedgerEntry, bool)>,
    /// What each week moved, by nature.
    pub weeks: BTreeMap<(Week, Nature), Pair>,
    /// The convention's coding.
    pub coding: ChorusCoding,
    /// The day the convention was signed, once somebody set it.
    pub signed_on: Option<NaiveDate>,
    /// Whether the delegation is suspended.
    pub suspended: bool,
}

impl Default for Ledger {
    fn default() -> Self {
        let maximum = Counter {
            ceiling: CONVENTION_MAXIMUM,
            consumed: Cents::ZERO,
        };
        Self {
            last: EntryNumber(0),
            head: Hash::START,
            counters: Credit::ALL
                .iter()
                .map(|credit| ((Scope::Convention, *credit), maximum))
                .collect(),
            commitments: BTreeMap::new(),
            documents: BTreeMap::new(),
            entries: BTreeMap::new(),
            weeks: BTreeMap::new(),
            coding: ChorusCoding::default(),
            signed_on: None,
            suspended: false,
        }
    }
}

impl Ledger {
    /// A ceiling; nothing allotted is a ceiling of zero.
    pub fn counter(&self, scope: Scope, credit: Credit) -> Counter {
        self.counters.get(&(scope, credit)).copied().unwrap_or_default()
    }

    /// The commitment of an EJ.
    pub fn by_ej(&self, ej: ChorusNumber) -> Option<(EntryNumber, &Commitment)> {
        self.commitments
            .iter()
            .find(|(_, known)| known.ej == Some(ej))
            .map(|(entry, known)| (*entry, known))
    }

    /// How an entry moves a ceiling: what the ceiling gains, what is consumed.
    pub fn moved(entry: &LedgerEntry, scope: Scope, credit: Credit) -> Counter {
        let moves = &entry.moves;
        let (ceiling, consumed) = match scope {
            Scope::Convention => (moves.maximum, moves.consumed),
            Scope::Year(year) if year == entry.year => (moves.ceiling, moves.consumed),
            Scope::Year(year) if Some(year) == entry.from_year => (-moves.ceiling, Pair::default()),
            Scope::Year(_) => (Pair::default(), Pair::default()),
        };
        Counter {
            ceiling: ceiling.of(credit),
            consumed: consumed.of(credit),
        }
    }

    /// The scopes that an entry moves.
    pub fn scopes(entry: &LedgerEntry) -> impl Iterator<Item = Scope> + use<> {
        let years = [Some(entry.year), entry.from_year];
        [Scope::Convention]
            .into_iter()
            .chain(years.into_iter().flatten().map(Scope::Year))
    }

    /// Adds an entry with its hash. It does not judge: what was accepted once is counted.
    pub fn add(&mut self, entry: &LedgerEntry, hash: Hash) {
        for scope in Self::scopes(entry) {
            for credit in Credit::ALL {
                let moved = Self::moved(entry, scope, *credit);
                let counter = self.counters.entry((scope, *credit)).or_default();
                counter.ceiling += moved.ceiling;
                counter.consumed += moved.consumed;
            }
        }
        self.commit(entry);
        if let (Some(number), EntryKind::Service | EntryKind::Payment) = (entry.number, entry.kind) {
            self.documents.insert((entry.kind, number), entry.sequence);
        }
        if let Some(nature) = entry.nature {
            *self.weeks.entry((Week::of(entry.day), nature)).or_default() += entry.moves.consumed;
        }
        if let Some(original) = entry.reverses {
            self.documents.retain(|_, known| *known != original);
            if let Some((_, reversed)) = self.entries.get_mut(&original) {
                *reversed = true;
            }
        }
        self.entries.insert(entry.sequence, (entry.clone(), false));
        self.last = entry.sequence;
        self.head = hash;
    }

    fn commit(&mut self, entry: &LedgerEntry) {
        if let (EntryKind::Commitment, Some(nature)) = (entry.kind, entry.nature) {
            let new = Commitment {
                ej: entry.ej,
                day: entry.day,
                year: entry.year,
                nature,
                committed: entry.moves.consumed.ae,
                certified: Cents::ZERO,
                paid: Cents::ZERO,
                unpaid_by_day: BTreeMap::new(),
            };
            self.commitments.insert(entry.sequence, new);
        }
        let Some((number, known)) = entry
            .commitment
            .and_then(|number| Some((number, self.commitments.get_mut(&number)?)))
        else {
            return;
        };
        let of = entry.reverses.and_then(|original| self.entries.get(&original));
        let day = of.map_or(entry.day, |(original, _)| original.day);
        *known.unpaid_by_day.entry(day).or_default() += entry.moves.certified - entry.moves.consumed.cp;
        known.committed += entry.moves.consumed.ae;
        known.certified += entry.moves.certified;
        known.paid += entry.moves.consumed.cp;
        if entry.reverses == Some(number) {
            known.ej = None;
        }
    }
}
