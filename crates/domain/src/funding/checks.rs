//! What every entry of the ledger is checked for: amounts above zero, texts that are there, an order that holds, the coding that was signed.

use super::{
    AmountError, Cents, ChorusCoding, CodingInput, Commitment, ENTRY_MAX, FundingRefused, Moves, Pair,
};
use chrono::NaiveDate;

/// The most characters of a text of an entry.
pub const TEXT_MAX: usize = 200;

/// What is taken back leaves paid ≤ certified ≤ committed: payments first, then services, then their commitment.
pub(super) fn check_order(state: &Commitment, taken: &Moves) -> Result<(), FundingRefused> {
    let (paid, certified) = (state.paid - taken.consumed.cp, state.certified - taken.certified);
    let committed = state.committed - taken.consumed.ae;
    if certified < paid {
        return Err(FundingRefused::NotCertified {
            asked: taken.certified,
            rest: state.certified - state.paid,
        });
    }
    if committed < certified {
        return Err(FundingRefused::OverCommitment {
            asked: taken.consumed.ae,
            rest: state.committed - state.certified,
        });
    }
    Ok(())
}

/// Services rendered on or before each day cover the payments up to it.
pub(super) fn check_covered(state: &Commitment, on: NaiveDate, asked: Cents) -> Result<(), FundingRefused> {
    let (day, rest) = state.payable(on);
    if asked > rest {
        Err(FundingRefused::NotYetCertified { asked, rest, day })
    } else {
        Ok(())
    }
}

pub(super) fn at_most(
    amount: Cents,
    rest: Cents,
    over: impl Fn(Cents, Cents) -> FundingRefused,
) -> Result<(), FundingRefused> {
    if above_zero(amount)? > rest {
        Err(over(amount, rest))
    } else {
        Ok(())
    }
}

pub(super) fn above_zero(amount: Cents) -> Result<Cents, FundingRefused> {
    match amount {
        Cents(..=0) => Err(FundingRefused::Amount(AmountError::NotPositive)),
        amount if amount > ENTRY_MAX => Err(FundingRefused::Amount(AmountError::TooLarge)),
        amount => Ok(amount),
    }
}

/// Neither credit is taken from: an amendment does that.
pub(super) fn positive(credits: Pair) -> Result<Pair, FundingRefused> {
    if credits.ae < Cents::ZERO || credits.cp < Cents::ZERO {
        return Err(FundingRefused::Amount(AmountError::NotPositive));
    }
    Ok(credits)
}

/// A text that must be there, without what no line of a ledger holds.
pub(super) fn text(field: &'static str, told: &str) -> Result<String, FundingRefused> {
    let told = told.trim();
    if told.is_empty() || told.chars().any(char::is_control) {
        return Err(FundingRefused::Missing(field));
    }
    if told.chars().count() > TEXT_MAX {
        return Err(FundingRefused::TooLong(field));
    }
    Ok(told.to_owned())
}

/// Checks what was told of the coding: each part that is said is the one signed, spaces and « UO » before it aside.
pub(super) fn check_coding(signed: &ChorusCoding, told: &CodingInput) -> Result<(), FundingRefused> {
    for (field, said) in told {
        let said = said.trim();
        if !said.is_empty() && plain(said) != plain(signed.of(*field)) {
            return Err(FundingRefused::OtherCoding {
                field: *field,
                told: said.chars().take(80).collect(),
                signed: signed.of(*field).to_owned(),
            });
        }
    }
    Ok(())
}

fn plain(text: &str) -> String {
    let text = text.to_uppercase();
    let text = text.strip_prefix("UO ").unwrap_or(&text);
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}
