//! What a simulated ledger knows: its weeks, its past as a forecast sees it, and what came.

use super::Ledger;
use crate::{
    calendar::Week,
    funding::{
        Cents,
        forecast::{ForecastInput, WeekMoves},
    },
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

impl Ledger {
    /// What each week moved, up to today.
    pub fn weeks(&self) -> Vec<WeekMoves> {
        let mut moved: BTreeMap<Week, (i64, i64)> = BTreeMap::new();
        for contract in self
            .contracts
            .iter()
            .take_while(|contract| contract.day <= self.today)
        {
            moved.entry(Week::of(contract.day)).or_default().0 += contract.amount;
            for (day, paid) in contract.payments.iter().filter(|(day, _)| *day <= self.today) {
                moved.entry(Week::of(*day)).or_default().1 += paid;
            }
        }
        let each = moved.into_iter().map(|(week, (committed, paid))| WeekMoves {
            week,
            committed: Cents(committed),
            paid: Cents(paid),
        });
        each.collect()
    }

    /// What a forecast may know today.
    pub fn past<'a>(&self, weeks: &'a [WeekMoves], until: NaiveDate) -> ForecastInput<'a> {
        let committed = self.committed(|day| day <= self.today);
        let paid = self.paid(|day| day <= self.today);
        ForecastInput {
            weeks,
            today: self.today,
            ae_left: Cents(self.ceiling - committed),
            cp_left: Cents(self.ceiling - paid),
            unpaid: Cents(committed - paid),
            until,
            seed: 12,
        }
    }

    /// What is committed after today, up to a day.
    pub fn truth_ae(&self, until: NaiveDate) -> Cents {
        Cents(self.committed(|day| day > self.today && day <= until))
    }

    /// What is paid after today, up to a day, of the contracts signed by today.
    pub fn truth_cp(&self, until: NaiveDate) -> Cents {
        Cents(self.paid(|day| day > self.today && day <= until))
    }

    /// The day after today on which nothing is left to commit, if it is drawn.
    pub fn truth_out(&self) -> Option<NaiveDate> {
        let out = |day: &NaiveDate| self.committed(|other| other <= *day) == self.ceiling;
        let days = self.contracts.iter().map(|contract| contract.day);
        days.filter(|day| *day > self.today).find(out)
    }

    fn committed(&self, when: impl Fn(NaiveDate) -> bool) -> i64 {
        let signed = self.contracts.iter().filter(|contract| when(contract.day));
        signed.map(|contract| contract.amount).sum()
    }

    fn paid(&self, when: impl Fn(NaiveDate) -> bool) -> i64 {
        let signed = self
            .contracts
            .iter()
            .filter(|contract| contract.day <= self.today);
        let payments = signed.flat_map(|contract| &contract.payments);
        payments.filter(|(day, _)| when(*day)).map(|(_, paid)| paid).sum()
    }
}
