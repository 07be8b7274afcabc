//! Batches: what was written together has a row, with how many units of each place it is of.

mod list;
mod moved_in;
pub(crate) mod one;
mod read;
mod row;

pub use list::{BatchFilter, BatchList};
pub(crate) use read::rank;
pub use read::{BatchPlace, BatchUnitLines, LineBatches};
pub use row::{BatchRow, BatchState};

use super::rollup::Counted;
use crate::{
    engine::{batch::row, fault::StoreError, write},
    transaction::Tx,
};
use chrono::{DateTime, Utc};
use domain::{
    Actor, PolicyCode, SchoolYear, TerritoryCode,
    adoption::{BatchId, BatchKind},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a batch is, as it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchHead {
    /// Its id: that of its import or of its request.
    pub id: BatchId,
    /// What it brings.
    pub kind: BatchKind,
    /// The policy.
    pub policy: PolicyCode,
    /// The school year, where it is of one alone.
    pub year: Option<SchoolYear>,
    /// The file's name; empty when it came from a page.
    pub origin: String,
    /// The batch that it undoes.
    pub undoes: Option<BatchId>,
    /// Whether that one was an undoing itself, so that this one brings its lines back.
    pub restores: bool,
}

impl BatchHead {
    /// A file, under the id of its import; one of its own where it has none.
    pub fn of_file(id: Option<Uuid>, kind: BatchKind, policy: PolicyCode, origin: &str) -> Self {
        Self {
            id: BatchId(id.unwrap_or_else(Uuid::now_v7)),
            kind,
            policy,
            year: None,
            origin: origin.to_owned(),
            undoes: None,
            restores: false,
        }
    }
}

/// A batch that ends: who wrote how many lines, and when.
pub(crate) struct EndedBatch<'a> {
    pub head: &'a BatchHead,
    pub lines: u64,
    pub author: Actor,
    pub at: DateTime<Utc>,
}

const INSERT: &str =
    "insert into batch (id, kind, policy, year, origin, undoes, restores, lines, author, recorded_at)";

/// Asks for the row of a batch.
pub(crate) fn insert(tx: &mut Tx, ended: &EndedBatch<'_>) {
    let EndedBatch { head, .. } = ended;
    let values = row![
        head.id.0,
        head.kind.code(),
        head.policy.to_string(),
        head.year.map(|year| year.to_string()),
        head.origin.clone(),
        head.undoes.map(|undone| undone.0),
        head.restores,
        ended.lines.cast_signed(),
        ended.author.code(),
        ended.at,
    ];
    tx.insert(INSERT, "", [values]);
}

/// Asks for the places of a batch whose units are known, each once.
pub(crate) fn insert_places<'a>(tx: &mut Tx, batch: BatchId, units: impl Iterator<Item = &'a Counted>) {
    const INSERT: &str = "insert into batch_place (batch, academy, department, district, units)";
    let mut places = BTreeMap::<[Option<TerritoryCode>; 3], i64>::new();
    for unit in units {
        let place = [Some(unit.academy), Some(unit.department), unit.district];
        *places.entry(place).or_default() += 1;
    }
    let code = |code: Option<TerritoryCode>| code.map_or_else(String::new, |code| code.to_string());
    let values = |([academy, department, district], units): ([Option<TerritoryCode>; 3], i64)| {
        row![batch.0, code(academy), code(department), code(district), units]
    };
    tx.insert(INSERT, "", places.into_iter().map(values));
}

/// Counts the places of a batch whose lines are written.
pub(crate) async fn count_places(tx: &mut Tx, batch: BatchId) -> Result<(), StoreError> {
    const COUNT: &str = "insert into batch_place (batch, academy, department, district, units) \
         select $1, u.academy, u.department, coalesce(u.district, ''), count(*) from \
         (select unit_id from adoption_event where batch = $1 union select unit_id from unit_correction where batch = $1) l \
         join unit u on u.id = l.unit_id group by u.academy, u.department, coalesce(u.district, '')";
    tx.send().await?;
    write!(tx, |conn| {
        sqlx::query(COUNT).bind(batch.0).execute(conn).await?;
    });
    Ok(())
}
