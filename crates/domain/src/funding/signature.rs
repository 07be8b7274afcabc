//! The days that the convention's text leaves blank: what somebody may set them to.

use super::{CONVENTION_END, EntryNumber, FundingRefused};
use chrono::NaiveDate;

/// The prize was announced in October 2019: nothing of the convention is before.
fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2019, 10, 1).unwrap_or_default()
}

/// A day of the convention's life.
///
/// # Errors
/// [`FundingRefused::DayOutsideConvention`].
pub fn check_convention_day(day: NaiveDate) -> Result<(), FundingRefused> {
    let (first, last) = (first_day(), CONVENTION_END);
    if day < first || day > last {
        return Err(FundingRefused::DayOutsideConvention { day, first, last });
    }
    Ok(())
}

/// The day of the signature: no entry that stands is before it.
///
/// # Errors
/// [`FundingRefused`]: the day is outside the convention, or after its earliest entry.
pub fn check_signature(signed: NaiveDate, earliest: Option<EarliestEntry>) -> Result<(), FundingRefused> {
    check_convention_day(signed)?;
    match earliest {
        Some(EarliestEntry { entry, day }) if day < signed => {
            Err(FundingRefused::SignedAfterEntry { signed, entry, day })
        }
        _ => Ok(()),
    }
}

/// Of the entries that nothing took back, the one of the earliest day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EarliestEntry {
    /// Its number.
    pub entry: EntryNumber,
    /// Its day.
    pub day: NaiveDate,
}
