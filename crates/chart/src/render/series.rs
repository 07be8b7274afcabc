//! Series of the charts of time: points by day, in runs of weeks or as a step line.

use chrono::{NaiveDate, TimeDelta};

/// A day and its value, in the chart's unit: where plotters puts a mark.
pub type DataPoint = (NaiveDate, i64);

/// The runs of weeks that follow one another: a missing week is a gap.
pub fn runs(points: &[DataPoint]) -> impl Iterator<Item = &[DataPoint]> {
    points.chunk_by(|point, next| next.0 - point.0 <= TimeDelta::days(7))
}

/// A step line: each value holds until the day that brings another, the latest until `last`.
pub fn step_line(points: impl Iterator<Item = DataPoint>, last: Option<NaiveDate>) -> Vec<DataPoint> {
    let mut line: Vec<DataPoint> = Vec::new();
    for (day, value) in points {
        match line.last().copied() {
            Some((_, level)) if level == value => {}
            Some((_, level)) => line.extend([(day, level), (day, value)]),
            None => line.push((day, value)),
        }
    }
    if let (Some((_, level)), Some(last)) = (line.last().copied(), last) {
        line.push((last, level));
    }
    line
}
