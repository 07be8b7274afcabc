//! Backtest of past forecasts: how often the truth lay in their spread, and the widening with which it would 8 times out of 10.

use super::{WIDEN_START, WeekSeen, number};
use crate::{calendar::Week, forecast::Spread};

/// Never narrower than the weeks' own errors, never so wide that the forecast says nothing.
const WIDEN: std::ops::RangeInclusive<f64> = 1.0..=2.5;
/// The start value weighs as much as so many forecasts tested.
const START_WEIGHT: f64 = 12.0;

/// Forecast of one week, as it was kept before the week came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeekForecast {
    /// The week it was about.
    pub week: Week,
    /// Where it said that 8 futures out of 10 lie, in units.
    pub spread: Spread<i64>,
    /// The widening it was made with ([`super::Course::widen`]).
    pub widen: f64,
}

/// What kept forecasts were worth: of so many tested, how many held.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backtest {
    /// Forecasts whose week has come.
    pub tested: usize,
    /// Those whose spread held what came, both ends included.
    pub held: usize,
    /// Those whose spread was above what came; the others that did not hold were below it.
    pub too_high: usize,
    /// The widening for the forecasts to come, from 1 to 2.5: with it, 8 of 10 of these would have held; near 1.1 while few are tested.
    pub widen: f64,
}

impl Backtest {
    /// The share that held, 0 to 1: 0.8 is what was announced.
    pub fn share(&self) -> f64 {
        count(self.held) / count(self.tested).max(1.0)
    }

    /// Those whose spread was below what came.
    pub fn too_low(&self) -> usize {
        self.tested.saturating_sub(self.held + self.too_high)
    }
}

/// Tests kept forecasts on the weeks seen since; `None` when none of their weeks has come. Forecasts of one territory a week apart share
/// most of their errors: one per territory and month, or one horizon of each Monday, tells as much as all.
pub fn backtest(kept: &[WeekForecast], seen: &[WeekSeen]) -> Option<Backtest> {
    let came = |week: Week| {
        seen.iter()
            .find(|seen| seen.week == week)
            .map(|seen| seen.reached)
    };
    weigh(kept.iter().filter_map(|kept| Some((*kept, came(kept.week)?))))
}

/// The same, of forecasts each beside what came.
pub(super) fn weigh(tested: impl Iterator<Item = (WeekForecast, i64)>) -> Option<Backtest> {
    let (mut held, mut too_high) = (0, 0);
    let mut needed = Vec::new();
    for (kept, came) in tested {
        held += usize::from((kept.spread.low..=kept.spread.high).contains(&came));
        too_high += usize::from(came < kept.spread.low);
        needed.push(widen_needed(&kept, came));
    }
    needed.sort_by(f64::total_cmp);
    let last = needed.len().checked_sub(1)?;
    let eight_of_ten = needed
        .get(last - last / 5)?
        .clamp(*WIDEN.start() / 2.0, *WIDEN.end());
    let weight = count(needed.len());
    let log = (weight * eight_of_ten.ln() + START_WEIGHT * WIDEN_START.ln()) / (weight + START_WEIGHT);
    Some(Backtest {
        tested: needed.len(),
        held,
        too_high,
        widen: log.exp().clamp(*WIDEN.start(), *WIDEN.end()),
    })
}

/// The widening with which the spread would just have held what came; the widest where no widening would.
fn widen_needed(kept: &WeekForecast, came: i64) -> f64 {
    let Spread { low, middle, high } = kept.spread;
    let (away, side) = if came >= middle {
        (came.saturating_sub(middle), high.saturating_sub(middle))
    } else {
        (middle.saturating_sub(came), middle.saturating_sub(low))
    };
    if away <= 0 {
        0.0
    } else if side <= 0 {
        *WIDEN.end()
    } else {
        kept.widen * number(away) / number(side)
    }
}

fn count(forecasts: usize) -> f64 {
    number(i64::try_from(forecasts).unwrap_or(i64::MAX))
}
