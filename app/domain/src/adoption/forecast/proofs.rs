//! The promises of the forecast, on rollouts whose future is known.

use super::{
    simulated::{History, NATION, World},
    *,
};
use std::time::Instant;

/// Rollouts and futures: the product's number of futures in the long form.
fn sizes() -> (u32, usize) {
    if long() { (300, RUNS) } else { (100, 200) }
}

fn long() -> bool {
    std::env::var_os("PROOF_LONG").is_some()
}

/// The nominal share of truths within the spread is 80 %; with a hundred rollouts, it is known to within 4 (deviation).
fn held_percent() -> std::ops::RangeInclusive<f64> {
    if long() { 74.0..=90.0 } else { 68.0..=94.0 }
}

/// The first rollouts, by their seed, of which enough was seen: with their forecast, and how many were too early before.
fn forecasts(world: World, seen: usize, change: impl Fn(&mut Course<'_>)) -> (Vec<(History, Forecast)>, u32) {
    let (wanted, runs) = sizes();
    let (mut drawn, mut early, mut seed) = (Vec::new(), 0, 0);
    while drawn.len() < usize::try_from(wanted).unwrap() {
        seed += 1;
        let history = History::draw(world, seed);
        let ahead = history.ahead(seen);
        let mut course = history.course(seen, &ahead);
        change(&mut course);
        match forecast_of(&course, runs) {
            Outlook::Ahead(forecast) => drawn.push((history, forecast)),
            Outlook::TooEarly { .. } => early += 1,
        }
    }
    (drawn, early)
}

/// Percents of truths within the spread, at each rank of the weeks ahead.
fn percents<'a>(each: impl Iterator<Item = (&'a History, Vec<Spread>)>, seen: usize) -> Vec<f64> {
    let mut held = Vec::new();
    let mut count = 0.0;
    for (history, spreads) in each {
        held.resize(spreads.len(), 0.0);
        for ((held, spread), week) in held.iter_mut().zip(&spreads).zip(&history.weeks[seen..]) {
            *held += f64::from(u8::from((spread.low..=spread.high).contains(&week.reached)));
        }
        count += 100.0;
    }
    held.iter().map(|held| held / count * 100.0 * 100.0).map(|percent| percent.round() / 100.0).collect()
}

fn spreads(forecast: &Forecast) -> Vec<Spread> {
    forecast.weeks.iter().map(|(_, spread)| *spread).collect()
}

fn coverage(drawn: &[(History, Forecast)], seen: usize) -> [f64; 3] {
    let percents = percents(drawn.iter().map(|(history, forecast)| (history, spreads(forecast))), seen);
    [percents[3], percents[7], *percents.last().unwrap()]
}

#[test]
fn tune() {
    for widen in [1.0, 1.15, 1.3] {
        for seen in [18, 26] {
            let start = Instant::now();
            let (drawn, early) = forecasts(NATION, seen, |course| course.widen = widen);
            let cost = start.elapsed().as_secs_f64() * 1e3 / f64::from(sizes().0);
            let bias: f64 = drawn.iter().map(|(h, f)| (number(f.weeks.last().unwrap().1.middle) / number(h.weeks.last().unwrap().reached)).ln()).sum::<f64>() / drawn.len() as f64;
            let width: f64 = drawn.iter().map(|(_, f)| number(f.weeks.last().unwrap().1.high - f.weeks.last().unwrap().1.low)).sum::<f64>() / drawn.len() as f64;
            println!("widen {widen} seen {seen}: {:?} early {early} cost {cost:.2} ms bias {bias:.3} width {width:.0}", coverage(&drawn, seen));
        }
    }
}
