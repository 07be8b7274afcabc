//! The course of a measure: its weeks, each with the value that holds.

use chrono::NaiveDate;
use domain::{Week, usage::Measure};
use std::collections::BTreeMap;

/// The value of a week as it holds, and the one that it corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// How many.
    pub value: i64,
    /// What an earlier entry said, when it was corrected.
    pub before: Option<i64>,
}

/// The weeks measured of each measure; a week that is not there was not measured.
pub type UsageCourse = BTreeMap<Measure, BTreeMap<Week, Measured>>;

/// Takes the value of a week's entry: they come in their order, and the last one holds.
pub(super) fn put(weeks: &mut BTreeMap<Week, Measured>, week: NaiveDate, value: i64) {
    let week = Week::of(week);
    let before = weeks.get(&week).map(|measured| measured.value);
    weeks.insert(week, Measured { value, before });
}
