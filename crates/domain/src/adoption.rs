//! The adoption of the service: by a unit its stages, its events, the fold from them to the stage on a day, and what an event adds to the
//! counts; by all of them the forecast, the objectives, the funnel of the territories, the difference between two, their journeys from stage to stage, and how
//! long it lasts.

mod advance;
mod batch;
pub mod census;
mod delta;
mod difference;
mod event;
mod forecast;
pub mod freshness;
mod funnel;
pub mod journeys;
mod label;
mod news;
pub mod objective;
#[cfg(not(target_arch = "wasm32"))]
mod quality;
mod refused;
mod stage;
mod survival;
mod territory_forecast;
mod timeline;
pub mod unit;
mod unit_correction;

pub use advance::{
    Advance, Advanced, Annul, Close, Reopen, Withdraw, advance, annul, close, enter, reopen, withdraw,
};
pub use batch::{BatchKind, BatchRefused, BatchUnit, Followed, Undoing, UnitUndo, undo};
pub use delta::{Delta, StageCounts, deltas};
pub use difference::{Difference, Group, difference};
pub use event::{
    AdoptionEvent, Annulment, BatchId, LeavingReason, RequestId, Sequence, Source, Step, UnitState, Written,
};
pub use forecast::{
    AdoptionForecast, AdoptionProjection, Backtest, Basis, Came, Course, HORIZONS, Hazard, KeptOn, METHOD,
    Origin, PastForecast, ReachedBy, TESTED_NEEDED, WIDEN_START, WeekAhead, WeekForecast, WeekSeen, backtest,
    forecast, pace_needed, pace_seen, past_forecasts, worth,
};
pub use funnel::{FUNNEL_MAX, FunnelLimits, FunnelPlace, FunnelSide, funnel_limits, funnel_place};
pub use label::fold_label;
pub use news::NewsCounts;
#[cfg(not(target_arch = "wasm32"))]
pub use quality::Quality;
pub use refused::{AdoptionRefused, ClassRefused};
pub use stage::AdoptionStage;
pub use survival::{FollowUp, Survival, SurvivalStep, Tally, median_time, survival};
pub use territory_forecast::{
    Contrary, KeptForecasts, ObjectiveAhead, TerritoryForecast, TerritoryYear, WeekCounts, territory_forecast,
};
pub use timeline::Timeline;
pub use unit_correction::{
    CorrectUnit, CorrectionRank, CorrectionReason, CorrectionRefused, UnitCorrection, UnitFacts, correct,
};

#[cfg(test)]
mod tests;
