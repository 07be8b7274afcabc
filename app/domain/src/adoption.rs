//! The adoption of the service by a unit: stages, events, the fold from events to the stage on a day, and what an event adds to the counts.

mod advance;
mod delta;
mod event;
mod forecast;
mod stage;
mod survival;
mod timeline;

pub use advance::{Advance, Advanced, advance, enter, withdraw};
pub use delta::{Delta, StageCounts, deltas};
pub use event::{AdoptionEvent, RequestId, Sequence, Source, Step};
pub use forecast::{
    Backtest, Basis, Course, Forecast, Hazard, Kept, Outlook, ReachedBy, Spread, WIDEN_START, WeekAhead,
    WeekSeen, backtest, forecast, pace_needed,
};
pub use stage::AdoptionStage;
pub use survival::{FollowUp, Survival, SurvivalStep, median_time, survival};
pub use timeline::{Standing, Timeline};

#[cfg(test)]
mod tests;
