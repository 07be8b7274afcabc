//! Text form of a refusal of the ledger, which the audit trail keeps: a code and named values, `over-ceiling credit=ae scope=2021 asked=600000
//! available=1200`. It reads back to the same refusal, so that words are made where pages are, and made better later.

use super::{AmountError, BudgetYear, Cents, ChorusNumber, CodingField, Credit, EntryNumber, Refused, Scope};
use crate::account::coded;
use chrono::NaiveDate;
use std::{collections::BTreeMap, str::FromStr};

coded! {
    /// Which rule of the ledger says no: a refusal without its values.
    RefusedKind {
        /// [`Refused::OverCeiling`].
        OverCeiling = "over-ceiling",
        /// [`Refused::BelowConsumed`].
        BelowConsumed = "below-consumed",
        /// [`Refused::OverMaximum`].
        OverMaximum = "over-maximum",
        /// [`Refused::NotCertified`].
        NotCertified = "not-certified",
        /// [`Refused::OverCommitment`].
        OverCommitment = "over-commitment",
        /// [`Refused::UnknownEj`].
        UnknownEj = "unknown-ej",
        /// [`Refused::UnknownEntry`].
        UnknownEntry = "unknown-entry",
        /// [`Refused::NotReversible`].
        NotReversible = "not-reversible",
        /// [`Refused::EjTaken`].
        EjTaken = "ej-taken",
        /// [`Refused::DocumentTaken`].
        DocumentTaken = "document-taken",
        /// [`Refused::DayOutsideConvention`].
        DayOutsideConvention = "day-outside-convention",
        /// [`Refused::DayOutsideYear`].
        DayOutsideYear = "day-outside-year",
        /// [`Refused::DayInFuture`].
        DayInFuture = "day-in-future",
        /// [`Refused::DayBeforeCommitment`].
        DayBeforeCommitment = "day-before-commitment",
        /// [`Refused::SameYear`].
        SameYear = "same-year",
        /// [`Refused::Nothing`].
        Nothing = "nothing",
        /// [`Refused::NeedsAuthorisation`].
        NeedsAuthorisation = "needs-authorisation",
        /// [`Refused::Missing`].
        Missing = "missing",
        /// [`Refused::TooLong`].
        TooLong = "too-long",
        /// [`Refused::Amount`].
        Amount = "amount",
        /// [`Refused::OtherCoding`].
        OtherCoding = "other-coding",
        /// [`Refused::Suspended`].
        Suspended = "suspended",
        /// [`Refused::Altered`].
        Altered = "altered",
    }
}

/// The texts of an entry that may be missing or too long.
const TEXTS: [&str; 3] = ["supplier", "object", "reference"];

/// What the scope of the whole convention is written.
const CONVENTION: &str = "convention";

impl Refused {
    /// Which rule says no.
    pub const fn kind(&self) -> RefusedKind {
        use RefusedKind as K;
        match self {
            Self::OverCeiling { .. } => K::OverCeiling,
            Self::BelowConsumed { .. } => K::BelowConsumed,
            Self::OverMaximum { .. } => K::OverMaximum,
            Self::NotCertified { .. } => K::NotCertified,
            Self::OverCommitment { .. } => K::OverCommitment,
            Self::UnknownEj(_) => K::UnknownEj,
            Self::UnknownEntry(_) => K::UnknownEntry,
            Self::NotReversible(_) => K::NotReversible,
            Self::EjTaken { .. } => K::EjTaken,
            Self::DocumentTaken { .. } => K::DocumentTaken,
            Self::DayOutsideConvention { .. } => K::DayOutsideConvention,
            Self::DayOutsideYear { .. } => K::DayOutsideYear,
            Self::DayInFuture { .. } => K::DayInFuture,
            Self::DayBeforeCommitment { .. } => K::DayBeforeCommitment,
            Self::SameYear => K::SameYear,
            Self::Nothing => K::Nothing,
            Self::NeedsAuthorisation { .. } => K::NeedsAuthorisation,
            Self::Missing(_) => K::Missing,
            Self::TooLong(_) => K::TooLong,
            Self::Amount(_) => K::Amount,
            Self::OtherCoding { .. } => K::OtherCoding,
            Self::Suspended => K::Suspended,
            Self::Altered => K::Altered,
        }
    }

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

    fn values(&self) -> Vec<(&'static str, String)> {
        let of = |credit: &Credit, scope: &Scope| {
            vec![
                ("credit", credit.code().to_owned()),
                ("scope", written_scope(*scope)),
            ]
        };
        let amounts = |asked: &Cents, name, rest: &Cents| {
            vec![("asked", asked.0.to_string()), (name, rest.0.to_string())]
        };
        match self {
            Self::OverCeiling {
                credit,
                scope,
                asked,
                available,
            }
            | Self::BelowConsumed {
                credit,
                scope,
                asked,
                available,
            } => [of(credit, scope), amounts(asked, "available", available)].concat(),
            Self::OverMaximum {
                credit,
                year,
                asked,
                available,
            } => [
                vec![("credit", credit.code().to_owned()), ("year", year.to_string())],
                amounts(asked, "available", available),
            ]
            .concat(),
            Self::NotCertified { asked, rest } | Self::OverCommitment { asked, rest } => {
                amounts(asked, "rest", rest)
            }
            Self::UnknownEj(ej) => vec![("ej", ej.to_string())],
            Self::UnknownEntry(entry) | Self::NotReversible(entry) => vec![("entry", entry.to_string())],
            Self::EjTaken { ej, entry } => vec![("ej", ej.to_string()), ("entry", entry.to_string())],
            Self::DocumentTaken { number, entry } => {
                vec![("number", number.to_string()), ("entry", entry.to_string())]
            }
            Self::DayOutsideConvention { day, first, last } => vec![
                ("day", day.to_string()),
                ("first", first.to_string()),
                ("last", last.to_string()),
            ],
            Self::DayOutsideYear { day, year } => vec![("day", day.to_string()), ("year", year.to_string())],
            Self::DayInFuture { day, today } => vec![("day", day.to_string()), ("today", today.to_string())],
            Self::DayBeforeCommitment { day, committed } => {
                vec![("day", day.to_string()), ("committed", committed.to_string())]
            }
            Self::NeedsAuthorisation { year } => vec![("year", year.to_string())],
            Self::Missing(field) | Self::TooLong(field) => vec![("field", (*field).to_owned())],
            Self::Amount(error) => vec![("error", error.code().to_owned())],
            Self::OtherCoding { field, told, signed } => vec![
                ("field", field.code().to_owned()),
                ("told", told.clone()),
                ("signed", signed.clone()),
            ],
            Self::SameYear | Self::Nothing | Self::Suspended | Self::Altered => Vec::new(),
        }
    }

