//! The forecast of a territory: made once for a state of the data, shown as a section of its page and on its chart, kept each Monday.

mod cache;
mod keep_weekly;
mod outlook;
mod past;

pub use cache::Previsions;
pub use keep_weekly::keep_forecasts;
pub use outlook::{ForecastView, PageForecast};

use crate::{desk::Desk, failure::Failure};
use outlook::Prevision;
use past::KeptForecasts;
use std::sync::Arc;
use store::adoption::Weekly;

/// The forecast of a slice, made once for a state of the data and a day.
pub async fn foresee(
    desk: &Desk,
    version: i64,
    key: cache::Key,
    figures: (&Weekly, &Weekly),
    school: outlook::School<'_>,
) -> Result<Arc<Prevision>, Failure> {
    if let Some(known) = desk.previsions.known(version, &key) {
        return Ok(known);
    }
    let (slice, until, aim) = key;
    let kept = KeptForecasts::load(&desk.store, &slice).await?;
    let made = outlook::make(figures, slice.year, school, until, aim, &kept);
    Ok(desk.previsions.keep(version, key, made))
}
