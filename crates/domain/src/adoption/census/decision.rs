//! What the census of a school answers: changes to write, what to tell, lines that are wrong.

use super::CensusLine;
use crate::adoption::{
    AdoptionStage, UnitFacts,
    unit::{Levels, UnitId},
};
use chrono::NaiveDate;

/// A change of the census of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CensusChange {
    /// A class enters.
    Enter {
        /// Its line.
        line: u64,
        /// What is known of it.
        facts: UnitFacts,
        /// The day it enters.
        day: NaiveDate,
    },
    /// A class that had left is counted again: its withdrawal is annulled.
    Reenter {
        /// The line that names it.
        line: u64,
        /// The unit.
        unit: UnitId,
        /// Its name.
        label: String,
    },
    /// Facts of a unit are corrected: by a list brought again, by the confirmation of an estimate, by a pair.
    Correct {
        /// The line that says so.
        line: u64,
        /// The unit.
        unit: UnitId,
        /// What was known.
        before: UnitFacts,
        /// What is known now.
        after: UnitFacts,
        /// The stage of an estimate whose history the class inherits under its own name.
        paired: Option<AdoptionStage>,
    },
    /// An estimate that the list replaces leaves the census.
    Withdraw {
        /// The unit.
        unit: UnitId,
        /// Its name.
        label: String,
        /// The day it leaves.
        day: NaiveDate,
        /// The stage it had reached, when somebody had written of it.
        reached: Option<AdoptionStage>,
    },
    /// A class that a complete list does not name closes.
    Close {
        /// The first line of its school.
        line: u64,
        /// The unit.
        unit: UnitId,
        /// Its name.
        label: String,
        /// The day it closes; where an event follows that day, it closes on the day of the last one.
        day: NaiveDate,
        /// The stage it had reached, when somebody had written of it.
        reached: Option<AdoptionStage>,
        /// The day of its last event, where that is after the day it would close.
        followed: Option<NaiveDate>,
    },
}

impl CensusChange {
    /// Withdrawals first, then what is there already by number, then what enters by level and name: the order in which numbers are given.
    fn rank(&self) -> (u8, i64, Option<Levels>, String) {
        match self {
            Self::Withdraw { unit, .. } | Self::Close { unit, .. } => (0, unit.0, None, String::new()),
            Self::Reenter { unit, .. } => (1, unit.0, None, String::new()),
            Self::Correct { unit, .. } => (2, unit.0, None, String::new()),
            Self::Enter { facts, .. } => (
                3,
                0,
                Some(facts.levels.clone()),
                super::names::natural(&facts.label),
            ),
        }
    }
}

/// A fact that a list may correct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptField {
    /// The levels.
    Levels {
        /// As they stay.
        kept: Levels,
        /// As the list has them.
        listed: Levels,
    },
    /// The pupils.
    Pupils {
        /// As they stay.
        kept: Option<u16>,
        /// As the list has them.
        listed: u16,
    },
    /// Two teachers in one room.
    CoTeaching {
        /// As it stays.
        kept: bool,
    },
}

/// What to tell of a school, beside the changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CensusNote {
    /// The line changes nothing.
    Same {
        /// The line.
        line: u64,
    },
    /// The line says what another said: they count once.
    Repeated {
        /// The line.
        line: u64,
        /// The other.
        first_line: u64,
        /// The class.
        label: String,
    },
    /// A person wrote otherwise after the list's day.
    KeptByHand {
        /// The line.
        line: u64,
        /// The class.
        label: String,
        /// What they wrote, and what the list says.
        field: KeptField,
        /// The day they wrote it.
        on: NaiveDate,
    },
    /// The class had left the census, and stays out of it.
    Closed {
        /// The line.
        line: u64,
        /// The class.
        label: String,
        /// The day a person closed it; none where an estimate names a real class that left.
        on: Option<NaiveDate>,
    },
    /// An estimate of a level that the list bears only in classes of several levels.
    EstimateStays {
        /// The estimate.
        label: String,
        /// The stage it has reached, when somebody wrote of it.
        reached: Option<AdoptionStage>,
    },
    /// A complete list does not name the class, but a person wrote of it after the list's day.
    StaysOpen {
        /// The class.
        label: String,
        /// The day they wrote it.
        on: NaiveDate,
    },
    /// An estimate gives nothing where the school has classes of its level.
    LevelHasClasses {
        /// The line.
        line: u64,
        /// The estimate.
        label: String,
    },
}

/// A line that can't be taken: nothing of its file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CensusError {
    /// A class enters on a day that has not come yet.
    DayInFuture {
        /// The line.
        line: u64,
        /// The class.
        label: String,
        /// The day.
        day: NaiveDate,
    },
    /// Two lines name one class, and say different things of it or name it by two of its names.
    Twice {
        /// The line.
        line: u64,
        /// Its name of the class.
        label: String,
        /// The other line.
        first_line: u64,
        /// The other line's name of it.
        other: String,
    },
    /// A new name that is nearly another's.
    NearTwin {
        /// The line.
        line: u64,
        /// Its name.
        label: String,
        /// The name it is near to.
        other: String,
        /// The line of that one, when the file names it.
        other_line: Option<u64>,
    },
}

/// What the lines of a school come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CensusDecision {
    /// What to write: withdrawals, then what is there by number, then entries by level and name.
    pub changes: Vec<CensusChange>,
    /// What to tell.
    pub notes: Vec<CensusNote>,
    /// What is wrong.
    pub errors: Vec<CensusError>,
}

impl CensusDecision {
    pub(super) fn enter(&mut self, line: &CensusLine, estimated: bool) {
        self.changes.push(CensusChange::Enter {
            line: line.line,
            facts: UnitFacts {
                label: line.label.clone(),
                levels: line.levels.clone(),
                pupils: line.pupils,
                co_teaching: line.co_teaching.unwrap_or(false),
                estimated,
            },
            day: line.day,
        });
    }

    pub(super) fn sort(&mut self) {
        self.changes.sort_by_cached_key(CensusChange::rank);
    }
}
