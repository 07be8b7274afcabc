//! Request for an entry of the ledger, before the rules have judged it.

use super::{BudgetYear, Cents, ChorusNumber, CodingInput, EntryNumber, Nature, Pair};
use crate::adoption::RequestId;
use chrono::NaiveDate;

/// What somebody wants to enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Credits made available for a year.
    Allotment(Credits),
    /// An amendment of the convention: adds to its maximum and to a year, or takes from both.
    Amendment(Credits),
    /// Credits of a year for a later one.
    CarryOver {
        /// The year that they are taken from.
        from: BudgetYear,
        /// What is carried over, to which year.
        to: Credits,
    },
    /// An engagement juridique.
    Commitment {
        /// Its number.
        ej: ChorusNumber,
        /// Who is paid.
        supplier: String,
        /// What for, in words.
        object: String,
        /// What it buys.
        nature: Nature,
        /// How much is committed.
        amount: Cents,
    },
    /// A service fait.
    Service {
        /// Of which commitment.
        ej: ChorusNumber,
        /// How much is certified.
        amount: Cents,
        /// Its own number, where it has one.
        number: Option<ChorusNumber>,
    },
    /// A demande de paiement.
    Payment {
        /// On which commitment.
        ej: ChorusNumber,
        /// How much is paid.
        amount: Cents,
        /// Its number.
        number: ChorusNumber,
    },
    /// AE given back.
    Withdrawal {
        /// Of which commitment.
        ej: ChorusNumber,
        /// How much.
        amount: Cents,
        /// The authorisation, once the commitment's year is over.
        authorisation: Option<String>,
    },
    /// An entry taken back.
    Reversal {
        /// Which.
        entry: EntryNumber,
        /// Why.
        why: String,
    },
    /// A receipt.
    Receipt {
        /// How much is received.
        amount: Cents,
        /// What for, in words.
        object: String,
        /// The title's reference.
        reference: String,
    },
}

/// Credits of a year, with the document that moves them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credits {
    /// The year.
    pub year: BudgetYear,
    /// How much of each credit.
    pub amount: Pair,
    /// The schedule, the letter, the amendment, the order.
    pub reference: String,
}

/// A wish with its day, its coding, and the id made where its form was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRequest {
    /// The id.
    pub id: RequestId,
    /// The day it was true.
    pub day: NaiveDate,
    /// The budget year, where it was told beside the day.
    pub year: Option<BudgetYear>,
    /// What was told of the coding.
    pub coding: CodingInput,
    /// The wish.
    pub wish: Wish,
}

impl EntryRequest {
    /// The EJ that it is of, or that it brings.
    pub const fn ej(&self) -> Option<ChorusNumber> {
        match &self.wish {
            Wish::Commitment { ej, .. }
            | Wish::Service { ej, .. }
            | Wish::Payment { ej, .. }
            | Wish::Withdrawal { ej, .. } => Some(*ej),
            _ => None,
        }
    }

    /// The number of its service fait or of its DP.
    pub const fn number(&self) -> Option<ChorusNumber> {
        match &self.wish {
            Wish::Service { number, .. } => *number,
            Wish::Payment { number, .. } => Some(*number),
            _ => None,
        }
    }

    /// Whether it may lack cover: a payment, or what takes an entry back, is decided on what each day certified and paid.
    pub const fn needs_cover(&self) -> bool {
        matches!(self.wish, Wish::Payment { .. } | Wish::Reversal { .. })
    }

    /// The entry that it takes back.
    pub const fn original(&self) -> Option<EntryNumber> {
        match &self.wish {
            Wish::Reversal { entry, .. } => Some(*entry),
            _ => None,
        }
    }
}
