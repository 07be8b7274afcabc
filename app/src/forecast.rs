//! The forecast of a territory: made once for a state of the data, shown as a section of its page and on its chart, kept each Monday.

mod keep_weekly;
mod outlook;
mod past;
mod sentences;

pub use keep_weekly::keep_forecasts;
pub use outlook::{ForecastView, PageForecast};

use crate::{
    context::{Context, ForecastKey},
    failure::PageError,
};
use domain::{
    adoption::{TerritoryForecast, TerritoryYear, territory_forecast},
    calendar::{Calendar, Zone},
};
use std::sync::Arc;
use store::{Epoch, adoption::Weekly};

/// A slice with what its forecast is made of, beside what the store kept of the forecasts before.
pub struct Foreseen<'a> {
    /// The slice, the day, the objective.
    pub key: ForecastKey,
    /// Its weeks.
    pub weekly: &'a Weekly,
    /// The weeks of the year before.
    pub before: &'a Weekly,
    /// The school calendar.
    pub calendar: &'a Calendar,
    /// The zone whose weeks count; without one, those of the mainland.
    pub zone: Option<Zone>,
}

/// The forecast of a slice, made once for a data version and a day: it costs milliseconds.
///
/// # Errors
/// [`PageError::Broken`]: the database can't answer.
pub async fn foresee(
    context: &Context,
    epoch: Epoch,
    of: Foreseen<'_>,
) -> Result<Arc<TerritoryForecast>, PageError> {
    let (slice, today, objective) = of.key;
    let make = async || {
        Ok(Arc::new(territory_forecast(&TerritoryYear {
            year: slice.year,
            weeks: &outlook::week_counts(of.weekly),
            before: &outlook::week_counts(of.before),
            calendar: of.calendar,
            zone: of.zone,
            today,
            objective,
            kept: &past::kept_forecasts(&context.store, &slice).await?,
        })))
    };
    context.forecasts.get_or_load(epoch, of.key, make).await
}
