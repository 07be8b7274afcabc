//! The money of the convention: credits made available, committed, certified, paid (article 4).

pub mod forecast;

mod cents;

pub use cents::{AmountError, Cents};
