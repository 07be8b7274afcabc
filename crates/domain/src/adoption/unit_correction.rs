//! Facts of a unit and their corrections: events of their own, append-only, true for the unit's whole year.

use super::{
    event::BatchId,
    unit::{LABEL_MAX, Levels, Unit, UnitId},
};
use crate::account::{Actor, coded};
use chrono::{DateTime, Utc};

/// What is told of a unit and may turn out wrong. Its school, its territories, its mark and its census day are not among it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFacts {
    /// Its name in its school.
    pub label: String,
    /// Its levels.
    pub levels: Levels,
    /// Its number of pupils, when known.
    pub pupils: Option<u16>,
    /// Whether two teachers share its room.
    pub co_teaching: bool,
    /// Whether no list has confirmed it yet.
    pub estimated: bool,
}

impl From<&Unit> for UnitFacts {
    fn from(unit: &Unit) -> Self {
        Self {
            label: unit.label.clone(),
            levels: unit.levels.clone(),
            pupils: unit.pupils,
            co_teaching: unit.co_teaching,
            estimated: unit.estimated,
        }
    }
}

impl UnitFacts {
    /// The unit of which all that is told, the rest being as it was.
    pub fn of(self, unit: &Unit) -> Unit {
        Unit {
            label: self.label,
            levels: self.levels,
            pupils: self.pupils,
            co_teaching: self.co_teaching,
            estimated: self.estimated,
            ..unit.clone()
        }
    }
}

coded! {
    /// Why facts of a unit were corrected.
    CorrectionReason {
        /// A list names the unit and says otherwise.
        Listed = "listed",
        /// A list's class took the place of the estimate.
        Paired = "paired",
        /// A person says so.
        Told = "told",
        /// A correction is taken back.
        TakenBack = "taken-back",
    }
}

/// The rank of a correction among those of its unit, from 1; 0 before any.
pub type CorrectionRank = u32;

/// A correction asked for: what the unit is, all its facts told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectUnit {
    /// The unit.
    pub unit: UnitId,
    /// The rank of the last correction that who asks saw: two writers at once can't both win. None where it is decided under the writer's lock.
    pub seen: Option<CorrectionRank>,
    /// The facts as they are.
    pub facts: UnitFacts,
    /// Why.
    pub why: CorrectionReason,
    /// The import or the request it comes with.
    pub batch: Option<BatchId>,
}

/// A correction as it is kept. Only [`correct`] makes one; the store reads it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitCorrection {
    /// The unit.
    pub unit: UnitId,
    /// Its rank among the corrections of the unit.
    pub rank: CorrectionRank,
    /// The facts before.
    pub old: UnitFacts,
    /// The facts since: at least one differs.
    pub new: UnitFacts,
    /// Why.
    pub why: CorrectionReason,
    /// The import or the request it came with.
    pub batch: Option<BatchId>,
    /// When it was written, cut to the microsecond.
    pub recorded_at: DateTime<Utc>,
    /// Who wrote it.
    pub author: Actor,
}

/// A correction of facts that the rules say no to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionRefused {
    /// Somebody corrected the unit's facts since they were seen.
    #[error("unit {0} was corrected since")]
    Stale(UnitId),
    /// The facts told are those that stand.
    #[error("nothing differs from what stands of unit {0}")]
    NothingChanged(UnitId),
    /// A name without a letter, or longer than [`LABEL_MAX`].
    #[error("a name of a class has 1 to 40 characters")]
    Label,
    /// What a list confirmed is no estimate again.
    #[error("unit {0} was confirmed")]
    EstimatedAgain(UnitId),
    /// The name is that of another class of the school and year, now or once.
    #[error("{label} bears that name, or bore it")]
    NameTaken {
        /// What that class is called now.
        label: String,
        /// Whether it left the census.
        is_closed: bool,
    },
    /// The name is nearly that of another class.
    #[error("{label} is nearly {other}")]
    NearTwin {
        /// The name asked for.
        label: String,
        /// The one that it is near to.
        other: String,
    },
}

/// Corrects facts of a unit that stands so, after `last` corrections.
///
/// # Errors
/// [`CorrectionRefused`]: somebody corrected it since, nothing differs, the name is empty or too long, what a list confirmed becomes an estimate again.
pub fn correct(
    stands: &UnitFacts,
    last: CorrectionRank,
    asked: CorrectUnit,
    author: Actor,
    now: DateTime<Utc>,
) -> Result<UnitCorrection, CorrectionRefused> {
    let (unit, new) = (asked.unit, asked.facts);
    if asked.seen.is_some_and(|seen| seen != last) {
        return Err(CorrectionRefused::Stale(unit));
    }
    if new == *stands {
        return Err(CorrectionRefused::NothingChanged(unit));
    }
    if new.label.trim().is_empty() || new.label.chars().count() > LABEL_MAX {
        return Err(CorrectionRefused::Label);
    }
    if new.estimated && !stands.estimated && asked.why != CorrectionReason::TakenBack {
        return Err(CorrectionRefused::EstimatedAgain(unit));
    }
    Ok(UnitCorrection {
        unit,
        rank: last + 1,
        old: stands.clone(),
        new,
        why: asked.why,
        batch: asked.batch,
        recorded_at: now,
        author,
    })
}

#[cfg(test)]
mod tests;
