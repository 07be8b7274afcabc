//! Ledgers drawn day by day, whose future is known: what a forecast made on a day is held against.

mod truth;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// How contracts come and are paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spending {
    /// Contracts at any time, of very unequal amounts, paid in 1 to 4 parts, each 2 to 10 weeks after the one before.
    Lumpy,
    /// A contract a month, paid about a month after.
    Monthly,
    /// Both.
    Mixed,
    /// As lumpy, three times as many.
    Busy,
    /// As monthly, on any day of the month.
    AnyDay,
}

/// A contract with its payments, in cents.
struct Contract {
    day: NaiveDate,
    amount: i64,
    payments: Vec<(NaiveDate, i64)>,
}

/// A ledger with its future.
pub struct Ledger {
    contracts: Vec<Contract>,
    ceiling: i64,
    pub today: NaiveDate,
}

/// Weeks drawn after today.
const AHEAD: u64 = 21;

impl Ledger {
    /// A ledger of 10 to 30 weeks on its day, with as many weeks of future as a test looks at.
    pub fn draw(spending: Spending, seed: u64, ceiling: i64) -> Self {
        let mut rng = fastrand::Rng::with_seed(seed);
        let start = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(rng.u64(0..365));
        let today = start + Days::new(7 * rng.u64(10..=30) + rng.u64(0..7));
        let end = today + Days::new(7 * AHEAD);
        let mut ledger = Self {
            contracts: Vec::new(),
            ceiling,
            today,
        };
        if !matches!(spending, Spending::Monthly | Spending::AnyDay) {
            ledger.sign_at_any_time(&mut rng, start, end, spending);
        }
        if matches!(spending, Spending::Monthly | Spending::Mixed | Spending::AnyDay) {
            ledger.sign_each_month(&mut rng, start, end, spending);
        }
        ledger.contracts.sort_by_key(|contract| contract.day);
        ledger.keep_under_the_ceiling();
        ledger
    }

    fn sign_at_any_time(
        &mut self,
        rng: &mut fastrand::Rng,
        start: NaiveDate,
        end: NaiveDate,
        spending: Spending,
    ) {
        let pace = match spending {
            Spending::Mixed => 0.6,
            Spending::Busy => 3.0,
            _ => 1.0,
        };
        let a_week = pace * 0.25 * 3.2_f64.powf(rng.f64());
        let typical = 150_000.0 + 200_000.0 * rng.f64();
        let unequal = 0.4 + 0.3 * rng.f64();
        for day in start.iter_days().take_while(|day| *day <= end).filter(works) {
            let mut odds = a_week / 5.0;
            while rng.f64() < odds {
                let amount = amount(rng, typical, unequal);
                let parts = rng.i64(1..=4);
                let mut paid = day;
                let payments = (1..=parts).map(|part| {
                    paid = working(paid + Days::new(rng.u64(14..=70)));
                    (paid, amount * part / parts - amount * (part - 1) / parts)
                });
                let payments = payments.collect();
                self.contracts.push(Contract {
                    day,
                    amount,
                    payments,
                });
                odds = 0.1;
            }
        }
    }

    fn sign_each_month(
        &mut self,
        rng: &mut fastrand::Rng,
        start: NaiveDate,
        end: NaiveDate,
        spending: Spending,
    ) {
        let typical = 150_000.0 + 300_000.0 * rng.f64();
        let unequal = 0.05 + 0.25 * rng.f64();
        let usual = rng.u64(3..25);
        for first in start
            .iter_days()
            .take_while(|day| *day <= end)
            .filter(|day| day.day() == 1)
        {
            let mut day = working(first + Days::new(usual + rng.u64(0..7) - 3));
            if spending == Spending::AnyDay {
                day = working(first + Days::new(rng.u64(0..28)));
            }
            let amount = amount(rng, typical, unequal);
            let payments = vec![(working(day + Days::new(rng.u64(21..=42))), amount)];
            self.contracts.push(Contract {
                day,
                amount,
                payments,
            });
        }
    }

    /// As the ledger refuses what does not fit, a contract is cut to what is left; its payments with it.
    fn keep_under_the_ceiling(&mut self) {
        let mut left = self.ceiling;
        for contract in &mut self.contracts {
            contract.amount = contract.amount.min(left);
            left -= contract.amount;
            let mut unpaid = contract.amount;
            for (_, paid) in &mut contract.payments {
                *paid = (*paid).min(unpaid);
                unpaid -= *paid;
            }
        }
    }
}

/// A lognormal amount, whole cents.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a test's amounts, far below the largest"
)]
fn amount(rng: &mut fastrand::Rng, typical: f64, unequal: f64) -> i64 {
    // Twelve uniform draws less six: another normal draw than the forecast's.
    let normal = (0..12).map(|_| rng.f64()).sum::<f64>() - 6.0;
    (typical * (unequal * normal).exp()).round() as i64
}

fn works(day: &NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The day, or the Monday after.
fn working(day: NaiveDate) -> NaiveDate {
    day.iter_days().find(works).unwrap()
}
