//! What each step of a change does, or why its units refuse.

use super::{Ask, PendingChange};
use crate::adoption::{rollup::Counted, unit_record::UnitRecord};
use domain::{
    Action, Refusal, TerritoryCode, UnitId,
    adoption::{self, Advanced, advance, annul},
    rights::authorize_absent,
};
use std::collections::BTreeMap;

/// Why each unit refuses.
pub(super) type Why = Vec<(UnitId, Refusal)>;

/// Why a change is refused, and the smallest territory that holds its units.
pub(crate) struct Refused {
    pub(super) units: Why,
    pub(super) within: Option<TerritoryCode>,
}

impl Refused {
    /// Whether one of its units is not the caller's: they are told nothing else.
    pub(super) fn is_forbidden(&self) -> bool {
        self.units
            .iter()
            .any(|(_, why)| matches!(why, Refusal::Forbidden(_)))
    }
}

/// The smallest territory that holds all of some units.
pub(super) fn common<'a>(units: impl Iterator<Item = &'a Counted>) -> Option<TerritoryCode> {
    let mut shared: Option<Vec<TerritoryCode>> = None;
    for unit in units {
        let lineage: Vec<_> = unit.lineage().codes().collect();
        shared = Some(match shared {
            None => lineage,
            Some(before) => before.into_iter().filter(|code| lineage.contains(code)).collect(),
        });
    }
    shared?.pop()
}

/// Why a unit that is not there, or was found once already, is refused: who may not look everywhere is not told that a unit is not there.
fn not_there(asked: &PendingChange, unit: UnitId, again: bool) -> Refusal {
    match authorize_absent(&asked.by, Action::RecordAdoption, None, asked.today) {
        Err(forbidden) if !again => forbidden.into(),
        _ => adoption::AdoptionRefused::UnknownUnit(unit).into(),
    }
}

/// What each step of a change does, or every refusal. Accepted, its units stand where it leaves them.
pub(super) fn decide(
    held: &mut BTreeMap<UnitId, UnitRecord>,
    asked: &PendingChange,
) -> Result<Vec<(Counted, Advanced)>, Why> {
    let (mut done, mut refused) = (BTreeMap::new(), Vec::new());
    for ask in asked.change.asks() {
        let id = ask.unit();
        // A unit is found once in a change: a second step on it is refused.
        let unit = held.get(&id).filter(|_| !done.contains_key(&id));
        let decided = unit
            .ok_or_else(|| {
                let again = done.contains_key(&id);
                not_there(asked, id, again)
            })
            .and_then(|unit| {
                unit.allow(&asked.by, Action::RecordAdoption, asked.today)?;
                let (year, author) = (unit.counted.year, asked.by.actor);
                let advanced = match ask {
                    Ask::Advance(step) => advance(year, &unit.timeline, step, author, asked.today, asked.at)?,
                    Ask::Annul(request) => annul(&unit.timeline, request, author, asked.at)?,
                };
                Ok((unit.counted.clone(), advanced))
            });
        match decided {
            Ok(decided) => {
                done.insert(id, decided);
            }
            Err(refusal) => refused.push((id, refusal)),
        }
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    for (unit, (_, advanced)) in &done {
        if let Some(unit) = held.get_mut(unit) {
            unit.timeline = advanced.timeline.clone();
        }
    }
    Ok(done.into_values().collect())
}
