//! The forecast of the convention's money: the ledger's weeks and the acceleration window in, what is committed and paid from now on out.

use super::{
    AccelerationWindow, CONVENTION_END, Cents, ForecastInput, FundingForecast, Pair, WeekMoves, forecast,
};
use crate::calendar::Week;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The same ledger gives the same forecast.
const SEED: u64 = 12;
/// Weeks that a forecast learns from, at most: the running one comes on top.
const WEEKS_LEARNT: u64 = 104;

/// The input of the money's forecast. All amounts in cents.
#[derive(Clone, Copy, Debug)]
pub struct ConventionLedger<'a> {
    /// Moves of each week that has an entry, all natures together: committed in AE, paid in CP.
    pub moved: &'a BTreeMap<Week, Pair>,
    /// The acceleration window; none until somebody sets its start.
    pub window: Option<AccelerationWindow>,
    /// The rest under the convention's ceilings.
    pub left: Pair,
    /// Committed and not yet paid.
    pub unpaid: Cents,
}

/// Forecasts the money from a day to [`last_day_shown`]. It learns from the window's weeks, or from all where no window is set: the pace before it was
/// not its own. Commitments signed before it and still unpaid are forecast with the delays of the window's payments. Total: where there are too
/// few weeks it is [`FundingForecast::TooEarly`].
pub fn convention_forecast(ledger: &ConventionLedger<'_>, today: NaiveDate) -> FundingForecast {
    let running = Week::of(today);
    let start = ledger.window.map(|window| Week::of(window.start));
    let first = start
        .or_else(|| ledger.moved.keys().next().copied())
        .unwrap_or(running);
    let mut week = first.max(running.back(WEEKS_LEARNT));
    let mut weeks = Vec::new();
    while week <= running {
        let pair = ledger.moved.get(&week).copied().unwrap_or_default();
        weeks.push(WeekMoves {
            week,
            committed: pair.ae,
            paid: pair.cp,
        });
        week = week.next();
    }
    forecast(&ForecastInput {
        weeks: &weeks,
        today,
        ae_left: ledger.left.ae,
        cp_left: ledger.left.cp,
        unpaid: ledger.unpaid,
        until: last_day_shown(ledger.window),
        seed: SEED,
    })
}

/// The last day that is shown and forecast: the convention's end, or the window's eighth month where it ends later.
pub fn last_day_shown(window: Option<AccelerationWindow>) -> NaiveDate {
    window.map_or(CONVENTION_END, |window| window.month_8().max(CONVENTION_END))
}

#[cfg(test)]
mod tests;
