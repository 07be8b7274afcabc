//! Counters: a ceiling and what is consumed of it, by year and for the convention.

use crate::funding::{BudgetYear, Cents};

/// What a ceiling is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// The whole convention: 50 000 € in each of two years must not pass.
    Convention,
    /// A budget year.
    Year(BudgetYear),
}

/// A ceiling and what is consumed of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counter {
    /// The ceiling.
    pub ceiling: Cents,
    /// What is consumed.
    pub consumed: Cents,
}

impl Counter {
    /// What is left.
    pub fn available(self) -> Cents {
        self.ceiling - self.consumed
    }
}
