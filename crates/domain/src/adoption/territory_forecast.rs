//! The forecast of a territory's school year under way: its weekly counts and its holidays in; what lies ahead, the pace that an objective takes
//! and the worth of past forecasts out.

use super::{
    AdoptionForecast, AdoptionProjection, AdoptionStage, Backtest, Came, Course, HORIZONS, Hazard, KeptOn,
    PastForecast, StageCounts, WIDEN_START, WeekAhead, WeekForecast, WeekSeen, forecast,
    objective::{Measure, Objective},
    pace_needed, pace_seen, past_forecasts, worth,
};
use crate::{
    calendar::{Calendar, SchoolYear, Week, Zone},
    forecast::Spread,
};
use chrono::NaiveDate;

/// The same figures give the same forecast.
const SEED: u64 = 12;

/// The stage counts at the end of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekCounts {
    /// The week.
    pub week: Week,
    /// Units at each stage.
    pub counts: StageCounts,
}

/// The forecasts kept of a territory.
#[derive(Clone, Debug, Default)]
pub struct KeptForecasts {
    /// Of the year under way.
    pub this: Vec<KeptOn>,
    /// Of the year before.
    pub last: Vec<KeptOn>,
}

/// The input of a territory's forecast.
#[derive(Clone, Copy, Debug)]
pub struct TerritoryYear<'a> {
    /// The school year under way.
    pub year: SchoolYear,
    /// Its weeks, oldest first, each the one after; the last may be the running one.
    pub weeks: &'a [WeekCounts],
    /// The weeks of the whole year before; empty when there is none.
    pub before: &'a [WeekCounts],
    /// The school calendar.
    pub calendar: &'a Calendar,
    /// The territory's holiday zone; none: the mainland's three together.
    pub zone: Option<Zone>,
    /// The day of the forecast. A week counts once it is over.
    pub today: NaiveDate,
    /// The objective that matters on that day.
    pub objective: Option<Objective>,
    /// The forecasts kept on Mondays that are over.
    pub kept: &'a KeptForecasts,
}

/// The forecast of a territory, with what it is judged by.
#[derive(Clone, Debug, PartialEq)]
pub struct TerritoryForecast {
    /// The weeks ahead, or why nothing is said of them.
    pub forecast: AdoptionForecast,
    /// Units a full school week that it takes, in the mean, to reach the objective by its day; none without an objective of onboarded units,
    /// or with no school left.
    pub pace: Option<f64>,
    /// Units onboarded a full school week, in the mean of the last eight weeks.
    pub recent: f64,
    /// Past forecasts beside what came.
    pub past: Vec<PastForecast>,
    /// By how much weekly errors are widened for it: 1 is as seen.
    pub widen: f64,
    /// The objective, where its day lies ahead.
    pub objective: Option<ObjectiveAhead>,
}

/// An objective of onboarded units whose day lies ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectiveAhead {
    /// The last week that is over on its day.
    pub week: Week,
    /// Units ever onboarded that it takes: those who lapsed stay as many as they are.
    pub wanted: i64,
}

/// How the pace of the last weeks and the forecast of the objective's day say the contrary of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contrary {
    /// The pace would reach the objective, the forecast's middle does not.
    OnlyPace,
    /// The forecast's middle reaches the objective, the pace would not.
    OnlyForecast,
}

/// Forecasts a territory's year under way, widened by what past forecasts were worth, to 31 August. An objective counts when it is of onboarded
/// units; it is aimed at by the last week that is over on its day. Total: what can't be forecast is [`AdoptionForecast::TooEarly`].
pub fn territory_forecast(of: &TerritoryYear<'_>) -> TerritoryForecast {
    let past = of.past();
    let widen = worth(&past).map_or(WIDEN_START, |worth| worth.widening());
    let weeks = of.seen(of.weeks, of.today);
    let counts = of.weeks.last().map(|week| week.counts).unwrap_or_default();
    let last = weeks.last().map_or(Week::of(of.today).back(1), |week| week.week);
    let aimed = of
        .objective
        .filter(|objective| objective.measure == Measure::Onboarded);
    let until = aimed.map_or(of.year.last_event_day(), |aim| {
        aim.day.min(of.year.last_event_day())
    });
    let ahead = of.ahead(last);
    let course = Course {
        weeks: &weeks,
        before: 0,
        units: counts.willing(),
        ahead: &ahead,
        // An objective is of those onboarded now; the course counts who lapsed too.
        objective: aimed.map(|aim| aim.gap(&counts).wanted + counts[AdoptionStage::Lapsed]),
        widen,
        prior: of.prior(),
        seed: SEED,
    };
    let to_the_day: Vec<_> = ahead
        .iter()
        .filter(|ahead| ahead.week.sunday() <= until)
        .copied()
        .collect();
    let pace = pace_needed(&Course {
        ahead: &to_the_day,
        ..course
    });
    TerritoryForecast {
        forecast: forecast(&course),
        pace,
        recent: pace_seen(&weeks),
        past,
        widen,
        objective: to_the_day
            .last()
            .zip(course.objective)
            .map(|(last, wanted)| ObjectiveAhead {
                week: last.week,
                wanted,
            }),
    }
}

