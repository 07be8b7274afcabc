//! Audit code of a refusal of the ledger (no words: see the french crate): a code and named values, `over-ceiling credit=ae scope=2021 asked=600000
//! available=1200`. It reads back to the same refusal, so that words are made where pages are, and made better later.

mod value;

use super::FundingRefused;
use crate::account::coded;
use std::collections::BTreeMap;
use value::{Value, escape, unescape};

/// Defines the text form of each refusal: its code, then the member of the refusal and the name of each value.
macro_rules! text_forms {
    ($($kind:ident = $code:literal { $($member:tt: $name:ident),* }),* $(,)?) => {
        coded! {
            /// Which rule of the ledger says no: a refusal without its values.
            RefusedKind { $(#[doc = concat!("[`FundingRefused::", stringify!($kind), "`].")] $kind = $code),* }
        }

        impl FundingRefused {
            /// Which rule says no.
            pub const fn kind(&self) -> RefusedKind {
                match self { $(Self::$kind { .. } => RefusedKind::$kind),* }
            }

            fn values(&self) -> Vec<(&'static str, String)> {
                match self {
                    $(Self::$kind { $($member: $name),* } => vec![$((stringify!($name), $name.to_text())),*]),*
                }
            }

            fn read(kind: RefusedKind, values: &Values) -> Option<Self> {
                Some(match kind {
                    $(RefusedKind::$kind => Self::$kind { $($member: values.read(stringify!($name))?),* }),*
                })
            }
        }
    };
}

text_forms! {
    OverCeiling = "over-ceiling" { credit: credit, scope: scope, asked: asked, available: available },
    BelowConsumed = "below-consumed" { credit: credit, scope: scope, asked: asked, available: available },
    OverMaximum = "over-maximum" { credit: credit, year: year, asked: asked, available: available },
    NotCertified = "not-certified" { asked: asked, rest: rest },
    NotYetCertified = "not-yet-certified" { asked: asked, rest: rest, day: day },
    OverCommitment = "over-commitment" { asked: asked, rest: rest },
    UnknownEj = "unknown-ej" { 0: ej },
    UnknownEntry = "unknown-entry" { 0: entry },
    NotReversible = "not-reversible" { 0: entry },
    EjTaken = "ej-taken" { ej: ej, entry: entry },
    DocumentTaken = "document-taken" { number: number, entry: entry },
    DayOutsideConvention = "day-outside-convention" { day: day, first: first, last: last },
    DayOutsideYear = "day-outside-year" { day: day, year: year },
    DayInFuture = "day-in-future" { day: day, today: today },
    DayBeforeCommitment = "day-before-commitment" { day: day, committed: committed },
    SignedAfterEntry = "signed-after-entry" { signed: signed, entry: entry, day: day },
    SameYear = "same-year" {},
    Nothing = "nothing" {},
    NeedsAuthorisation = "needs-authorisation" { year: year },
    Missing = "missing" { 0: field },
    TooLong = "too-long" { 0: field },
    Amount = "amount" { 0: error },
    OtherCoding = "other-coding" { field: field, told: told, signed: signed },
    Suspended = "suspended" {},
    Altered = "altered" {},
}

/// The texts of an entry that may be missing or too long.
const TEXTS: [&str; 3] = ["supplier", "object", "reference"];

/// What the scope of the whole convention is written.
const CONVENTION: &str = "convention";

impl FundingRefused {
    /// Its text form: the code of its kind, then its values by name, amounts in cents.
    pub fn to_text(&self) -> String {
        let mut text = self.kind().code().to_owned();
        for (name, value) in self.values() {
            text.push(' ');
            text.push_str(name);
            text.push('=');
            escape(&value, &mut text);
        }
        text
    }

    /// The refusal of a text form; none of any other text, such as what older versions kept.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let kind = RefusedKind::from_code(parts.next()?)?;
        let value = |part: &str| {
            let (name, value) = part.split_once('=')?;
            Some((name.to_owned(), unescape(value)?))
        };
        let read = Self::read(kind, &Values(parts.map(value).collect::<Option<_>>()?))?;
        // Only what is written so is one: no value is lost unseen.
        (read.to_text() == text).then_some(read)
    }
}

/// The values of a text form, by name.
struct Values(BTreeMap<String, String>);

impl Values {
    fn read<T: Value>(&self, name: &str) -> Option<T> {
        T::from_text(self.0.get(name)?)
    }
}

#[cfg(test)]
mod tests;
