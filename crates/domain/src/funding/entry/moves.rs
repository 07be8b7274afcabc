//! What an entry moves: pairs of AE and CP.

use super::Credit;
use crate::funding::Cents;
use std::ops;

/// An amount of each credit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pair {
    /// In AE.
    pub ae: Cents,
    /// In CP.
    pub cp: Cents,
}

impl Pair {
    /// In one credit.
    pub const fn of(self, credit: Credit) -> Cents {
        match credit {
            Credit::Ae => self.ae,
            Credit::Cp => self.cp,
        }
    }

    /// An amount in AE alone.
    pub const fn ae(amount: Cents) -> Self {
        Self {
            ae: amount,
            cp: Cents::ZERO,
        }
    }

    /// An amount in CP alone.
    pub const fn cp(amount: Cents) -> Self {
        Self {
            ae: Cents::ZERO,
            cp: amount,
        }
    }
}
impl ops::Neg for Pair {
    type Output = Self;
    fn neg(self) -> Self {
        Self {
            ae: -self.ae,
            cp: -self.cp,
        }
    }
}
impl ops::AddAssign for Pair {
    fn add_assign(&mut self, other: Self) {
        self.ae += other.ae;
        self.cp += other.cp;
    }
}

/// What an entry moves. A counter is the sum of these, and nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Moves {
    /// The convention's ceiling.
    pub maximum: Pair,
    /// The year's ceiling; the other year's, the other way, for a carry-over.
    pub ceiling: Pair,
    /// What is consumed, of the year and of the convention.
    pub consumed: Pair,
    /// What is certified of its commitment.
    pub certified: Cents,
    /// What is received.
    pub received: Cents,
}
impl ops::Neg for Moves {
    type Output = Self;
    fn neg(self) -> Self {
        Self {
            maximum: -self.maximum,
            ceiling: -self.ceiling,
            consumed: -self.consumed,
            certified: -self.certified,
            received: -self.received,
        }
    }
}
