//! The weekly hazards, and the law fitted to them by weighted least squares: what comes from elsewhere, what the others do, what is left of
//! both in holidays.

mod line;

use super::{Course, Hazard, number, share};
use line::WeightedLine;

/// What is left of the hazard in holidays, before any is seen: its mean and its deviation.
pub const HOLIDAY: f64 = 0.15;
pub const HOLIDAY_SPREAD: f64 = 0.15;
/// Never quite nothing: a holiday week is then no proof of anything.
pub const HOLIDAY_MIN: f64 = 0.01;

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

/// Model of the hazard: the chance of a unit in any week.
#[derive(Clone, Copy, Debug)]
pub struct HazardModel {
    /// In a full school week.
    pub hazard: Hazard,
    /// What is left of it in holidays: 0.15 is 15 %.
    pub holiday: f64,
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

impl HazardModel {
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
    pub fn residual(&self, growth: &Growth) -> (f64, f64) {
        let expected = self.expected(growth) + 0.5;
        (((growth.new + 0.5) / expected).ln(), 1.0 / expected)
    }

    /// One that is no more than a start for the fit: the mean of all weeks.
    pub fn start(growths: &[Growth]) -> Self {
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
    pub fn fit(mut self, growths: &[Growth], noise: f64, holiday: f64, steps: usize) -> Self {
        for _ in 0..steps {
            let mut line = WeightedLine::default();
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
