//! Time axis of the forecast: the past weeks without a gap, and the steps ahead.

use super::{ForecastInput, draw};
use crate::calendar::Week;
use chrono::{Datelike, NaiveDate};

/// No more than two years are learnt from, nor forecast.
pub const WEEKS_MAX: usize = 104;

/// The working days of a week, on which money moves.
const WORKING_DAYS: f64 = 5.0;

/// The past weeks from the first that moved money to the running one, in cents, with no gap.
pub struct History {
    /// The running week, the last.
    pub running: Week,
    /// What each week committed, less what was withdrawn.
    pub committed: Vec<f64>,
    /// What each week paid, less what was reversed.
    pub paid: Vec<f64>,
    /// The share of the running week's working days that is over, today included: 0.2 on a Monday.
    pub elapsed: f64,
}

/// A week ahead, the first being what remains of the running one.
pub struct TimeStep {
    /// The week.
    pub week: Week,
    /// The share of its working days that is forecast: 1 for a whole week.
    pub share: f64,
}

impl History {
    /// The weeks of the past; `None` when none moved money. Weeks after today's are not read.
    pub fn read(past: &ForecastInput<'_>) -> Option<Self> {
        let running = Week::of(past.today);
        let mut moved = past
            .weeks
            .iter()
            .filter(|week| week.week <= running && (week.committed.0 != 0 || week.paid.0 != 0));
        let first = moved.clone().map(|week| week.week).min()?;
        let span = usize::try_from(running.number() - first.number()).ok()?;
        let length = span.min(WEEKS_MAX) + 1;
        let mut history = Self {
            running,
            committed: vec![0.0; length],
            paid: vec![0.0; length],
            elapsed: 1.0 - share(running, past.today, running.sunday()),
        };
        moved.try_for_each(|week| {
            let back = usize::try_from(running.number() - week.week.number()).ok()?;
            if let Some(at) = (length - 1).checked_sub(back) {
                *history.committed.get_mut(at)? += draw::number(week.committed);
                *history.paid.get_mut(at)? += draw::number(week.paid);
            }
            Some(())
        })?;
        Some(history)
    }

    /// The weeks, oldest first.
    pub fn weeks(&self) -> impl Iterator<Item = Week> {
        let backs = (0..self.committed.len()).rev();
        backs.map(|back| self.running.back(u64::try_from(back).unwrap_or(0)))
    }

    /// The weeks that are over, from the first that moved money.
    pub fn complete(&self) -> usize {
        self.committed.len().saturating_sub(1)
    }
}

/// What remains of the running week, then each week up to that of `until`; empty when `until` is not after today.
pub fn steps(today: NaiveDate, until: NaiveDate) -> Vec<TimeStep> {
    let mut steps = Vec::new();
    let mut week = Week::of(today);
    while until > today && week.monday() <= until && steps.len() <= WEEKS_MAX {
        steps.push(TimeStep {
            week,
            share: share(week, today, until),
        });
        week = week.next();
    }
    steps
}

/// The share of a week's working days that comes after `today` and not after `until`.
fn share(week: Week, today: NaiveDate, until: NaiveDate) -> f64 {
    let days = (0..5).map(|rank| week.day(rank));
    let open = days.filter(|day| *day > today && *day <= until && day.weekday().num_days_from_monday() < 5);
    open.map(|_| 1.0 / WORKING_DAYS).sum::<f64>().min(1.0)
}
