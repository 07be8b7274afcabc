//! An entry of the ledger: what it says, and what it moves. Never edited; a reversal gives back what it took.

mod moves;

use super::{BudgetYear, ChorusNumber};
use crate::{
    account::{Actor, coded},
    adoption::RequestId,
};
use chrono::{DateTime, NaiveDate, Utc};
pub use moves::{Moves, Pair};
use std::fmt;

coded! {
    /// The two sorts of credits.
    Credit {
        /// Autorisation d'engagement: the right to commit the State.
        Ae = "ae",
        /// Crédit de paiement: the right to pay.
        Cp = "cp",
    }
}

coded! {
    /// What an entry is.
    EntryKind {
        /// Credits that the délégant makes available, for a year.
        Allotment = "allotment",
        /// An amendment of the convention: raises or lowers its maximum and a year's ceiling.
        Amendment = "amendment",
        /// What lets credits of a year serve another.
        CarryOver = "carry-over",
        /// An engagement juridique (EJ): consumes AE at signature.
        Commitment = "commitment",
        /// Service fait: certifies what may be paid.
        Service = "service",
        /// A demande de paiement (DP): consumes CP of its day's year.
        Payment = "payment",
        /// Gives AE back, in its commitment's year.
        Withdrawal = "withdrawal",
        /// Takes back an entry that should not be: restores its year.
        Reversal = "reversal",
        /// A receipt that the délégataire ordered. It raises no ceiling.
        Receipt = "receipt",
    }
}

coded! {
    /// What the money buys.
    Nature {
        /// Chargées et chargés de déploiement.
        Deployment = "deployment",
        /// Development of the service.
        Development = "development",
        /// Coaching.
        Coaching = "coaching",
        /// Research with users, design.
        Design = "design",
        /// Hosting, licences.
        Hosting = "hosting",
        /// Travel, events, the rest.
        Other = "other",
    }
}

/// An entry's number in the ledger, from 1, without a hole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryNumber(pub i64);

impl EntryNumber {
    /// The next one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}
impl fmt::Display for EntryNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An entry. Only [`super::decide`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Its number.
    pub sequence: EntryNumber,
    /// The id made where its form was opened.
    pub request: RequestId,
    /// What it is.
    pub kind: EntryKind,
    /// The day it was true.
    pub day: NaiveDate,
    /// When we knew, to the microsecond.
    pub recorded_at: DateTime<Utc>,
    /// The budget year it moves.
    pub year: BudgetYear,
    /// The year that a carry-over takes from.
    pub from_year: Option<BudgetYear>,
    /// The budget unit (UO), as signed.
    pub budget_unit: String,
    /// What it moves.
    pub moves: Moves,
    /// The commitment that a service, a payment, a withdrawal or their reversal is of.
    pub commitment: Option<EntryNumber>,
    /// The entry that a reversal takes back.
    pub reverses: Option<EntryNumber>,
    /// The commitment's own EJ number.
    pub ej: Option<ChorusNumber>,
    /// The DP's number, or the service fait's.
    pub number: Option<ChorusNumber>,
    /// The commitment's supplier.
    pub supplier: Option<String>,
    /// What the money buys.
    pub nature: Option<Nature>,
    /// What it is for, in words.
    pub object: String,
    /// The document that allows it: of a schedule, an amendment, a carry-over, a late withdrawal.
    pub reference: Option<String>,
    /// Who entered it.
    pub author: Actor,
}

impl LedgerEntry {
    /// Whether it says the same as another, whenever it was entered and under whatever number.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let plain = |entry: &Self| Self {
            sequence: EntryNumber(0),
            recorded_at: DateTime::UNIX_EPOCH,
            ..entry.clone()
        };
        plain(self) == plain(other)
    }
}
