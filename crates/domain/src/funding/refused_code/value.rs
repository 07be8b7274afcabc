//! The values of a refusal as text, escaped, and read back.

use super::{CONVENTION, TEXTS};
use crate::funding::{AmountError, BudgetYear, Cents, ChorusNumber, CodingField, Credit, EntryNumber, Scope};
use chrono::NaiveDate;

/// A value of a refusal, as its text form has it.
pub(super) trait Value: Sized {
    fn to_text(&self) -> String;
    fn from_text(text: &str) -> Option<Self>;
}

impl Value for Cents {
    fn to_text(&self) -> String {
        self.0.to_string()
    }
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

impl Value for EntryNumber {
    fn to_text(&self) -> String {
        self.to_string()
    }
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

impl Value for NaiveDate {
    fn to_text(&self) -> String {
        self.to_string()
    }
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Value for BudgetYear {
    fn to_text(&self) -> String {
        self.to_string()
    }
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().and_then(Self::new)
    }
}

impl Value for ChorusNumber {
    fn to_text(&self) -> String {
        self.to_string()
    }
    fn from_text(text: &str) -> Option<Self> {
        Self::read(text).ok()
    }
}

impl Value for Scope {
    fn to_text(&self) -> String {
        match self {
            Self::Convention => CONVENTION.to_owned(),
            Self::Year(year) => year.to_string(),
        }
    }
    fn from_text(text: &str) -> Option<Self> {
        match text {
            CONVENTION => Some(Self::Convention),
            year => BudgetYear::from_text(year).map(Self::Year),
        }
    }
}

impl Value for String {
    fn to_text(&self) -> String {
        self.clone()
    }
    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

/// Which text of an entry.
impl Value for &'static str {
    fn to_text(&self) -> String {
        (*self).to_owned()
    }
    fn from_text(text: &str) -> Option<Self> {
        TEXTS.into_iter().find(|known| *known == text)
    }
}

/// Values that have a code are written by it.
macro_rules! by_code {
    ($($coded:ty),*) => {$(
        impl Value for $coded {
            fn to_text(&self) -> String {
                self.code().to_owned()
            }
            fn from_text(text: &str) -> Option<Self> {
                Self::from_code(text)
            }
        }
    )*};
}
by_code!(Credit, CodingField, AmountError);

/// Writes a value without what parts values: spaces, control characters, `=` and `%` as percents and their bytes.
pub(super) fn escape(value: &str, text: &mut String) {
    for letter in value.chars() {
        if letter.is_whitespace() || letter.is_control() || matches!(letter, '=' | '%') {
            for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                text.push_str(&format!("%{byte:02x}"));
            }
        } else {
            text.push(letter);
        }
    }
}

pub(super) fn unescape(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut parts = value.split('%');
    bytes.extend(parts.next()?.bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend(part.get(2..)?.bytes());
    }
    String::from_utf8(bytes).ok()
}
