//! Adoption in the store: recording steps, the weekly figures of a territory, the figures of its children, the units of a school or of a list.

pub(crate) mod batch;
mod census;
mod children;
mod class_change;
mod corrections;
mod course;
mod effective;
mod events;
mod export;
mod histories;
mod journeys;
pub(crate) mod names;
mod networks;
mod quality;
mod recompute;
mod record;
pub(crate) mod rollup;
mod save;
mod scan;
mod twins;
mod unit_record;
mod units;
mod weekly;

pub use batch::{
    BatchFilter, BatchHead, BatchList, BatchPlace, BatchRow, BatchState, BatchUnitLines, LineBatches,
};
pub(crate) use census::census_units;
pub use children::Child;
pub use class_change::{AddClass, ClassChange, CorrectClass, MoveClass};
pub use corrections::Corrections;
pub(crate) use corrections::{correct_units, load as load_corrections};
pub(crate) use events::{insert_lines, load as load_held};
pub use export::{EventOut, UnitOut};
pub use histories::UnitHistory;
pub(crate) use histories::{enter_units, next_unit_id};
pub use journeys::{JourneysReport, Still};
pub use networks::{NetworkPlace, NetworksReport};
pub use quality::QualityReport;
pub use recompute::Difference;
pub use record::{Change, Recorded};
pub(crate) use save::{DecidedLine, save};
pub use twins::TwinNames;
pub(crate) use unit_record::UnitRecord;
pub use units::{KnownUnit, UnitList};
pub(crate) use units::{load as load_units, stand as units_stand};
pub use weekly::{WeekFigures, Weekly};

use domain::{LevelCode, PolicyCode, PriorityEducation, SchoolYear, TerritoryCode};

/// Every level, or every mark, in a row of the rollup.
pub(crate) const ALL: &str = "*";

/// What a figure is about: a policy's school year in a territory, perhaps one level or one mark only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slice {
    /// The policy.
    pub policy: PolicyCode,
    /// The school year.
    pub year: SchoolYear,
    /// The territory.
    pub territory: TerritoryCode,
    /// One level, or all.
    pub level: Option<LevelCode>,
    /// One mark, or all.
    pub priority_education: Option<PriorityEducation>,
}

impl Slice {
    /// Whether it is the whole territory.
    pub const fn is_unfiltered(&self) -> bool {
        self.level.is_none() && self.priority_education.is_none()
    }

    /// How the rollup writes its level: `*` is every level.
    pub(crate) fn level_code(&self) -> String {
        self.level
            .map_or_else(|| ALL.to_owned(), |level| level.to_string())
    }

    /// How the rollup writes its mark: `*` is every mark.
    pub(crate) fn mark_code(&self) -> &'static str {
        self.priority_education.map_or(ALL, PriorityEducation::code)
    }
}
