//! Past forecasts: those of Mondays that are over, as they were kept or as they would have been made, beside what came: what the next one is widened by.

use super::{
    AdoptionForecast, Backtest, Course, WIDEN_START, WeekAhead, WeekForecast, WeekSeen, backtest::weigh,
    forecast_of,
};
use crate::calendar::Week;

/// How many weeks after its Monday a past forecast is tested: at the end of the fourth and of the eighth.
pub const HORIZONS: [usize; 2] = [4, 8];
/// One Monday in so many is tested: a week apart, forecasts share most of their errors and would count the same luck again. Tried on simulated
/// rollouts, one in four leaves too few to learn from, and each one teaches hardly more than one in two.
const ONE_MONDAY_IN: i32 = 2;
/// Futures drawn for a past forecast: with the 10th and the 91st of 100, 8 out of 10 lie between.
const RUNS: usize = 100;
/// From fewer past forecasts than this nothing is concluded.
pub const TESTED_NEEDED: usize = 10;
/// The method of forecasting, by number: it grows when the same course is forecast otherwise, for a method is not judged by another's errors.
/// 1: those that declined counted among those who might be onboarded. 2: they don't.
pub const METHOD: u8 = 2;

/// A week that is over, and the census at its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Came {
    /// What was reached by its end.
    pub seen: WeekSeen,
    /// Units that were or might be onboarded, by its end, as in [`Course::units`].
    pub units: i64,
}

/// A forecast that was kept on a Monday.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KeptOn {
    /// The week of the Monday: the first that it did not know.
    pub made: Week,
    /// What it said.
    pub kept: WeekForecast,
    /// The method it was made by, as in [`METHOD`].
    pub method: u8,
}

/// Where a past forecast comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Kept on its Monday, made by the present method.
    Kept,
    /// Kept on its Monday, made by a method that is no more: shown, and no longer what the forecast is judged by.
    FormerMethod,
    /// Made again from the course as it is known today.
    MadeAgain,
}

/// What a Monday's forecast said of a week that is over, and what came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PastForecast {
    /// The week of the Monday: the first that it did not know.
    pub made: Week,
    /// One of [`HORIZONS`].
    pub weeks_ahead: usize,
    /// What it said.
    pub kept: WeekForecast,
    /// Units ever onboarded by the end of that week.
    pub came: i64,
    /// Whether it was kept then or is made again.
    pub origin: Origin,
}

impl PastForecast {
    /// Whether the forecast is judged by it.
    pub fn is_of_present_method(&self) -> bool {
        self.origin != Origin::FormerMethod
    }

    /// Whether its spread held what came, both ends included.
    pub fn held(&self) -> bool {
        (self.kept.spread.low..=self.kept.spread.high).contains(&self.came)
    }
}

/// The past forecasts of a school year, by Monday and horizon: the kept ones, and for the Mondays of which none was kept by the present method, those
/// that the course allows (a fifth of the units, eight school weeks). `weeks`: those that are over, each the one after.
pub fn past_forecasts(weeks: &[Came], kept: &[KeptOn], seed: u64) -> Vec<PastForecast> {
    let seen: Vec<WeekSeen> = weeks.iter().map(|came| came.seen).collect();
    let mut past = Vec::new();
    for (rank, now) in weeks.iter().enumerate() {
        let made = now.seen.week;
        // Nothing of it has come yet: nor of those after.
        if weeks.len() - rank < HORIZONS[0] {
            break;
        }
        if made.number() % ONE_MONDAY_IN != 0 {
            continue;
        }
        let known = |week, present| {
            let mut kept = kept.iter().filter(|on| (on.method == METHOD) == present);
            kept.find(|on| on.made == made && on.kept.week == week)
                .map(|on| on.kept)
        };
        let again = || made_again(weeks, &seen, rank, seed);
        let mut remade = None;
        for weeks_ahead in HORIZONS {
            let Some(then) = weeks.get(rank + weeks_ahead - 1) else {
                continue;
            };
            let week = then.seen.week;
            let present = known(week, true).map(|kept| (kept, Origin::Kept)).or_else(|| {
                let all: &Vec<WeekForecast> = remade.get_or_insert_with(again);
                let again = all.iter().find(|kept| kept.week == week);
                again.map(|kept| (*kept, Origin::MadeAgain))
            });
            let former = known(week, false).map(|kept| (kept, Origin::FormerMethod));
            past.extend(
                former
                    .into_iter()
                    .chain(present)
                    .map(|(kept, origin)| PastForecast {
                        made,
                        weeks_ahead,
                        kept,
                        came: then.seen.reached,
                        origin,
                    }),
            );
        }
    }
    past
}

/// What the forecast of a Monday would have said of each week to the farthest horizon; nothing when it was too early.
fn made_again(weeks: &[Came], seen: &[WeekSeen], rank: usize, seed: u64) -> Vec<WeekForecast> {
    let (before, after) = seen.split_at(rank);
    let ahead = after.iter().take(HORIZONS[1]).map(|seen| WeekAhead {
        week: seen.week,
        school: seen.school,
    });
    let ahead: Vec<WeekAhead> = ahead.collect();
    let course = Course {
        weeks: before,
        before: 0,
        units: rank
            .checked_sub(1)
            .and_then(|last| weeks.get(last))
            .map_or(0, |last| last.units),
        ahead: &ahead,
        objective: None,
        widen: WIDEN_START,
        prior: None,
        seed,
    };
    match forecast_of(&course, RUNS) {
        AdoptionForecast::TooEarly { .. } => Vec::new(),
        AdoptionForecast::Ahead(forecast) => {
            let kept = forecast.weeks.into_iter().map(|(week, spread)| WeekForecast {
                week,
                spread,
                widen: WIDEN_START,
            });
            kept.collect()
        }
    }
}

/// What past forecasts of the present method were worth, of one school year or more; `None` without any.
pub fn worth(past: &[PastForecast]) -> Option<Backtest> {
    let present = past.iter().filter(|past| past.is_of_present_method());
    weigh(present.map(|past| (past.kept, past.came)))
}

impl Backtest {
    /// Whether enough were tested and fewer than 6 of 10 held: then no chance is told, neither in words nor by a zone.
    pub fn is_unreliable(&self) -> bool {
        self.tested >= TESTED_NEEDED && self.held * 10 < self.tested * 6
    }

    /// By how much the next forecast's weekly errors are widened ([`Course::widen`]): as these ask when enough were tested
    /// ([`TESTED_NEEDED`]) and fewer held than announced, else [`WIDEN_START`]. Never narrower than that.
    pub fn widening(&self) -> f64 {
        let fewer = self.held * 10 < self.tested * 8;
        if self.tested >= TESTED_NEEDED && fewer {
            self.widen.max(WIDEN_START)
        } else {
            WIDEN_START
        }
    }
}
