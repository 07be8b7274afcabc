//! The row of a batch, as the database has it, and whether it still holds.

use super::BatchHead;
use crate::engine::fault::{Fault, readable};
use chrono::{DateTime, Utc};
use domain::{
    Actor, PolicyCode, SchoolYear,
    adoption::{BatchId, BatchKind},
};
use uuid::Uuid;

/// A batch, as its reader may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    /// Its id, its kind, its origin.
    pub head: BatchHead,
    /// Lines that it wrote, all readers' together.
    pub lines: i64,
    /// Units of its reader's that it is of.
    pub units: i64,
    /// Who wrote it.
    pub author: Actor,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// Whether it holds.
    pub state: BatchState,
}

/// Whether a batch holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BatchState {
    /// Nobody undid it, or what undid it was undone.
    #[default]
    Stands,
    /// It was undone, all of it or where nothing had followed.
    Undone {
        /// The batch that undid it.
        by: BatchId,
        /// When.
        at: DateTime<Utc>,
        /// Lines that were taken back.
        lines: i64,
    },
}

#[derive(Clone, sqlx_macros::FromRow)]
pub(super) struct StoredBatch {
    pub id: Uuid,
    pub kind: String,
    pub policy: String,
    pub year: Option<String>,
    pub origin: String,
    pub undoes: Option<Uuid>,
    pub restores: bool,
    pub lines: i64,
    pub author: String,
    pub recorded_at: DateTime<Utc>,
    pub units: i64,
}

impl StoredBatch {
    pub(super) fn batch(self, state: BatchState) -> Result<BatchRow, Fault> {
        const TABLE: &str = "batch";
        let (id, author) = (self.id, Actor::from_code(&self.author));
        let year = |year: &String| readable(TABLE, "year", id, year, year.parse::<SchoolYear>().ok());
        Ok(BatchRow {
            author: readable(TABLE, "author", id, &self.author, author)?,
            head: BatchHead {
                id: BatchId(id),
                kind: readable(TABLE, "kind", id, &self.kind, BatchKind::from_code(&self.kind))?,
                policy: readable(TABLE, "policy", id, &self.policy, PolicyCode::new(&self.policy))?,
                year: self.year.as_ref().map(year).transpose()?,
                origin: self.origin,
                undoes: self.undoes.map(BatchId),
                restores: self.restores,
            },
            lines: self.lines,
            units: self.units,
            recorded_at: self.recorded_at,
            state,
        })
    }
}

/// An undoing among those that begin at some batches.
#[derive(Clone, sqlx_macros::FromRow)]
pub(super) struct UndoingRow {
    pub id: Uuid,
    pub undoes: Uuid,
    pub lines: i64,
    pub recorded_at: DateTime<Utc>,
}

/// Whether a batch holds, from all the undoings that begin at it: one that was undone itself undoes nothing.
pub(super) fn state(batch: Uuid, undoings: &[UndoingRow]) -> BatchState {
    let stands = |row: &&UndoingRow| state(row.id, undoings) == BatchState::Stands;
    let mut own = undoings.iter().filter(|row| row.undoes == batch).filter(stands);
    own.next_back()
        .map_or(BatchState::Stands, |row| BatchState::Undone {
            by: BatchId(row.id),
            at: row.recorded_at,
            lines: row.lines,
        })
}
