//! What can be computed of the hidden figures, out of the sums that are shown.

use super::{FEWEST, Sum};
use std::collections::BTreeMap;

/// The arithmetic of [`recoverable`]: modulo a prime, exact where fractions would grow. A coefficient is −1, 0 or 1; that a determinant of
/// these is a multiple of this prime would only hide one group more, or let the next one be found by the rule of the single sum.
const PRIME: i64 = 2_147_483_647;

/// A combination of sums: coefficients by hidden group, none of them zero.
type Combination = BTreeMap<usize, i64>;

/// The hidden groups that the sums, taken together, determine: those that a combination of sums leaves alone, or leaves together with so few
/// units that they are told.
pub fn recoverable(units: &[i64], sums: &[Sum], hidden: &[bool]) -> Vec<usize> {
    let is_hidden = |one: usize| hidden.get(one).copied().unwrap_or(false);
    let mut reduced: BTreeMap<usize, Combination> = BTreeMap::new();
    for sum in sums {
        let mut row = Combination::new();
        for &part in sum.parts.iter().filter(|&&part| is_hidden(part)) {
            add(&mut row, part, 1);
        }
        if is_hidden(sum.total) {
            add(&mut row, sum.total, PRIME - 1);
        }
        let known: Vec<usize> = row
            .keys()
            .copied()
            .filter(|one| reduced.contains_key(one))
            .collect();
        for pivot in known {
            if let (Some(&times), Some(other)) = (row.get(&pivot), reduced.get(&pivot)) {
                subtract(&mut row, other, times);
            }
        }
        let Some((&pivot, &first)) = row.iter().next() else {
            continue;
        };
        let inverse = power(first, PRIME - 2);
        row.values_mut()
            .for_each(|value| *value = *value * inverse % PRIME);
        for other in reduced.values_mut() {
            if let Some(&times) = other.get(&pivot) {
                subtract(other, &row, times);
            }
        }
        reduced.insert(pivot, row);
    }
    let told = |row: &&Combination| {
        let together: i64 = row.keys().filter_map(|&one| units.get(one)).sum();
        let one_sum = row.values().all(|&value| value == 1);
        row.len() == 1 || (one_sum && together < FEWEST)
    };
    reduced
        .values()
        .filter(told)
        .flat_map(|row| row.keys().copied())
        .collect()
}

fn add(row: &mut Combination, at: usize, value: i64) {
    let sum = (row.get(&at).copied().unwrap_or(0) + value) % PRIME;
    match sum {
        0 => row.remove(&at),
        sum => row.insert(at, sum),
    };
}

fn subtract(row: &mut Combination, other: &Combination, times: i64) {
    for (&at, &value) in other {
        add(row, at, (PRIME - times * value % PRIME) % PRIME);
    }
}

fn power(mut base: i64, mut exponent: i64) -> i64 {
    let mut made = 1;
    while exponent > 0 {
        if exponent % 2 == 1 {
            made = made * base % PRIME;
        }
        base = base * base % PRIME;
        exponent /= 2;
    }
    made
}
