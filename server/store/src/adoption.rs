//! Adoption in the store: recording steps, the weekly figures of a territory, the figures of its children, the units of a school or of a list.

mod children;
mod events;
mod recompute;
mod record;
pub(crate) mod rollup;
mod scan;
mod units;
mod weekly;

pub use children::Child;
pub(crate) use events::{Held, insert_events, load as load_held};
pub use recompute::Difference;
pub use record::{Change, Recorded};
pub use units::{KnownUnit, UnitList};
pub(crate) use units::{load as load_units, stand as units_stand};
pub use weekly::{WeekFigures, Weekly};

use domain::{LevelCode, PolicyCode, PriorityEducation, SchoolYear, TerritoryCode};

/// What a figure is about: a policy's school year in a territory, perhaps one level or one mark only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
}
