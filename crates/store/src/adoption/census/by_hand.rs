//! What people wrote of units by hand, and when: a list of an earlier day leaves it as it is.

use crate::{
    adoption::{corrections, events},
    engine::{fault::StoreError, push_list, write},
    transaction::Tx,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Timeline, UnitId,
    adoption::{CorrectionReason, Step, UnitCorrection, census::ByHand},
    calendar::paris_day,
};
use std::collections::BTreeMap;

/// Units in one `in (…)`.
const UNITS_PER_STATEMENT: usize = 1_000;

/// What people wrote of some units by hand. That they entered them is asked only where `entries` count: most of a list's units never left a file.
pub(super) async fn by_hand(
    tx: &mut Tx,
    units: &[UnitId],
    entries: bool,
) -> Result<BTreeMap<UnitId, ByHand>, StoreError> {
    let mut by_hand = BTreeMap::<UnitId, ByHand>::new();
    if entries {
        for (unit, day) in entered(tx, units).await? {
            by_hand.entry(unit).or_default().present = Some(day);
        }
    }
    for (unit, corrections) in corrections::load(tx, units).await? {
        let written = by_hand.entry(unit).or_default();
        for correction in &corrections {
            write_down(correction, written);
        }
    }
    let closed = once_closed(tx, units).await?;
    for (unit, record) in events::load(tx, &closed).await? {
        by_hand.entry(unit).or_default().closed = closed_by_hand(&record.timeline);
    }
    Ok(by_hand)
}

/// Those of some units that a person ever closed: few, where a list brings many.
async fn once_closed(tx: &mut Tx, units: &[UnitId]) -> Result<Vec<UnitId>, StoreError> {
    let mut closed = Vec::new();
    for chunk in units.chunks(UNITS_PER_STATEMENT) {
        let rows: Vec<i64> = write!(tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select distinct unit_id from adoption_event where leaving is not null and unit_id in (",
            );
            push_list!(query, unit in chunk => unit.0);
            query
                .push(")")
                .build_query_scalar()
                .persistent(false)
                .fetch_all(conn)
                .await?
        });
        closed.extend(rows.into_iter().map(UnitId));
    }
    Ok(closed)
}

/// The latest day on which a person entered each unit, or took something back of it: lines that came in no batch.
async fn entered(tx: &mut Tx, units: &[UnitId]) -> Result<Vec<(UnitId, NaiveDate)>, StoreError> {
    let mut entered = Vec::new();
    for chunk in units.chunks(UNITS_PER_STATEMENT) {
        let rows: Vec<(i64, DateTime<Utc>)> = write!(tx, |Db, conn| {
            let mut query = sqlx::QueryBuilder::<Db>::new(
                "select unit_id, max(recorded_at) from adoption_event \
                 where batch is null and (sequence = 1 or annuls is not null) and unit_id in (",
            );
            push_list!(query, unit in chunk => unit.0);
            query
                .push(") group by unit_id")
                .build_query_as()
                .persistent(false)
                .fetch_all(conn)
                .await?
        });
        entered.extend(rows.into_iter().map(|(unit, at)| (UnitId(unit), paris_day(at))));
    }
    Ok(entered)
}

/// The day on which a person closed the unit, where it still is by that.
fn closed_by_hand(timeline: &Timeline) -> Option<NaiveDate> {
    let effective = timeline.effective();
    let left = effective.last().filter(|last| last.step == Step::Withdrawn)?;
    left.leaving.map(|_| paris_day(left.recorded_at))
}

/// The day of the correction for each fact that it changed; none once a list, or a correction taken back, changed it since.
fn write_down(correction: &UnitCorrection, by_hand: &mut ByHand) {
    let told = correction.why == CorrectionReason::Told;
    let day = told.then(|| paris_day(correction.recorded_at));
    let (old, new) = (&correction.old, &correction.new);
    if old.label != new.label || old.estimated != new.estimated {
        by_hand.present = by_hand.present.max(day);
    }
    if old.levels != new.levels {
        by_hand.levels = day;
    }
    if old.pupils != new.pupils {
        by_hand.pupils = day;
    }
    if old.co_teaching != new.co_teaching {
        by_hand.co_teaching = day;
    }
}
