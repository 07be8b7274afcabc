//! What linked uses say of a unit: the product proposes, an officer decides.
//!
//! Active: used in the last 4 school weeks; Regular: in 3 of them; Lapsed: 6 school weeks without. Weeks without school never count,
//! and a week that nobody measured says nothing.

use crate::{adoption::AdoptionStage, calendar::Week};
use chrono::NaiveDate;

/// The school weeks that are looked at for a use.
pub const WINDOW: usize = 4;
/// The school weeks without use after which a unit is proposed as lapsed.
pub const LAPSED_AFTER: usize = 6;
/// The school weeks of the window that make a regular use.
const REGULAR: usize = 3;

/// A week as it was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The week.
    pub week: Week,
    /// Whether there was school.
    pub school: bool,
    /// Uses measured; none when nobody measured.
    pub uses: Option<i64>,
}

/// What is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The stage.
    pub stage: AdoptionStage,
    /// The day from which it was true: in the week that showed it, not before the unit's last stage.
    pub day: NaiveDate,
    /// School weeks with a use, of the last [`WINDOW`].
    pub used: usize,
}

impl Suggestion {
    /// Whether the uses deny the stage, not only go beyond it: one that lapsed is in use, one said to use it does not.
    pub fn contradicts(&self, stage: AdoptionStage) -> bool {
        match stage {
            AdoptionStage::Lapsed => self.stage.is_using(),
            stage => stage.is_using() && self.stage == AdoptionStage::Lapsed,
        }
    }
}

/// What the weeks measured (in order, the last one finished) propose for a unit that stands at a stage since a day. None when they say nothing new:
/// no step back is proposed, and who declined is left in peace.
pub fn suggest(stage: AdoptionStage, since: NaiveDate, weeks: &[Seen]) -> Option<Suggestion> {
    use AdoptionStage::{Active, Declined, Lapsed, Regular};
    if stage == Declined {
        return None;
    }
    // Who was said to have lapsed comes back by a use of after that.
    let weeks = match stage {
        Lapsed => {
            let after = weeks.partition_point(|seen| seen.week.monday() <= since);
            weeks.get(after..).unwrap_or_default()
        }
        _ => weeks,
    };
    let school: Vec<(usize, &Seen)> = weeks.iter().enumerate().filter(|(_, seen)| seen.school).collect();
    let last = |many: usize| school.get(school.len().checked_sub(many)?..);
    let uses = |seen: &Seen| seen.uses.is_some_and(|uses| uses > 0);
    // All that came since a school week began, holidays too: a use in the holidays is a use.
    let since_week = |from: usize| {
        weeks
            .get(from..)
            .unwrap_or_default()
            .iter()
            .filter(|seen| uses(seen))
    };
    let window = last(WINDOW.min(if stage == Lapsed { school.len() } else { WINDOW }))?;
    let used: Vec<&Seen> = window
        .iter()
        .map(|(_, seen)| *seen)
        .filter(|seen| uses(seen))
        .collect();
    let shown = |stage, day: NaiveDate| Suggestion {
        stage,
        day: day.max(since),
        used: used.len(),
    };
    let found = if used.len() >= REGULAR {
        let third = used.get(REGULAR - 1)?.week;
        Some(shown(Regular, third.monday()))
    } else if let Some(first) = since_week(window.first()?.0).next() {
        Some(shown(Active, first.week.monday()))
    } else {
        let without = last(LAPSED_AFTER)?;
        let measured = without.iter().all(|(_, seen)| seen.uses == Some(0));
        let none = since_week(without.first()?.0).next().is_none();
        let end = without.last()?.1.week;
        // Weeks before it was onboarded are not weeks without use.
        let long = without.first()?.1.week.monday() >= since;
        (measured && none && long).then(|| shown(Lapsed, end.sunday()))
    };
    found.filter(|found| stage.may_precede(found.stage))
}

#[cfg(test)]
mod tests;
