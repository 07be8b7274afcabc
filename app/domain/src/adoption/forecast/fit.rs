//! The weekly hazards, and the law fitted to them by weighted least squares: what comes from elsewhere, what the others do, what is left of
//! both in holidays.

use super::{Basis, Course, Hazard, number, share};
use crate::draw::{binomial, normal};

/// What is left of the hazard in holidays, before any is seen: its mean and its deviation.
const HOLIDAY: f64 = 0.15;
const HOLIDAY_SPREAD: f64 = 0.15;
/// Never quite nothing: a holiday week is then no proof of anything.
const HOLIDAY_MIN: f64 = 0.01;

/// How much weeks differ from the law, before any is seen: the deviation of their logarithm.
const NOISE: f64 = 0.35;
/// With a past year's hazard, this belief weighs as much as so many weeks.
const NOISE_WEIGHT: f64 = 8.0;
/// How much a year's pace differs from the one before: the deviation of its logarithm, assumed (no two years are known yet).
const YEARS_DIFFER: f64 = 0.3;

/// Steps of the fit from nothing, and from a fit nearby.
const STEPS: usize = 12;
const STEPS_NEAR: usize = 4;

/// What a week did.
#[derive(Clone, Copy, Debug)]
pub struct Growth {
    /// Share of the units onboarded at its start, `A/M`.
    pub others: f64,
    /// Units not yet onboarded at its start.
    pub at_risk: f64,
    /// Units that were, during it.
    pub new: f64,
    /// Share of the units that had school.
    pub school: f64,
}

/// The chance of a unit in any week.
#[derive(Clone, Copy, Debug)]
pub struct Law {
    /// In a full school week.
    pub hazard: Hazard,
    /// What is left of it in holidays: 0.15 is 15 %.
    pub holiday: f64,
}

/// What the weeks seen leave likely.
pub struct Likely {
    growths: Vec<Growth>,
    /// The likeliest law.
    pub law: Law,
    /// What the law was learnt from.
    pub basis: Basis,
    /// How weeks differ from the law.
    factors: Factors,
    /// Variance of their logarithm, as seen.
    noise: f64,
    /// With a past year's hazard: by how much this year's pace may differ, the mean and the deviation of its logarithm.
    pace: Option<(f64, f64)>,
}

/// How weeks differ from a law: factors of its hazard, 1 in the mean.
enum Factors {
    /// Those of the weeks seen.
    Seen(Vec<f64>),
    /// Of a normal logarithm with this deviation, where too few weeks were seen.
    Normal(f64),
}

/// What each week did, from the first that onboarded a unit.
pub fn growths(course: &Course<'_>) -> Vec<Growth> {
    let units = number(course.units);
    let mut before = course.before.clamp(0, course.units.max(0));
    let mut last = None;
    let mut growths = Vec::new();
    for seen in course.weeks {
        let reached = seen.reached.clamp(0, course.units.max(0));
        let follows = last.is_none_or(|last: i32| seen.week.number() == last + 1);
        if follows && reached > 0 && before < course.units {
            growths.push(Growth {
                others: number(before) / units,
                at_risk: number(course.units - before),
                new: number((reached - before).max(0)),
                school: share(seen.school),
            });
        }
        before = reached;
        last = Some(seen.week.number());
    }
    growths
}

impl Law {
    /// The chance in a week with this share of school, when this share of the units is onboarded.
    pub fn chance(&self, others: f64, school: f64) -> f64 {
        self.calendar(school) * (self.hazard.p + self.hazard.q * others)
    }

    /// What the calendar leaves of the hazard.
    fn calendar(&self, school: f64) -> f64 {
        school + (1.0 - school) * self.holiday
    }

    /// What it expects a week to do.
    fn expected(&self, growth: &Growth) -> f64 {
        growth.at_risk * self.chance(growth.others, growth.school).min(1.0)
    }

    /// How far a week is from it: the logarithm of what it did to what was expected, half a unit added to both for weeks without any, and
    /// the variance that chance alone gives it.
    fn residual(&self, growth: &Growth) -> (f64, f64) {
        let expected = self.expected(growth) + 0.5;
        (((growth.new + 0.5) / expected).ln(), 1.0 / expected)
    }

