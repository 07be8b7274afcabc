//! The UAI (formerly RNE): seven digits and a check letter that identify a school.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

/// A school's identifier, whose letter was checked: `0350122T`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uai {
    number: u32,
}

/// Why a text is not a UAI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UaiError {
    /// Not seven digits and a letter.
    #[error("a UAI is seven digits and a letter")]
    Malformed,
    /// The digits are those of another letter.
    #[error("the check letter should be {expected}")]
    WrongLetter {
        /// The letter that the seven digits call for.
        expected: char,
    },
    /// A spreadsheet took it for a number and dropped its leading zeros; the letter fits once they are back.
    #[error("leading zeros were lost: {repaired}")]
    LostZeros {
        /// The UAI with its zeros.
        repaired: Uai,
    },
}

impl Uai {
    /// The UAI of seven digits read as a number; `None` above 9,999,999.
    pub fn from_number(number: u32) -> Option<Self> {
        (number <= 9_999_999).then_some(Self { number })
    }

    /// Its seven digits, as a number.
    pub const fn number(self) -> u32 {
        self.number
    }

    /// Its check letter.
    pub fn letter(self) -> char {
        LETTERS
            .get((self.number % 23) as usize)
            .map_or('?', |&letter| char::from(letter))
    }
}

impl FromStr for Uai {
    type Err = UaiError;

    fn from_str(text: &str) -> Result<Self, UaiError> {
        let text = text.trim();
        let Some((digits, letter)) = text
            .char_indices()
            .next_back()
            .map(|(at, letter)| (&text[..at], letter.to_ascii_uppercase()))
        else {
            return Err(UaiError::Malformed);
        };
        let well_formed = (1..=7).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if !well_formed || !letter.is_ascii_uppercase() {
            return Err(UaiError::Malformed);
        }
        let uai = Self {
            number: digits.parse().map_err(|_| UaiError::Malformed)?,
        };
        match (digits.len() == 7, uai.letter() == letter) {
            (true, true) => Ok(uai),
            (true, false) => Err(UaiError::WrongLetter {
                expected: uai.letter(),
            }),
            (false, true) => Err(UaiError::LostZeros { repaired: uai }),
            (false, false) => Err(UaiError::Malformed),
        }
    }
}

impl fmt::Display for Uai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:07}{}", self.number, self.letter())
    }
}
impl fmt::Debug for Uai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl TryFrom<String> for Uai {
    type Error = UaiError;
    fn try_from(text: String) -> Result<Self, UaiError> {
        text.parse()
    }
}
impl From<Uai> for String {
    fn from(uai: Uai) -> Self {
        uai.to_string()
    }
}

#[cfg(test)]
mod tests;
