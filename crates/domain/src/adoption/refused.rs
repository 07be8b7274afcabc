//! Refusals of the rules of adoption, as values to act on.

use super::{
    AdoptionStage, Sequence,
    event::{Step, UnitState},
    unit::UnitId,
};
use crate::territory::Uai;
use chrono::NaiveDate;

/// A step, an entry, a withdrawal or an objective that the rules say no to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdoptionRefused {
    /// No such unit.
    #[error("unit {0} is unknown")]
    UnknownUnit(UnitId),
    /// Somebody wrote since the form was opened.
    #[error("unit {unit}: the form saw event {seen}, the last one is {}", current.sequence)]
    Stale {
        /// The unit.
        unit: UnitId,
        /// The sequence that the form saw.
        seen: Sequence,
        /// Where the unit stands now.
        current: UnitState,
    },
    /// The stage can't follow the one before it.
    #[error("{to:?} can't follow {from:?}")]
    CannotFollow {
        /// The stage before.
        from: AdoptionStage,
        /// The day it was reached.
        since: NaiveDate,
        /// The stage asked for.
        to: AdoptionStage,
    },
    /// The unit already stood there on that day.
    #[error("already {stage:?} since {since}")]
    SameStage {
        /// The stage.
        stage: AdoptionStage,
        /// Since when.
        since: NaiveDate,
    },
    /// What is already known to come after can't follow the stage asked for.
    #[error("{next:?} of {next_day} can't follow {to:?}")]
    CannotPrecede {
        /// The stage asked for.
        to: AdoptionStage,
        /// The one already recorded after it.
        next: AdoptionStage,
        /// Its day.
        next_day: NaiveDate,
    },
    /// The day is outside the unit's school year: 1 July before to 31 August after.
    #[error("{day} is outside {first}..{last}")]
    DayOutsideYear {
        /// The day asked for.
        day: NaiveDate,
        /// The first possible day.
        first: NaiveDate,
        /// The last possible day.
        last: NaiveDate,
    },
    /// The day is before the unit entered the census.
    #[error("{day} is before the census day {census_day}")]
    DayBeforeCensus {
        /// The day asked for.
        day: NaiveDate,
        /// The day the unit entered.
        census_day: NaiveDate,
    },
    /// The day has not come yet.
    #[error("{day} is after today, {today}")]
    DayInFuture {
        /// The day asked for.
        day: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// The unit does not take this closing, opening or move.
    #[error(transparent)]
    Class(#[from] ClassRefused),
    /// The unit left the census.
    #[error("withdrawn on {day}")]
    Withdrawn {
        /// The day it left.
        day: NaiveDate,
    },
    /// There is no such event to correct, or it was corrected already.
    #[error("there is no event {0} to correct")]
    NothingToCorrect(Sequence),
    /// There is no such line to take back, or it was taken back already.
    #[error("there is no event {0} to annul")]
    NothingToAnnul(Sequence),
    /// Another event stands on what is to be taken back, or in the way of what is to come back.
    #[error("{step:?} of {day} does not hold then")]
    HeldBy {
        /// What it says.
        step: Step,
        /// Its day.
        day: NaiveDate,
    },
    /// The entry into the census is neither corrected nor annulled: the unit is withdrawn on its census day.
    #[error("the entry into the census can't be corrected")]
    CensusNotCorrectable,
    /// An objective that is no share: per mille, outside 1 to 1,000.
    #[error("{0} per mille is no share")]
    NoShare(i64),
}

/// A closing of a unit, its opening again or its move to another school that the rules say no to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClassRefused {
    /// Something is already recorded after the day on which the unit is to close.
    #[error("{step:?} of {day} is after the closing")]
    ClosedBefore {
        /// What is recorded last.
        step: Step,
        /// Its day.
        day: NaiveDate,
    },
    /// No such school.
    #[error("school {0} is unknown")]
    UnknownSchool(Uai),
    /// The unit is in that school already.
    #[error("already in school {0}")]
    SameSchool(Uai),
    /// The unit is in the census: there is nothing to open again.
    #[error("unit {0} never left")]
    NotClosed(UnitId),
}
