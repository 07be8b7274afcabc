//! A row of a file of updates, why it is refused, and what the file did.

use chrono::NaiveDate;
use domain::{AdoptionStage, SchoolYear, Uai, UnitId, adoption::AdoptionRefused};

/// How a row names its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitKey {
    /// By its number.
    Id(UnitId),
    /// By its school, its label and its year.
    Label {
        /// The school.
        school: Uai,
        /// The label.
        label: String,
        /// The year.
        year: SchoolYear,
    },
}

/// A row of a file of updates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateRow {
    /// Its line in the file.
    pub line: u64,
    /// Its unit.
    pub key: UnitKey,
    /// The stage reached.
    pub stage: AdoptionStage,
    /// The day it was true.
    pub day: NaiveDate,
}

/// Why a row is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowReason {
    /// No school bears this UAI.
    UnknownSchool(Uai),
    /// The school has no such unit that year.
    UnknownUnit {
        /// The school.
        school: Uai,
        /// The label asked for.
        label: String,
        /// The labels it has that year, at most ten.
        known: Vec<String>,
    },
    /// No unit bears this number.
    UnknownUnitId(UnitId),
    /// Its school stands outside the territories of who brings the file, or is not there: they are not told which.
    ForbiddenSchool,
    /// Its unit stands outside the territories of who brings the file, or is not there: they are not told which.
    Forbidden,
    /// The rules say no.
    Refused(AdoptionRefused),
    /// The same unit reaches another stage the same day on an earlier line.
    TwiceInFile {
        /// That line.
        first_line: u64,
    },
}

/// A refused row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowRefused {
    /// Its line in the file.
    pub line: u64,
    /// Why.
    pub reason: RowReason,
}

/// What a file of updates did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateOutcome {
    /// Events written.
    pub applied: u64,
    /// Rows that the history says already.
    pub same: u64,
    /// Rows whose update was corrected since: the correction stays.
    pub corrected: u64,
    /// Refused rows, by line: at most [`REFUSED_MAX`] of them.
    pub refused: Vec<RowRefused>,
    /// All the refused rows.
    pub refused_total: u64,
}

/// The most refused rows that are told one by one.
pub const REFUSED_MAX: usize = 1_000;