    /// One that is no more than a start for the fit: the mean of all weeks.
    fn start(growths: &[Growth]) -> Self {
        let mut law = Self {
            hazard: Hazard { p: 0.0, q: 0.0 },
            holiday: HOLIDAY,
        };
        let new: f64 = growths.iter().map(|growth| growth.new).sum();
        let at_risk: f64 = growths
            .iter()
            .map(|growth| growth.at_risk * law.calendar(growth.school))
            .sum();
        law.hazard.p = if at_risk > 0.0 { new / at_risk } else { 0.0 };
        law
    }

    /// Weighted least squares of the weekly hazards, divided by the calendar, on the share of the others; the calendar's own part in turn.
    /// A week weighs by what it would differ: `noise` (variance of its logarithm) and chance. Neither `p` nor `q` is ever below zero.
    fn fit(mut self, growths: &[Growth], noise: f64, holiday: f64, steps: usize) -> Self {
        for _ in 0..steps {
            let mut line = Line::default();
            // The holidays' share as believed before, and how much that weighs.
            let weight = HOLIDAY_SPREAD.powi(-2);
            let (mut held, mut weights) = (holiday * weight, weight);
            let floor = 0.02 * (self.hazard.p + self.hazard.q);
            for growth in growths {
                let hazard = (self.hazard.p + self.hazard.q * growth.others)
                    .max(floor)
                    .max(1e-9);
                let calendar = self.calendar(growth.school);
                let seen = growth.new / growth.at_risk;
                let chance = calendar * hazard;
                let weight = 1.0 / (noise * chance.powi(2) + chance / growth.at_risk);
                line.add(seen / calendar, growth.others, weight * calendar.powi(2));
                let away = (1.0 - growth.school) * hazard;
                held += weight * away * (seen - growth.school * hazard);
                weights += weight * away.powi(2);
            }
            self.hazard = line.solve();
            self.holiday = (held / weights).clamp(HOLIDAY_MIN, 1.0);
        }
        self
    }
}

/// The sums of a weighted straight line.
#[derive(Default)]
struct Line {
    weights: f64,
    x: f64,
    xx: f64,
    y: f64,
    xy: f64,
}

impl Line {
    fn add(&mut self, y: f64, x: f64, weight: f64) {
        self.weights += weight;
        self.x += weight * x;
        self.xx += weight * x * x;
        self.y += weight * y;
        self.xy += weight * x * y;
    }

    /// The line of smallest squares among those that neither start nor go below zero.
    fn solve(&self) -> Hazard {
        let ratio = |above: f64, below: f64| {
            if below > 0.0 {
                (above / below).max(0.0)
            } else {
                0.0
            }
        };
        let flat = Hazard {
            p: ratio(self.y, self.weights),
            q: 0.0,
        };
        let determinant = self.weights * self.xx - self.x * self.x;
        if determinant <= 1e-12 * self.weights * self.xx {
            return flat;
        }
        let p = (self.xx * self.y - self.x * self.xy) / determinant;
        let q = (self.weights * self.xy - self.x * self.y) / determinant;
        match (p >= 0.0, q >= 0.0) {
            (true, true) => Hazard { p, q },
            (_, false) => flat,
            (false, true) => Hazard {
                p: 0.0,
                q: ratio(self.xy, self.xx),
            },
        }
    }
}

impl Likely {
    /// Learns from the weeks of this year alone.
    pub fn of_this_year(growths: Vec<Growth>, widen: f64) -> Self {
        let (mut law, mut noise) = (Law::start(&growths), NOISE.powi(2));
        for _ in 0..3 {
            law = law.fit(&growths, noise, HOLIDAY, STEPS);
            noise = spread(&law, &growths, 3.0);
        }
        Self {
            factors: Factors::Seen(factors(&law, &growths, noise.sqrt() * widen)),
            growths,
            law,
            basis: Basis::ThisYear,
            noise,
            pace: None,
        }
    }

