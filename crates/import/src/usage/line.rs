//! Line of measures: what a row of a table or an object of an answer says, not yet read.

use domain::usage::Measure;

/// A line of measures, whatever file it comes from.
pub struct MeasureLine {
    /// Its line; 0 where the file has none.
    pub line: u64,
    /// Whether the file says of what each line is: then a line that does not is not the nation's.
    pub placed: bool,
    /// Whether the column of its week says that it is one of days.
    pub daily: bool,
    /// Its week, as it is written.
    pub period: String,
    /// The domain, the académie or the code that it is of; empty for the nation.
    pub label: String,
    /// The school that it is of.
    pub uai: String,
    /// The number of the unit that it is of.
    pub unit: String,
    /// (column, measure, value as it is written).
    pub values: Vec<(usize, Measure, String)>,
}
