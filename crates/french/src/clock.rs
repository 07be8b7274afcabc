//! Moments as the clocks of Paris tell them. Not for the browser: the table of every change of the hour is larger than all that an island says.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Paris;

/// A time of day in Paris: `25/11/2021 à 14:05`.
pub fn moment(at: DateTime<Utc>) -> String {
    at.with_timezone(&Paris).format("%d/%m/%Y à %H:%M").to_string()
}

/// The day that it is in Paris.
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Paris).date_naive()
}

/// When a day begins in Paris.
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    midnight
        .and_local_timezone(Paris)
        .earliest()
        .map_or_else(|| midnight.and_utc(), |local| local.to_utc())
}
