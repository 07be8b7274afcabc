//! The pace of the contracts to come: the gaps between two events, or one event a calendar month.

use super::length;
use crate::{calendar::Week, funding::forecast::draw::survival};
use chrono::Datelike;
use std::collections::BTreeMap;

/// There, the odds that a month sees its event, and that a week sees one more: nearly sure, not quite.
const MONTHLY: f64 = 0.985;
const MONTHLY_MORE: f64 = 0.005;

/// A pace of events.
pub(super) enum Pace {
    /// A law of the weeks between two.
    Gaps { scale: f64, shape: f64 },
    /// One a month.
    Months,
}

/// Model of a likely pace: the odds that weeks are drawn from.
pub(super) enum PaceModel {
    /// Odds of an event in a week, by the weeks since the last one.
    Gaps(Vec<f64>),
    /// Those of the month.
    Months,
}

/// The month of a week, that of its Thursday.
#[derive(Clone, Copy)]
pub(super) struct Month {
    /// Its first Thursday's week, which names it.
    first: i32,
    /// Odds that the event of a month that has not seen it comes in this week.
    odds: f64,
}

impl Month {
    pub(super) fn of(week: Week) -> Self {
        let thursday = week.day(3);
        let rank = thursday.day0() / 7;
        let last = week.next().day(3).month() != thursday.month();
        // A fifth Thursday is looked for from the fourth on; before, a month's mean length is near enough.
        let weeks = match (rank, last) {
            (3, true) => 4.0,
            (3, false) | (4, _) => 5.0,
            _ => 4.35,
        };
        let before = f64::from(rank);
        Self {
            first: week.number() - i32::try_from(rank).unwrap_or(0),
            odds: MONTHLY / (weeks - MONTHLY * before),
        }
    }

    /// The odds of an event in this week, when the last one came in `seen`.
    pub(super) fn hazard(self, seen: Self) -> f64 {
        if self.first == seen.first {
            MONTHLY_MORE
        } else {
            self.odds
        }
    }
}

/// The weeks between the past events.
pub(super) struct Gaps {
    /// The lengths of the gaps, in weeks, and how many have each.
    counts: BTreeMap<usize, f64>,
    /// Whole weeks since the last event.
    quiet: f64,
}

impl Gaps {
    pub(super) fn of(weeks: &[(bool, Month)]) -> Self {
        let mut counts = BTreeMap::new();
        let mut last: Option<usize> = None;
        for (at, _) in weeks.iter().enumerate().filter(|(_, (event, _))| *event) {
            if let Some(last) = last {
                *counts.entry(at - last).or_insert(0.0) += 1.0;
            }
            last = Some(at);
        }
        let since = weeks.len().saturating_sub(last.unwrap_or(0) + 2);
        Self {
            counts,
            quiet: length(since),
        }
    }

    /// The logarithm of the odds of these gaps, then of the quiet weeks.
    pub(super) fn log_likelihood(&self, scale: f64, shape: f64) -> f64 {
        let each = self.counts.iter().map(|(weeks, count)| {
            let weeks = length(*weeks);
            let odds = survival(weeks - 1.0, scale, shape) - survival(weeks, scale, shape);
            count * odds.max(1e-300).ln()
        });
        each.sum::<f64>() - (self.quiet / scale).powf(shape)
    }
}

/// The odds of an event 1, 2, 3… weeks after the last, up to a week with certainty or the longest wait that can be drawn.
pub(super) fn hazards(scale: f64, shape: f64, longest: usize) -> Vec<f64> {
    let mut before = 1.0;
    let mut hazard = Vec::new();
    let mut week = 0.0;
    while hazard.len() < longest && before > 1e-12 {
        week += 1.0;
        let after = survival(week, scale, shape);
        hazard.push(1.0 - after / before);
        before = after;
    }
    hazard
}

/// The odds of an event so many weeks after the last; in the same week, as in the next.
pub(super) fn hazard_at(hazard: &[f64], since: usize) -> f64 {
    let at = since.saturating_sub(1).min(hazard.len().saturating_sub(1));
    hazard.get(at).copied().unwrap_or(0.0)
}

/// The logarithm of the odds of the past weeks after the first event, if one is to come each month.
pub(super) fn log_likelihood_monthly(weeks: &[(bool, Month)]) -> f64 {
    let mut seen: Option<Month> = None;
    let mut sum = 0.0;
    for (rank, (event, month)) in weeks.iter().enumerate() {
        let running = rank + 1 == weeks.len();
        if let Some(seen) = seen.filter(|_| *event || !running) {
            let hazard = month.hazard(seen);
            sum += if *event {
                hazard.ln()
            } else {
                (1.0 - hazard).max(1e-12).ln()
            };
        }
        if *event {
            seen = Some(*month);
        }
    }
    sum
}
