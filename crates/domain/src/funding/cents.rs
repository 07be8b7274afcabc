//! An amount in euro cents, and how people write one.

use crate::account::coded;
use serde::{Deserialize, Serialize};
use std::{fmt, iter::Sum, ops};

/// An amount in integer euro cents. Never a float.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cents(pub i64);

/// The largest amount that one entry may have: a hundred million euros, far above the convention's and far below what an integer holds.
pub const ENTRY_MAX: Cents = Cents(10_000_000_000);

coded! {
    /// Why a text is no amount of an entry.
    AmountError {
        /// Nothing is written.
        Empty = "empty",
        /// It is not written as an amount is: `1 234,56`, `1234.56`.
        Unreadable = "unreadable",
        /// More than two decimals: less than a cent.
        BelowCent = "below-cent",
        /// Zero or less.
        NotPositive = "not-positive",
        /// Above what an entry may have.
        TooLarge = "too-large",
    }
}
impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "empty",
            Self::Unreadable => "not an amount",
            Self::BelowCent => "more than two decimals",
            Self::NotPositive => "not above zero",
            Self::TooLarge => "too large",
        })
    }
}
impl std::error::Error for AmountError {}

impl Cents {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// Reads what a person typed or a spreadsheet wrote: `1 234,56`, `1234.56`, `1234,5 €`, with ordinary, no-break or narrow
    /// spaces between thousands. A comma or a point is the decimal mark, never a mark of thousands: `1,234` is refused, not guessed.
    ///
    /// # Errors
    /// [`AmountError`]; zero and negative amounts are refused: what gives back has entries of its own.
    pub fn read(text: &str) -> Result<Self, AmountError> {
        let amount = Self::read_signed(text)?;
        if amount.0 <= 0 {
            return Err(AmountError::NotPositive);
        }
        Ok(amount)
    }

    /// The same, where an amount may be zero or below: what an amendment adds or takes.
    ///
    /// # Errors
    /// As [`Cents::read`], but for the sign.
    pub fn read_signed(text: &str) -> Result<Self, AmountError> {
        let text = text.trim_matches(is_space);
        let text = text.strip_suffix('€').unwrap_or(text).trim_matches(is_space);
        let (negative, text) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest.trim_matches(is_space)),
            // Accounts put the sign last: `1234,56-`.
            None => match text.strip_suffix(['-', '−']) {
                Some(rest) => (true, rest.trim_matches(is_space)),
                None => (false, text.strip_prefix('+').unwrap_or(text)),
            },
        };
        if text.is_empty() {
            return Err(AmountError::Empty);
        }
        let (euros, decimals) = text.split_once([',', '.']).unwrap_or((text, ""));
        let digits = grouped(euros).ok_or(AmountError::Unreadable)?;
        if !decimals.bytes().all(|byte| byte.is_ascii_digit())
            || (decimals.is_empty() && text.ends_with([',', '.']))
        {
            return Err(AmountError::Unreadable);
        }
        let (cents, below) = decimals.split_at(decimals.len().min(2));
        if below.bytes().any(|byte| byte != b'0') {
            return Err(AmountError::BelowCent);
        }
        // `1,234` may be a thousand and more in another country: not guessed.
        if !below.is_empty() {
            return Err(AmountError::Unreadable);
        }
        if digits.len() > 9 {
            return Err(AmountError::TooLarge);
        }
        let euros: i64 = digits.parse().map_err(|_| AmountError::Unreadable)?;
        let cents: i64 = format!("{cents:0<2}")
            .parse()
            .map_err(|_| AmountError::Unreadable)?;
        let amount = euros * 100 + cents;
        if amount > ENTRY_MAX.0 {
            return Err(AmountError::TooLarge);
        }
        Ok(Self(if negative { -amount } else { amount }))
    }
}

/// The digits of whole euros; where there are spaces, they part groups of three.
fn grouped(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split(is_space).collect();
    let (first, rest) = groups.split_first()?;
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let whole = digits(first) && rest.iter().all(|group| group.len() == 3 && digits(group));
    let short = rest.is_empty() || first.len() <= 3;
    (whole && short)
        .then(|| groups.concat().trim_start_matches('0').to_owned())
        .map(|digits| if digits.is_empty() { "0".to_owned() } else { digits })
}

/// The spaces of French amounts: ordinary, no-break, narrow no-break, thin.
fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\t')
}

impl ops::Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}
impl ops::Sub for Cents {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}
impl ops::Neg for Cents {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}
impl ops::AddAssign for Cents {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}
impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, ops::Add::add)
    }
}

#[cfg(test)]
mod tests;
