//! A writer of the race, and the tally of what it was answered.

use super::kind;
use crate::ledger_world::{commitment, credits, day, enter, payment, service};
use domain::funding::{Cents, EntryNumber, Pair, Wish};
use fastrand::Rng;
use std::collections::BTreeMap;
use store::Store;

/// What became of attempts: how many were accepted, how many refused and why, and the AE and CP that the accepted ones took.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) outcomes: BTreeMap<String, usize>,
    pub(super) ae: i64,
    pub(super) cp: i64,
}

impl Tally {
    /// Many writers at once, each with its share.
    pub(super) async fn writers(store: &Store, writers: usize, first: usize, count: usize) -> Self {
        let tasks: Vec<_> = (0..writers)
            .map(|rank| {
                let share = count / writers + usize::from(rank < count % writers);
                let writer = Writer::new(first + rank);
                tokio::spawn(writer.write(store.clone(), share))
            })
            .collect();
        let mut tally = Self::default();
        for task in tasks {
            tally.add(task.await.unwrap());
        }
        tally
    }

    pub(super) fn add(&mut self, other: Self) {
        for (outcome, count) in other.outcomes {
            *self.outcomes.entry(outcome).or_default() += count;
        }
        self.ae += other.ae;
        self.cp += other.cp;
    }

    pub(super) fn attempts(&self) -> usize {
        self.outcomes.values().sum()
    }

    pub(super) fn line(&self) -> String {
        let outcomes: Vec<_> = self
            .outcomes
            .iter()
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        format!("{} {} {}", self.ae, self.cp, outcomes.join(" "))
    }

    pub(super) fn read(line: &str) -> Self {
        let words: Vec<&str> = line.split(' ').collect();
        let outcomes = words[2..]
            .chunks(2)
            .map(|pair| (pair[0].to_owned(), pair[1].parse().unwrap()));
        Self {
            outcomes: outcomes.collect(),
            ae: words[0].parse().unwrap(),
            cp: words[1].parse().unwrap(),
        }
    }
}

/// One who writes: small commitments of its own, and what comes of them.
struct Writer {
    rng: Rng,
    /// The next number of an EJ or a DP, of a range that nobody else has.
    next: u32,
    commitments: Vec<u32>,
    payments: Vec<EntryNumber>,
}

impl Writer {
    pub(super) fn new(rank: usize) -> Self {
        Self {
            rng: Rng::new(),
            next: u32::try_from(rank + 1).unwrap() * 100_000,
            commitments: Vec::new(),
            payments: Vec::new(),
        }
    }

    fn wish(&mut self) -> Wish {
        self.next += 1;
        let amount = Cents(self.rng.i64(1..3_000));
        let own = self.rng.choice(&self.commitments).copied();
        match (self.rng.u8(..100), own) {
            (0..10, _) => {
                let credits_of = Pair {
                    ae: amount,
                    cp: Cents(self.rng.i64(1..3_000)),
                };
                let lower = self.rng.bool();
                Wish::Amendment(credits(2021, if lower { -credits_of } else { credits_of }))
            }
            (10..15, Some(ej)) => service(ej, amount),
            (15..20, Some(ej)) => payment(ej, self.next, amount),
            (20..25, _) => payment(1, self.next, amount),
            (25..35, Some(ej)) => Wish::Withdrawal {
                ej: crate::ledger_world::chorus(ej),
                amount,
                authorisation: None,
            },
            (35..40, _) if !self.payments.is_empty() => Wish::Reversal {
                entry: self.payments[self.rng.usize(..self.payments.len())],
                why: "Mauvais montant".to_owned(),
            },
            _ => commitment(self.next, amount),
        }
    }

    async fn write(mut self, store: Store, share: usize) -> Tally {
        let mut tally = Tally::default();
        for _ in 0..share {
            let wish = self.wish();
            let outcome = match enter(&store, day(2021, 7, 1), wish.clone()).await {
                Ok(entry) => {
                    self.accepted(&wish, entry, &mut tally);
                    "accepted".to_owned()
                }
                Err(refused) => kind(&refused),
            };
            *tally.outcomes.entry(outcome).or_default() += 1;
        }
        tally
    }

    fn accepted(&mut self, wish: &Wish, entry: EntryNumber, tally: &mut Tally) {
        match wish {
            Wish::Commitment { amount, .. } => {
                tally.ae += amount.0;
                self.commitments.push(self.next);
            }
            Wish::Withdrawal { amount, .. } => tally.ae -= amount.0,
            Wish::Payment { amount, .. } => {
                tally.cp += amount.0;
                self.payments.push(entry);
            }
            _ => {}
        }
    }
}
