//! The census of one school and year: what a file of classes changes there, decided from what stood before the file and from all of the school's lines.
//!
//! A pure function of the two, whatever the order of the lines. The store loads, asks and saves.

mod closings;
mod decision;
mod estimate;
mod lines;
mod list;
mod names;
mod naming;
mod pairs;

pub use decision::{CensusChange, CensusDecision, CensusError, CensusNote, KeptField};
pub use naming::{Naming, check_name};

use super::{
    Step, UnitFacts,
    unit::{Levels, UnitId},
};
use crate::calendar::SchoolYear;
use chrono::NaiveDate;

/// A unit of the school and year as it stood before the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CensusUnit {
    /// Its number.
    pub id: UnitId,
    /// What is known of it.
    pub facts: UnitFacts,
    /// The names it bore before.
    pub former: Vec<String>,
    /// Where it stands.
    pub step: Step,
    /// Whether somebody wrote of it: its history has more than its entry and its withdrawals.
    pub touched: bool,
    /// The day of its last event.
    pub last: NaiveDate,
    /// What a person wrote by hand.
    pub by_hand: ByHand,
}

impl CensusUnit {
    /// Whether it is counted.
    pub const fn is_counted(&self) -> bool {
        self.step.stage().is_some()
    }

    fn is_estimate(&self) -> bool {
        self.facts.estimated && self.is_counted()
    }

    fn is_real(&self) -> bool {
        !self.facts.estimated && self.is_counted()
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.facts.label.as_str()).chain(self.former.iter().map(String::as_str))
    }
}

/// The latest day on which a person wrote each thing by hand; none where nobody did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByHand {
    /// Its levels.
    pub levels: Option<NaiveDate>,
    /// Its pupils.
    pub pupils: Option<NaiveDate>,
    /// That it has two teachers.
    pub co_teaching: Option<NaiveDate>,
    /// That it closed.
    pub closed: Option<NaiveDate>,
    /// Its presence: entered, named, confirmed or opened again.
    pub present: Option<NaiveDate>,
}

impl ByHand {
    /// The latest day on which a person wrote of it as of a class that is there.
    fn seen_there(&self) -> Option<NaiveDate> {
        self.present
            .max(self.levels)
            .max(self.pupils)
            .max(self.co_teaching)
    }
}

/// A line of a file: a class of the school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CensusLine {
    /// Its line in the file.
    pub line: u64,
    /// The class's name.
    pub label: String,
    /// Its levels.
    pub levels: Levels,
    /// Its pupils; none where the line does not say.
    pub pupils: Option<u16>,
    /// Whether it has two teachers; none where the file does not say.
    pub co_teaching: Option<bool>,
    /// The day that the line is of: a new class enters on it, and what a person wrote after it stays.
    pub day: NaiveDate,
    /// The day is the file's own; else it is the rentrée.
    pub dated: bool,
}

/// What a file of classes is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CensusFile {
    /// A list of the classes that there are.
    List,
    /// An estimate, made of numbers of pupils.
    Estimate,
}

/// How a file is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CensusAsk {
    /// What the file is.
    pub file: CensusFile,
    /// Names that are nearly another's are told apart.
    pub distinct: bool,
    /// The list holds against what a person wrote by hand after its day.
    pub overwrite: bool,
    /// The list names every class of its schools, of the levels that it has there.
    pub complete: bool,
    /// Today: no class enters on a day to come.
    pub today: NaiveDate,
}

impl CensusAsk {
    /// The same of a school year: a year that is over has its last day for today.
    pub fn of_year(self, year: SchoolYear) -> Self {
        Self {
            today: self.today.min(year.last_event_day()),
            ..self
        }
    }
}

/// Decides what the lines of one school and year change, all together.
pub fn census(before: &[CensusUnit], lines: &[CensusLine], ask: CensusAsk) -> CensusDecision {
    let mut decision = CensusDecision::default();
    let classes = lines::classes(before, lines, ask, &mut decision);
    match ask.file {
        CensusFile::List => {
            let listed = list::decide(before, &classes, ask, &mut decision);
            if ask.complete {
                closings::decide(before, lines, &listed, ask, &mut decision);
            }
        }
        CensusFile::Estimate => estimate::decide(before, &classes, ask, &mut decision),
    }
    decision.sort();
    decision
}

#[cfg(test)]
mod tests;
