//! What undoing a batch does to each of its units, decided by the rules; a school's estimate does not come back beside a class that stays.

use super::{UndoPreview, load, usage::UsagePlan};
use crate::{
    adoption::{BatchRow, KnownUnit, load_corrections, load_held, load_units, rollup::Counted},
    engine::fault::StoreError,
    request::SeenMark,
    transaction::Tx,
};
use domain::{
    SchoolYear, Uai, UnitId,
    adoption::{
        AdoptionRefused, BatchKind, BatchUnit, Followed, Sequence, Undoing, UnitFacts, UnitUndo, undo,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// What an undoing does.
pub(super) enum Plan {
    Units(Vec<UnitPlan>),
    Usage(UsagePlan),
}

/// What an undoing does to a unit.
pub(super) struct UnitPlan {
    pub unit: UnitId,
    pub counted: Counted,
    pub undo: UnitUndo,
}

impl Plan {
    /// How many it takes back, and what stays.
    pub(super) fn preview(&self) -> UndoPreview {
        let (mut undoable, mut lines, mut followed) = (0, 0, Vec::new());
        match self {
            Self::Usage(usage) => undoable = usage.measured(),
            Self::Units(units) => {
                for unit in units {
                    match &unit.undo {
                        UnitUndo::Nothing => {}
                        UnitUndo::Undone { lines: own, restored } => {
                            undoable += 1;
                            lines += own.len() as u64 + u64::from(restored.is_some());
                        }
                        UnitUndo::Stays(why) => followed.push((unit.unit, why.clone())),
                    }
                }
            }
        }
        let stays = followed.iter().map(|(unit, _)| unit.to_string());
        let mark = SeenMark::of(std::iter::once(undoable.to_string()).chain(stays));
        UndoPreview {
            undoable,
            lines,
            followed,
            mark,
        }
    }
}

/// Decides unit by unit.
pub(super) async fn of_units(tx: &mut Tx, row: &BatchRow, by: &Undoing) -> Result<Plan, StoreError> {
    let lines = load::lines(tx, row.head.id).await?;
    let ids: Vec<UnitId> = lines.keys().copied().collect();
    let of_lists = matches!(row.head.kind, BatchKind::Units | BatchKind::Estimate);
    let mut plans = Vec::with_capacity(ids.len());
    let mut schools = BTreeMap::<UnitId, (Uai, SchoolYear)>::new();
    for chunk in ids.chunks(1_000) {
        // Updates alone correct no facts: only the units of a list are read with theirs.
        let known = if of_lists {
            load_units(tx, chunk).await?
        } else {
            BTreeMap::new()
        };
        schools.extend(
            known
                .values()
                .map(|known| (known.id, (known.unit.school, known.unit.year))),
        );
        let deciding = Deciding {
            lines: &lines,
            known: &known,
            by,
        };
        plans.extend(deciding.decide(tx, chunk).await?);
    }
    if of_lists {
        keep_names(tx, &mut plans, &schools).await?;
        keep_replaced(&mut plans, &schools);
    }
    Ok(Plan::Units(plans))
}

/// What some units are decided from.
struct Deciding<'a> {
    lines: &'a BTreeMap<UnitId, Vec<Sequence>>,
    /// With their facts, where the batch may have corrected some.
    known: &'a BTreeMap<UnitId, KnownUnit>,
    by: &'a Undoing,
}

impl Deciding<'_> {
    async fn decide(&self, tx: &mut Tx, ids: &[UnitId]) -> Result<Vec<UnitPlan>, StoreError> {
        let mut held = load_held(tx, ids).await?;
        let corrections = if self.known.is_empty() {
            BTreeMap::new()
        } else {
            load_corrections(tx, ids).await?
        };
        let mut plans = Vec::with_capacity(ids.len());
        for id in ids {
            let record = held.remove(id).ok_or(AdoptionRefused::UnknownUnit(*id))?;
            let facts = self.known.get(id).map(|known| UnitFacts::from(&known.unit));
            let of = BatchUnit {
                unit: *id,
                timeline: &record.timeline,
                lines: self.lines.get(id).map_or(&[], Vec::as_slice),
                corrections: corrections.get(id).map_or(&[], Vec::as_slice),
                facts: facts.as_ref(),
            };
            let undo = undo(of, self.by);
            plans.push(UnitPlan {
                unit: *id,
                counted: record.counted,
                undo,
            });
        }
        Ok(plans)
    }
}

/// A former name that another unit of the school bears now does not come back.
async fn keep_names(
    tx: &mut Tx,
    plans: &mut [UnitPlan],
    schools: &BTreeMap<UnitId, (Uai, SchoolYear)>,
) -> Result<(), StoreError> {
    let renamed = plans.iter().filter(|plan| {
        matches!(
            &plan.undo,
            UnitUndo::Undone {
                restored: Some(_),
                ..
            }
        )
    });
    let of: BTreeSet<Uai> = renamed
        .filter_map(|plan| schools.get(&plan.unit).map(|(school, _)| *school))
        .collect();
    let bearers = load::bearers(tx, &of.into_iter().collect::<Vec<_>>()).await?;
    for plan in plans {
        let UnitUndo::Undone {
            restored: Some(asked),
            ..
        } = &plan.undo
        else {
            continue;
        };
        let Some((school, year)) = schools.get(&plan.unit) else {
            continue;
        };
        let label = asked.facts.label.clone();
        let key = (school.to_string(), year.to_string(), label.clone());
        if bearers.get(&key).is_some_and(|bearer| *bearer != plan.unit) {
            plan.undo = UnitUndo::Stays(Followed::NameTaken(label));
        }
    }
    Ok(())
}

/// Where a class of the batch stays, what the batch had taken out of its school stays out: they would be counted together.
fn keep_replaced(plans: &mut [UnitPlan], schools: &BTreeMap<UnitId, (Uai, SchoolYear)>) {
    let stay = plans
        .iter()
        .filter(|plan| matches!(plan.undo, UnitUndo::Stays(_)));
    let stay: BTreeSet<_> = stay.filter_map(|plan| schools.get(&plan.unit).copied()).collect();
    for plan in plans {
        let school = schools.get(&plan.unit);
        if plan.undo.brings_back() && school.is_some_and(|school| stay.contains(school)) {
            plan.undo = UnitUndo::Stays(Followed::Replaced);
        }
    }
}