    /// Learns from a past year's hazard, faster or slower by what this year's weeks say.
    pub fn of_past_year(growths: Vec<Growth>, prior: Hazard, widen: f64) -> Self {
        let mut law = Law {
            hazard: prior,
            holiday: HOLIDAY,
        };
        let weeks = number(i64::try_from(growths.len()).unwrap_or(0));
        let seen = if growths.len() > 1 {
            spread(&law, &growths, 1.0)
        } else {
            0.0
        };
        let noise = (weeks * seen + NOISE_WEIGHT * NOISE.powi(2)) / (weeks + NOISE_WEIGHT);
        let (mut sum, mut weights) = (0.0, YEARS_DIFFER.powi(-2));
        for growth in &growths {
            let (log, chance) = law.residual(growth);
            let weight = 1.0 / (noise + chance);
            // The hazard is the mean of the weeks; the mean of their logarithms is below.
            sum += weight * (log + noise / 2.0);
            weights += weight;
        }
        let pace = sum / weights;
        law.hazard = Hazard {
            p: prior.p * pace.exp(),
            q: prior.q * pace.exp(),
        };
        Self {
            growths,
            law,
            basis: Basis::PastYear,
            factors: Factors::Normal(noise.sqrt() * widen),
            noise,
            pace: Some((0.0, weights.powf(-0.5) * widen)),
        }
    }

    /// One law among the likely ones: the same weeks with other differences and other chances, fitted again.
    pub fn draw(&self, rng: &mut fastrand::Rng, again: &mut Vec<Growth>) -> Law {
        let holiday = (HOLIDAY + HOLIDAY_SPREAD * normal(rng)).clamp(HOLIDAY_MIN, 1.0);
        if let Some((mean, deviation)) = self.pace {
            let pace = (mean + deviation * normal(rng)).exp();
            let Hazard { p, q } = self.law.hazard;
            let hazard = Hazard {
                p: p * pace,
                q: q * pace,
            };
            return Law { hazard, holiday };
        }
        again.clear();
        for growth in &self.growths {
            let chance = self.law.chance(growth.others, growth.school) * self.factor(rng);
            let new = binomial(rng, growth.at_risk, chance);
            again.push(Growth { new, ..*growth });
        }
        self.law.fit(again, self.noise, holiday, STEPS_NEAR)
    }

    /// How a week differs from its law, drawn again: a factor of its hazard.
    pub fn factor(&self, rng: &mut fastrand::Rng) -> f64 {
        match &self.factors {
            Factors::Seen(factors) => {
                let rank = rng.usize(..factors.len().max(1));
                factors.get(rank).copied().unwrap_or(1.0)
            }
            Factors::Normal(deviation) => (deviation * normal(rng) - deviation.powi(2) / 2.0).exp(),
        }
    }
}

/// The variance of the logarithm of weeks around their law, chance apart, for a law with so many numbers learnt from them.
fn spread(law: &Law, growths: &[Growth], learnt: f64) -> f64 {
    let (mut squares, mut weights, mut weeks) = (0.0, 0.0, 0.0);
    for growth in growths {
        let (log, chance) = law.residual(growth);
        // A week whose chance alone is wide says little of the rest.
        let weight = (NOISE.powi(2) + chance).powi(-2);
        squares += weight * (log * log - chance);
        weights += weight;
        weeks += 1.0;
    }
    let correction = weeks / f64::max(weeks - learnt, 1.0);
    if weights > 0.0 {
        (correction * squares / weights).clamp(1e-4, 4.0)
    } else {
        NOISE.powi(2)
    }
}

/// The weeks' own differences from the law, brought to a deviation (of their logarithm) and to a mean of 1.
fn factors(law: &Law, growths: &[Growth], deviation: f64) -> Vec<f64> {
    let scaled = growths.iter().map(|growth| {
        let (log, chance) = law.residual(growth);
        log / (NOISE.powi(2) + chance).sqrt()
    });
    let logs: Vec<f64> = scaled.collect();
    let weeks = number(i64::try_from(logs.len()).unwrap_or(0)).max(1.0);
    let mean = logs.iter().sum::<f64>() / weeks;
    let variance = logs.iter().map(|log| (log - mean).powi(2)).sum::<f64>() / weeks;
    let scale = if variance > 0.0 {
        deviation / variance.sqrt()
    } else {
        0.0
    };
    let factors: Vec<f64> = logs.iter().map(|log| ((log - mean) * scale).exp()).collect();
    let mean = factors.iter().sum::<f64>() / weeks;
    factors.into_iter().map(|factor| factor / mean).collect()
}
