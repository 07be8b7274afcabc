//! The week that a period of a file is.

use crate::calendar::Week;
use chrono::{NaiveDate, Weekday};

/// Why a period is not a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// It is no day, no pair of days, no week.
    #[error("not a period")]
    Unreadable,
    /// It is not a Monday to its Sunday.
    #[error("not a week, from Monday to Sunday")]
    NotAWeek,
}

/// The week of a period as files write it: `2021-03-08,2021-03-14` (Matomo), `2021-W10`, or the day of its Monday, the ISO or the French way.
///
/// # Errors
/// [`PeriodError`]: a day that is no Monday would be a day's figure, and days of different visitors don't add up to a week's.
pub fn week_of_period(text: &str) -> Result<Week, PeriodError> {
    let text = text.trim();
    if let Some(week) = iso_week(text) {
        return Ok(week);
    }
    // « From 2021-03-08 to 2021-03-14 » is Matomo's other way.
    let days: Vec<NaiveDate> = text
        .split([',', ' '])
        .filter(|part| part.starts_with(|c: char| c.is_ascii_digit()))
        .map(|part| day(part).ok_or(PeriodError::Unreadable))
        .collect::<Result<_, _>>()?;
    match days.as_slice() {
        [monday] | [monday, _] if Week::of(*monday).monday() != *monday => Err(PeriodError::NotAWeek),
        [monday] => Ok(Week::of(*monday)),
        [monday, sunday] if Week::of(*monday).sunday() == *sunday => Ok(Week::of(*monday)),
        [_, _] => Err(PeriodError::NotAWeek),
        _ => Err(PeriodError::Unreadable),
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d/%m/%Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
        .filter(|day| (2000..2100).contains(&chrono::Datelike::year(day)))
}

/// `2021-W10`, `2021-S10`.
fn iso_week(text: &str) -> Option<Week> {
    let (year, number) = text.split_once("-W").or_else(|| text.split_once("-S"))?;
    let (year, number) = (
        year.parse().ok().filter(|year| (2000..2100).contains(year))?,
        number.parse().ok()?,
    );
    NaiveDate::from_isoywd_opt(year, number, Weekday::Mon).map(Week::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_read_however_it_is_written() {
        let monday = NaiveDate::from_ymd_opt(2021, 3, 8).unwrap();
        for text in [
            "2021-03-08,2021-03-14",
            "From 2021-03-08 to 2021-03-14",
            "2021-W10",
            " 2021-S10 ",
            "2021-03-08",
            "08/03/2021",
        ] {
            assert_eq!(
                week_of_period(text).map(|week| week.monday()),
                Ok(monday),
                "{text}"
            );
        }
    }

    #[test]
    fn a_day_or_a_month_is_not_taken_for_a_week() {
        for text in [
            "2021-03-10",
            "2021-03-01,2021-03-31",
            "2021-03-08,2021-03-13",
            "2021-03-09,2021-03-15",
        ] {
            assert_eq!(week_of_period(text), Err(PeriodError::NotAWeek), "{text}");
        }
        for text in ["", "mars", "2021-13-01", "2021-W60", "1821-W10", "1821-03-08"] {
            assert_eq!(week_of_period(text), Err(PeriodError::Unreadable), "{text}");
        }
    }
}
