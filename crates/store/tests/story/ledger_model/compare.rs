//! The ledger of the store compared with the model, figure by figure.

use super::Twins;
use crate::ledger_world::{now, year};
use domain::funding::{Cents, Counter, Credit, Scope};

pub(super) const COMPARED: usize = 500;

impl Twins {
    /// All counters, all commitments, the chain and what it is the sum of.
    pub(super) async fn compare(&self, place: &str) {
        let funding = self.store.funding().await.unwrap();
        for (rank, scope) in [
            Scope::Convention,
            Scope::Year(year(2020)),
            Scope::Year(year(2021)),
        ]
        .into_iter()
        .enumerate()
        {
            for (at, credit) in [Credit::Ae, Credit::Cp].into_iter().enumerate() {
                let expected = Counter {
                    ceiling: Cents(self.model.ceiling[rank][at]),
                    consumed: Cents(self.model.spent[rank][at]),
                };
                assert_eq!(
                    funding.counter(scope, credit),
                    expected,
                    "{place}: {scope:?} {credit:?}"
                );
            }
        }
        let known = self.store.ledger_commitments().await.unwrap();
        let found = known.iter().rev().map(|known| {
            let ej = known.ej.map(|ej| ej.to_string());
            (
                known.entry.0 - 1,
                ej,
                known.committed.0,
                known.certified.0,
                known.paid.0,
            )
        });
        let expected = self.model.commitments.iter().map(|known| {
            let entry = i64::try_from(known.entry).unwrap();
            (
                entry,
                known.ej.clone(),
                known.committed,
                known.certified,
                known.paid,
            )
        });
        assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{place}");
        assert_eq!(
            funding.last.0,
            i64::try_from(self.model.done.len()).unwrap(),
            "{place}"
        );
        assert_eq!(funding.is_suspended(), self.model.suspended, "{place}");
        let verdict = self.store.verify_ledger(now()).await.unwrap();
        assert!(verdict.is_whole(), "{place}: {verdict:?}");
    }
}
