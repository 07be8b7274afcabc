//! Paris time: the day that a moment is of, wherever a time becomes a day. clippy.toml refuses every other way.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Europe::Paris;

/// The day in Paris at a time: 23:30 UTC of 30 June is 1 July.
pub fn paris_day(at: DateTime<Utc>) -> NaiveDate {
    paris_clock(at).date()
}

/// Day and hour as the clocks of Paris show them.
pub fn paris_clock(at: DateTime<Utc>) -> NaiveDateTime {
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    at.with_timezone(&Paris).naive_local()
}

/// When a day begins in Paris.
pub fn start_of_day(day: NaiveDate) -> DateTime<Utc> {
    at_paris(day, NaiveTime::MIN)
}

/// When the clocks of Paris show that hour of that day; in the hour that spring leaves out, when the day begins.
pub fn at_paris(day: NaiveDate, hour: NaiveTime) -> DateTime<Utc> {
    let shown = |hour| day.and_time(hour).and_local_timezone(Paris).earliest();
    let first = || shown(NaiveTime::MIN);
    shown(hour)
        .or_else(first)
        .map_or_else(|| day.and_time(hour).and_utc(), |local| local.to_utc())
}

#[cfg(test)]
mod tests;
