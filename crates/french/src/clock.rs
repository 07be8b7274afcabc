//! Moments as the clocks of Paris tell them. Not for the browser: the table of every change of the hour is larger than all that an island says.

use chrono::{DateTime, Utc};
use domain::calendar::paris_clock;

/// A time of day in Paris: `25/11/2021 à 14:05`.
pub fn moment(at: DateTime<Utc>) -> String {
    paris_clock(at).format("%d/%m/%Y à %H:%M").to_string()
}
