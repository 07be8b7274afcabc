//! How often forecasts of simulated rollouts held what came.

use super::sizes;
use crate::adoption::forecast::{
    simulated::{History, World},
    *,
};
use std::{ops::RangeInclusive, time::Instant};

pub(super) fn long() -> bool {
    std::env::var_os("PROOF_LONG").is_some()
}

/// The nominal share of truths within the spread is 80 %: of 100 rollouts, within 4 of it two times out of three; of 300, within 2.3.
pub(super) fn held() -> RangeInclusive<f64> {
    if long() { 74.0..=90.0 } else { 68.0..=94.0 }
}

/// A rollout, its forecast, and the milliseconds that it took.
pub(super) struct Forecasted {
    pub(super) history: History,
    pub(super) forecast: AdoptionProjection,
    cost_ms: f64,
}

/// The rollouts of these seeds of which enough was seen, with their forecast.
pub(super) fn forecasts(
    world: impl Fn(u64) -> World,
    seen: usize,
    seeds: impl Iterator<Item = u64>,
    change: impl Fn(&mut Course<'_>),
) -> Vec<Forecasted> {
    let (wanted, runs) = sizes();
    let each = seeds.filter_map(|seed| {
        let history = History::draw(world(seed), seed);
        let ahead = history.ahead(seen);
        let mut course = history.course(seen, &ahead);
        change(&mut course);
        let start = Instant::now();
        let made = forecast_of(&course, runs);
        let cost_ms = start.elapsed().as_secs_f64() * 1e3;
        match made {
            AdoptionForecast::Ahead(forecast) => Some(Forecasted {
                history,
                forecast,
                cost_ms,
            }),
            AdoptionForecast::TooEarly { .. } => None,
        }
    });
    each.take(wanted).collect()
}

/// Percents of truths within the spread 4 and 8 weeks ahead, and at the end.
pub(super) fn percents<'a>(each: impl Iterator<Item = (&'a History, Vec<Spread<i64>>)>) -> [f64; 3] {
    let (mut within, mut count) = ([0.0; 3], 0.0);
    for (history, spreads) in each {
        let seen = history.weeks.len() - spreads.len();
        for (within, rank) in within.iter_mut().zip([3, 7, spreads.len() - 1]) {
            let Spread { low, high, .. } = spreads[rank];
            *within += f64::from(u8::from(
                (low..=high).contains(&history.weeks[seen + rank].reached),
            ));
        }
        count += 1.0;
    }
    within.map(|within| 100.0 * within / count)
}

pub(super) fn coverage(drawn: &[Forecasted]) -> [f64; 3] {
    let spreads = |forecast: &AdoptionProjection| forecast.weeks.iter().map(|(_, spread)| *spread).collect();
    percents(drawn.iter().map(|each| (&each.history, spreads(&each.forecast))))
}

pub(super) fn tell(what: &str, drawn: &[Forecasted]) {
    let [four, eight, end] = coverage(drawn);
    let cost: f64 = drawn.iter().map(|each| each.cost_ms).sum::<f64>() / mean_of(drawn);
    println!(
        "figures: {what}: at 4 and 8 weeks and at the end {four:.1} %, {eight:.1} %, {end:.1} % of {}, {cost:.1} ms each",
        drawn.len()
    );
    assert!(
        [four, eight, end].iter().all(|percent| held().contains(percent)),
        "{what}"
    );
}

pub(super) fn mean_of(drawn: &[Forecasted]) -> f64 {
    number(i64::try_from(drawn.len()).unwrap())
}
