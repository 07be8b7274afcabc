//! Rollouts whose future is known, drawn by the law of the design: a hazard, lognormal weeks, holidays.

use super::*;
use crate::forecast::draw::{binomial, normal};

/// How rollouts are drawn.
#[derive(Clone, Copy)]
pub struct World {
    pub units: i64,
    pub hazard: Hazard,
    /// Deviation of the logarithm of a week.
    pub noise: f64,
    /// How much of a week's difference from the law is the week before's, 0 to 1: campaigns, strikes.
    pub lasting: f64,
    /// What is left in holidays.
    pub holiday: f64,
    pub weeks: usize,
}

/// The nation of the promise: 6,000 units, two holiday weeks in eight, to week 35.
pub const NATION: World = World {
    units: 6_000,
    hazard: Hazard { p: 0.006, q: 0.14 },
    noise: 0.35,
    lasting: 0.0,
    holiday: 0.15,
    weeks: 35,
};

pub struct History {
    pub world: World,
    pub weeks: Vec<WeekSeen>,
}

impl History {
    pub fn draw(world: World, seed: u64) -> Self {
        let mut rng = fastrand::Rng::with_seed(seed ^ 0x5eed_0000);
        let units = number(world.units);
        let mut week = Week::of(NaiveDate::from_ymd_opt(2020, 9, 1).unwrap());
        let mut reached = 0.0;
        let mut away = normal(&mut rng);
        let each = (0..world.weeks).map(|rank| {
            let school = if rank % 8 >= 6 { 0.0 } else { 1.0 };
            let calendar = school + (1.0 - school) * world.holiday;
            let chance = calendar * (world.hazard.p + world.hazard.q * reached / units);
            let factor = (world.noise * away).exp();
            away = world.lasting * away + (1.0 - world.lasting.powi(2)).sqrt() * normal(&mut rng);
            reached += binomial(&mut rng, units - reached, chance * factor);
            let seen = WeekSeen {
                week,
                reached: whole(reached),
                school,
            };
            week = week.next();
            seen
        });
        Self {
            weeks: each.collect(),
            world,
        }
    }

    /// The weeks after the first `seen`, as they are known before.
    pub fn ahead(&self, seen: usize) -> Vec<WeekAhead> {
        let ahead = |seen: &WeekSeen| WeekAhead {
            week: seen.week,
            school: seen.school,
        };
        self.weeks[seen..].iter().map(ahead).collect()
    }

    /// What a forecast may know after the first `seen` weeks.
    pub fn course<'a>(&'a self, seen: usize, ahead: &'a [WeekAhead]) -> Course<'a> {
        Course {
            weeks: &self.weeks[..seen],
            before: 0,
            units: self.world.units,
            ahead,
            objective: None,
            widen: WIDEN_START,
            prior: None,
            seed: 12,
        }
    }

    /// The naive forecast: weeks to come drawn from the weeks seen, school weeks and holidays apart. What the product does not do.
    pub fn naive(&self, seen: usize, runs: usize) -> Vec<Spread<i64>> {
        let mut rng = fastrand::Rng::with_seed(12);
        let mut before = 0;
        let grown = self.weeks[..seen].iter().map(|week| {
            let new = week.reached - before;
            before = week.reached;
            (week.school, new)
        });
        let grown: Vec<(f64, i64)> = grown.collect();
        let like = |school: f64| -> Vec<i64> {
            let same = grown.iter().filter(|(other, _)| *other == school);
            same.map(|(_, new)| *new).collect()
        };
        let (full, holidays) = (like(1.0), like(0.0));
        let mut futures = vec![Vec::new(); self.weeks.len() - seen];
        for _ in 0..runs {
            let mut reached = before;
            for (future, week) in futures.iter_mut().zip(&self.weeks[seen..]) {
                let pool = if week.school > 0.5 { &full } else { &holidays };
                reached = (reached + rng.choice(pool.iter()).unwrap()).min(self.world.units);
                future.push(reached);
            }
        }
        let spread = |future: &mut Vec<i64>| {
            future.sort_unstable();
            Spread {
                low: future[runs / 10],
                middle: future[runs / 2],
                high: future[runs - 1 - runs / 10],
            }
        };
        futures.iter_mut().map(spread).collect()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a test's whole numbers of units")]
fn whole(units: f64) -> i64 {
    units.round() as i64
}
