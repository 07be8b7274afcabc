//! The futures of a course, drawn one by one, and where 8 out of 10 of them lie.

use super::{
    AdoptionProjection, Course, ReachedBy, WeekAhead, fit::HazardModel, likely::Likely, number, share,
};
use crate::forecast::{Spread, draw::binomial, tenths};
use chrono::NaiveDate;

/// Draws the futures: each its own law, then each week its own difference and its own chance.
pub fn draw_all(course: &Course<'_>, likely: &Likely, runs: usize) -> AdoptionProjection {
    let mut rng = fastrand::Rng::with_seed(course.seed);
    let ahead: Vec<WeekAhead> = course.ahead().copied().collect();
    let mut futures: Vec<Vec<i64>> = vec![Vec::with_capacity(runs); ahead.len()];
    let mut ranks = Vec::with_capacity(runs);
    let mut again = Vec::new();
    for _ in 0..runs {
        let law = likely.draw(&mut rng, &mut again);
        let mut reached = number(course.reached());
        // The first week by whose end the objective is reached; the number of weeks when none is.
        let mut rank = ahead.len();
        for (at, (week, future)) in ahead.iter().zip(&mut futures).enumerate() {
            reached += step(course, likely, &law, week, reached, &mut rng);
            let units = whole(reached).min(course.units.max(0));
            future.push(units);
            if course.objective.is_some_and(|objective| units >= objective) {
                rank = rank.min(at);
            }
        }
        ranks.push(rank);
    }
    let weeks = ahead.iter().zip(&mut futures);
    AdoptionProjection {
        weeks: weeks
            .map(|(ahead, future)| (ahead.week, Spread::of(future)))
            .collect(),
        reached_objective: course
            .objective
            .map(|objective| already(course, objective).unwrap_or_else(|| reached_by(&ahead, &mut ranks))),
        basis: likely.basis,
        hazard: likely.law.hazard,
    }
}

/// Units onboarded in a week of one future.
fn step(
    course: &Course<'_>,
    likely: &Likely,
    law: &HazardModel,
    week: &WeekAhead,
    reached: f64,
    rng: &mut fastrand::Rng,
) -> f64 {
    let units = number(course.units);
    if reached >= units {
        return 0.0;
    }
    let chance = law.chance(reached / units, share(week.school)) * likely.factor(rng);
    binomial(rng, units - reached, chance)
}

/// The day of an objective that is reached already: the Sunday of the week that did, or the day before the first week seen or forecast.
fn already(course: &Course<'_>, objective: i64) -> Option<ReachedBy> {
    if course.reached() < objective {
        return None;
    }
    let seen = course.weeks.iter().find(|seen| seen.reached >= objective);
    let first = course.weeks.first().map(|seen| seen.week);
    let first = first.or_else(|| course.ahead.first().map(|ahead| ahead.week));
    let day = if course.before >= objective {
        first.map(|week| week.back(1).sunday())
    } else {
        seen.map(|seen| seen.week.sunday())
    };
    Some(ReachedBy {
        early: day,
        middle: day,
        late: day,
    })
}

fn reached_by(ahead: &[WeekAhead], ranks: &mut [usize]) -> ReachedBy {
    let [early, middle, late] = tenths(ranks).unwrap_or([ahead.len(); 3]);
    let day = |rank: usize, day: u32| -> Option<NaiveDate> { Some(ahead.get(rank)?.week.day(day)) };
    ReachedBy {
        early: day(early, 0),
        middle: day(middle, 3),
        late: day(late, 6),
    }
}

/// A whole number of units.
#[expect(
    clippy::cast_possible_truncation,
    reason = "whole and at most the units known, an i64"
)]
fn whole(units: f64) -> i64 {
    units.round() as i64
}
