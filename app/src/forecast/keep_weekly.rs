//! Keeping each Monday's forecasts, of the nation and of the académies.

use super::{outlook::week_counts, past::kept_forecasts};
use crate::context::Context;
use domain::{
    PolicyCode, SchoolYear, TerritoryKind, Week,
    adoption::{TerritoryYear, territory_forecast},
    calendar::Zone,
};
use store::{StoreError, adoption::Slice, forecast::KeptForecast};

/// Keeps the forecasts of the week of the context's day as they are made that day, of the nation and of each académie; those that are kept stay.
/// Answers of how many territories: none the second time.
///
/// # Errors
/// [`StoreError`]: the database can't answer, or is busy.
pub async fn keep_forecasts(context: &Context) -> Result<usize, StoreError> {
    let mut kept = 0;
    let Some(year) = SchoolYear::of(context.today) else {
        return Ok(kept);
    };
    for policy in context.store.policies().await? {
        if !context.store.years(policy.code).await?.contains(&year) {
            continue;
        }
        let week = Week::of(context.today);
        let foretold = foretell(context, policy.code, year, week).await?;
        if !foretold.is_empty() {
            kept += context
                .store
                .keep_forecasts(&context.by, context.now, policy.code, year, week, &foretold)
                .await?;
        }
    }
    Ok(kept)
}

/// What is to be kept: of the territories of which nothing is, where it is not too early and the holidays are known.
async fn foretell(
    context: &Context,
    policy: PolicyCode,
    year: SchoolYear,
    week: Week,
) -> Result<Vec<KeptForecast>, StoreError> {
    let known = context.store.forecast_on(policy, year, week).await?;
    let calendar = context.store.calendar().await?;
    let mut foretold = Vec::new();
    for territory in context.store.territories().await? {
        let code = territory.code;
        let zone = Zone::of_lineage(&[code]);
        let wide = matches!(code.kind(), TerritoryKind::Nation | TerritoryKind::Academy);
        if !wide || known.contains(code.as_str()) || !calendar.is_known(year, zone) {
            continue;
        }
        let slice = Slice {
            policy,
            year,
            territory: code,
            level: None,
            priority_education: None,
        };
        let (weekly, before) = context.store.weekly_and_previous(&slice, context.today).await?;
        let made = territory_forecast(&TerritoryYear {
            year,
            weeks: &week_counts(&weekly),
            before: &week_counts(&before),
            calendar: &calendar,
            zone,
            today: context.today,
            objective: None,
            kept: &kept_forecasts(&context.store, &slice).await?,
        });
        let said = made.to_keep();
        if !said.is_empty() {
            foretold.push(KeptForecast {
                territory: code,
                said,
            });
        }
    }
    Ok(foretold)
}