impl TerritoryForecast {
    /// What its past forecasts were worth, when so few held that nothing is told of the weeks ahead.
    pub fn unreliable(&self) -> Option<Backtest> {
        worth(&self.past).filter(Backtest::is_unreliable)
    }

    /// The weeks ahead as they may be told: none when it is too early, or when too few of its past forecasts held.
    pub fn told(&self) -> Option<&AdoptionProjection> {
        match &self.forecast {
            AdoptionForecast::Ahead(ahead) if self.unreliable().is_none() => Some(ahead),
            _ => None,
        }
    }

    /// What is told of the objective's day: units ever onboarded by the last week that is over on it.
    pub fn at_objective(&self) -> Option<Spread<i64>> {
        let week = self.objective?.week;
        let (_, spread) = self.told()?.weeks.iter().find(|(ahead, _)| *ahead == week)?;
        Some(*spread)
    }

    /// Whether the recent pace and what is told of the objective's day are each other's contrary.
    pub fn contrary(&self) -> Option<Contrary> {
        let (wanted, pace) = (self.objective?.wanted, self.pace?);
        let (by_pace, by_forecast) = (self.recent >= pace, self.at_objective()?.middle >= wanted);
        match (by_pace, by_forecast) {
            (true, false) => Some(Contrary::OnlyPace),
            (false, true) => Some(Contrary::OnlyForecast),
            _ => None,
        }
    }

    /// The part that is kept, told or not: what it says at each horizon within the year; nothing when it is too early.
    pub fn to_keep(&self) -> Vec<WeekForecast> {
        let AdoptionForecast::Ahead(ahead) = &self.forecast else {
            return Vec::new();
        };
        let said = HORIZONS.iter().filter_map(|weeks| ahead.weeks.get(weeks - 1));
        said.map(|(week, spread)| WeekForecast {
            week: *week,
            spread: *spread,
            widen: self.widen,
        })
        .collect()
    }
}

impl TerritoryYear<'_> {
    /// The weeks of a year that are over on a day.
    fn seen(&self, weeks: &[WeekCounts], today: NaiveDate) -> Vec<WeekSeen> {
        let over = weeks.iter().filter(|week| week.week.sunday() < today);
        let seen = |week: &WeekCounts| WeekSeen {
            week: week.week,
            reached: week.counts.ever_onboarded(),
            school: self.calendar.school_share(week.week, self.zone),
        };
        over.map(seen).collect()
    }

    /// The weeks after one, to that whose Monday is the year's last.
    fn ahead(&self, after: Week) -> Vec<WeekAhead> {
        let until = self.year.last_event_day();
        let weeks = std::iter::successors(Some(after.next()), |week| Some(week.next()));
        let within = weeks.take_while(|week| week.monday() <= until);
        let ahead = within.map(|week| WeekAhead {
            week,
            school: self.calendar.school_share(week, self.zone),
        });
        ahead.collect()
    }

    /// Past forecasts, last year's first; none of a year whose holidays are not known.
    fn past(&self) -> Vec<PastForecast> {
        let of_year = |weeks: &[WeekCounts], kept: &[KeptOn]| {
            let seen = self.seen(weeks, self.today);
            let units = weeks.iter().map(|week| week.counts.willing());
            let came = seen.into_iter().zip(units);
            let came: Vec<Came> = came.map(|(seen, units)| Came { seen, units }).collect();
            past_forecasts(&came, kept, SEED)
        };
        let mut past = match self.knows_the_year_before() {
            true => of_year(self.before, &self.kept.last),
            false => Vec::new(),
        };
        past.extend(of_year(self.weeks, &self.kept.this));
        past
    }

    /// The hazard that the year before leaves, where it had enough and its holidays are known.
    fn prior(&self) -> Option<Hazard> {
        let counts = self.before.last()?.counts;
        if !self.knows_the_year_before() {
            return None;
        }
        let course = Course {
            weeks: &self.seen(self.before, NaiveDate::MAX),
            before: 0,
            units: counts.willing(),
            ahead: &[],
            objective: None,
            widen: 1.0,
            prior: None,
            seed: SEED,
        };
        match forecast(&course) {
            AdoptionForecast::Ahead(forecast) => Some(forecast.hazard),
            AdoptionForecast::TooEarly { .. } => None,
        }
    }

    /// True when the holidays of the year before are known.
    fn knows_the_year_before(&self) -> bool {
        let before = self.year.previous();
        before.is_some_and(|year| self.calendar.is_known(year, self.zone))
    }
}

#[cfg(test)]
mod tests;
