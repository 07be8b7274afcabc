//! Refusals of the ledger: what its rules say no to, as values to act on.

use super::{AmountError, BudgetYear, Cents, ChorusNumber, CodingField, Credit, EntryNumber, Scope};
use chrono::NaiveDate;

/// Why an entry is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FundingRefused {
    /// More than what is left under a ceiling (article 4: « la somme des crédits engagés ne pourra dépasser la limite du montant alloué »).
    #[error("{asked:?} asked in {credit:?} of {scope:?}, {available:?} available")]
    OverCeiling {
        /// The credit.
        credit: Credit,
        /// The year, or the whole convention.
        scope: Scope,
        /// What was asked.
        asked: Cents,
        /// What is left.
        available: Cents,
    },
    /// A ceiling would go below what is consumed.
    #[error("the ceiling in {credit:?} of {scope:?} can be lowered by {available:?} only")]
    BelowConsumed {
        /// The credit.
        credit: Credit,
        /// The year, or the whole convention.
        scope: Scope,
        /// What was asked to be taken.
        asked: Cents,
        /// What can be taken.
        available: Cents,
    },
    /// A year's ceiling would go above the convention's maximum.
    #[error(
        "{asked:?} more in {credit:?} of {year} would pass the convention's maximum by all but {available:?}"
    )]
    OverMaximum {
        /// The credit.
        credit: Credit,
        /// The year.
        year: BudgetYear,
        /// What was asked.
        asked: Cents,
        /// What may still be added.
        available: Cents,
    },
    /// More than what is certified and not yet paid.
    #[error("{asked:?} to pay, {rest:?} certified and unpaid")]
    NotCertified {
        /// What was asked.
        asked: Cents,
        /// What is certified and not yet paid.
        rest: Cents,
    },
    /// A payment is covered by services rendered on or before its day: on a day they would no longer cover what is paid.
    #[error("{asked:?} wanted of what is certified by {day} and unpaid, {rest:?}")]
    NotYetCertified {
        /// What was to be paid, or taken back of what is certified.
        asked: Cents,
        /// What services rendered by the day leave unpaid.
        rest: Cents,
        /// The day.
        day: NaiveDate,
    },
    /// More than what is committed and not yet certified.
    #[error("{asked:?} asked, {rest:?} committed and not yet certified")]
    OverCommitment {
        /// What was asked.
        asked: Cents,
        /// What is committed and not yet certified.
        rest: Cents,
    },
    /// No commitment has this EJ.
    #[error("EJ {0} is unknown")]
    UnknownEj(ChorusNumber),
    /// No entry has this number.
    #[error("entry {0} is unknown")]
    UnknownEntry(EntryNumber),
    /// The entry was taken back already, or is itself a reversal.
    #[error("entry {0} can't be reversed")]
    NotReversible(EntryNumber),
    /// A commitment has this EJ already.
    #[error("EJ {ej} is entry {entry}")]
    EjTaken {
        /// The EJ.
        ej: ChorusNumber,
        /// Its entry.
        entry: EntryNumber,
    },
    /// This DP was paid, or this service certified, already.
    #[error("document {number} is entry {entry}")]
    DocumentTaken {
        /// The document.
        number: ChorusNumber,
        /// Its entry.
        entry: EntryNumber,
    },
    /// The day is outside the convention (article 2).
    #[error("{day} is outside {first}..{last}")]
    DayOutsideConvention {
        /// The day asked for.
        day: NaiveDate,
        /// The first possible one.
        first: NaiveDate,
        /// The last possible one.
        last: NaiveDate,
    },
    /// The day is not of the budget year that was told.
    #[error("{day} is not of {year}")]
    DayOutsideYear {
        /// The day asked for.
        day: NaiveDate,
        /// The year told.
        year: BudgetYear,
    },
    /// The day has not come yet.
    #[error("{day} is after today, {today}")]
    DayInFuture {
        /// The day asked for.
        day: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// The day is before the day of the entry that it names: its commitment, or the entry to be reversed.
    #[error("{day} is before the commitment's day, {committed}")]
    DayBeforeCommitment {
        /// The day asked for.
        day: NaiveDate,
        /// That entry's.
        committed: NaiveDate,
    },
    /// A carry-over within one year, or from a later one.
    #[error("credits are carried over to a later year")]
    SameYear,
    /// Nothing is moved.
    #[error("nothing is moved")]
    Nothing,
    /// AE given back after its year: an authorisation's reference is needed.
    #[error("AE of {year} is given back later only with an authorisation")]
    NeedsAuthorisation {
        /// The commitment's year.
        year: BudgetYear,
    },
    /// The convention would be signed after the day of an entry.
    #[error("signed on {signed}, after entry {entry} of {day}")]
    SignedAfterEntry {
        /// The day of the signature.
        signed: NaiveDate,
        /// The earliest entry.
        entry: EntryNumber,
        /// Its day.
        day: NaiveDate,
    },
    /// A text that must be there is not.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A text is too long: a field of an entry holds at most so many characters.
    #[error("{0} is too long")]
    TooLong(&'static str),
    /// An amount that is none.
    #[error("amount: {0}")]
    Amount(AmountError),
    /// A part of the coding is not the one signed.
    #[error("{field:?} is {signed}, not {told}")]
    OtherCoding {
        /// The part.
        field: CodingField,
        /// What was told.
        told: String,
        /// What was signed.
        signed: String,
    },
    /// The delegation is suspended (article 4): nothing is committed until it is lifted.
    #[error("the delegation is suspended")]
    Suspended,
    /// The ledger does not hold together: nothing is written until it is looked at.
    #[error("the ledger was altered")]
    Altered,
}