    fn read(kind: RefusedKind, values: &Values) -> Option<Self> {
        use RefusedKind as K;
        Some(match kind {
            K::OverCeiling => Self::OverCeiling {
                credit: values.credit()?,
                scope: values.scope()?,
                asked: values.cents("asked")?,
                available: values.cents("available")?,
            },
            K::BelowConsumed => Self::BelowConsumed {
                credit: values.credit()?,
                scope: values.scope()?,
                asked: values.cents("asked")?,
                available: values.cents("available")?,
            },
            K::OverMaximum => Self::OverMaximum {
                credit: values.credit()?,
                year: values.year()?,
                asked: values.cents("asked")?,
                available: values.cents("available")?,
            },
            K::NotCertified => Self::NotCertified {
                asked: values.cents("asked")?,
                rest: values.cents("rest")?,
            },
            K::OverCommitment => Self::OverCommitment {
                asked: values.cents("asked")?,
                rest: values.cents("rest")?,
            },
            K::UnknownEj => Self::UnknownEj(values.chorus("ej")?),
            K::UnknownEntry => Self::UnknownEntry(values.entry()?),
            K::NotReversible => Self::NotReversible(values.entry()?),
            K::EjTaken => Self::EjTaken {
                ej: values.chorus("ej")?,
                entry: values.entry()?,
            },
            K::DocumentTaken => Self::DocumentTaken {
                number: values.chorus("number")?,
                entry: values.entry()?,
            },
            K::DayOutsideConvention => Self::DayOutsideConvention {
                day: values.day("day")?,
                first: values.day("first")?,
                last: values.day("last")?,
            },
            K::DayOutsideYear => Self::DayOutsideYear {
                day: values.day("day")?,
                year: values.year()?,
            },
            K::DayInFuture => Self::DayInFuture {
                day: values.day("day")?,
                today: values.day("today")?,
            },
            K::DayBeforeCommitment => Self::DayBeforeCommitment {
                day: values.day("day")?,
                committed: values.day("committed")?,
            },
            K::NeedsAuthorisation => Self::NeedsAuthorisation { year: values.year()? },
            K::Missing => Self::Missing(values.text()?),
            K::TooLong => Self::TooLong(values.text()?),
            K::Amount => Self::Amount(AmountError::from_code(values.get("error")?)?),
            K::OtherCoding => Self::OtherCoding {
                field: CodingField::from_code(values.get("field")?)?,
                told: values.get("told")?.to_owned(),
                signed: values.get("signed")?.to_owned(),
            },
            K::SameYear => Self::SameYear,
            K::Nothing => Self::Nothing,
            K::Suspended => Self::Suspended,
            K::Altered => Self::Altered,
        })
    }
}

/// The values of a text form, by name.
struct Values(BTreeMap<String, String>);

impl Values {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
    fn parsed<T: FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }
    fn cents(&self, name: &str) -> Option<Cents> {
        self.parsed(name).map(Cents)
    }
    fn day(&self, name: &str) -> Option<NaiveDate> {
        self.parsed(name)
    }
    fn year(&self) -> Option<BudgetYear> {
        self.parsed("year").and_then(BudgetYear::new)
    }
    fn entry(&self) -> Option<EntryNumber> {
        self.parsed("entry").map(EntryNumber)
    }
    fn credit(&self) -> Option<Credit> {
        Credit::from_code(self.get("credit")?)
    }
    fn chorus(&self, name: &str) -> Option<ChorusNumber> {
        ChorusNumber::read(self.get(name)?).ok()
    }
    fn scope(&self) -> Option<Scope> {
        match self.get("scope")? {
            CONVENTION => Some(Scope::Convention),
            year => year.parse().ok().and_then(BudgetYear::new).map(Scope::Year),
        }
    }
    fn text(&self) -> Option<&'static str> {
        let field = self.get("field")?;
        TEXTS.into_iter().find(|text| *text == field)
    }
}

fn written_scope(scope: Scope) -> String {
    match scope {
        Scope::Convention => CONVENTION.to_owned(),
        Scope::Year(year) => year.to_string(),
    }
}

/// Writes a value without what parts values: spaces, control characters, `=` and `%` as percents and their bytes.
fn escape(value: &str, text: &mut String) {
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

fn unescape(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut parts = value.split('%');
    bytes.extend(parts.next()?.bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend(part.get(2..)?.bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests;
