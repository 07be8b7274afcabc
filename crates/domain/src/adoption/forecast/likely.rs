//! Uncertainty of the hazard: the models that the weeks seen leave likely, and how weeks differ from them: this year's alone, or a past year's with this year's pace.

use super::{
    Basis, Hazard,
    fit::{Growth, HOLIDAY, HOLIDAY_MIN, HOLIDAY_SPREAD, HazardModel},
    number,
};
use crate::forecast::draw::{binomial, normal};

/// How much weeks differ from the law, before any is seen: the deviation of their logarithm.
const NOISE: f64 = 0.35;
/// With a past year's hazard, this belief weighs as much as so many weeks.
const NOISE_WEIGHT: f64 = 8.0;
/// How much a year's pace differs from the one before: the deviation of its logarithm, assumed (no two years are known yet).
const YEARS_DIFFER: f64 = 0.3;

/// Steps of the fit from nothing, and from a fit nearby.
const STEPS: usize = 12;
const STEPS_NEAR: usize = 4;

/// What the weeks seen leave likely.
pub struct Likely {
    growths: Vec<Growth>,
    /// The likeliest law.
    pub law: HazardModel,
    /// What the law was learnt from.
    pub basis: Basis,
    /// How weeks differ from the law.
    factors: Factors,
    /// Variance of their logarithm, as seen.
    noise: f64,
    /// With a past year's hazard: by how much this year's pace may still differ, the deviation of its logarithm.
    pace: Option<f64>,
}

/// How weeks differ from a law: factors of its hazard, 1 in the mean.
enum Factors {
    /// Those of the weeks seen.
    Seen(Vec<f64>),
    /// Of a normal logarithm with this deviation, where too few weeks were seen.
    Normal(f64),
}

impl Likely {
    /// Learns from the weeks of this year alone.
    pub fn of_this_year(growths: Vec<Growth>, widen: f64) -> Self {
        let (mut law, mut noise) = (HazardModel::start(&growths), NOISE.powi(2));
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
        let mut law = HazardModel {
            hazard: prior,
            holiday: HOLIDAY,
        };
        let weeks = number(i64::try_from(growths.len()).unwrap_or(0));
        let seen = if growths.len() > 1 {
            spread(&law, &growths, 1.0)
        } else {
            NOISE.powi(2)
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
            pace: Some(weights.powf(-0.5) * widen),
        }
    }

    /// One law among the likely ones: the same weeks with other differences and other chances, fitted again.
    pub fn draw(&self, rng: &mut fastrand::Rng, again: &mut Vec<Growth>) -> HazardModel {
        let holiday = (HOLIDAY + HOLIDAY_SPREAD * normal(rng)).clamp(HOLIDAY_MIN, 1.0);
        if let Some(deviation) = self.pace {
            let pace = (deviation * normal(rng)).exp();
            let Hazard { p, q } = self.law.hazard;
            let hazard = Hazard {
                p: p * pace,
                q: q * pace,
            };
            return HazardModel { hazard, holiday };
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
fn spread(law: &HazardModel, growths: &[Growth], learnt: f64) -> f64 {
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
fn factors(law: &HazardModel, growths: &[Growth], deviation: f64) -> Vec<f64> {
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
