//! The audit trail: one line for each change that was kept, and one for each refusal.

mod notes;
mod read;

pub use read::{AuditEntry, AuditFilter, AuditPage, AuditReader};

use crate::engine::batch::{Value, row};
use chrono::{DateTime, Utc};
use domain::{AuditAction, Principal, TerritoryCode};

/// What was done, on what, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEvent {
    /// The action, kept by its code.
    pub action: AuditAction,
    /// What it was done on.
    pub object: String,
    /// The smallest territory that holds all of it; none: of no place.
    pub territory: Option<TerritoryCode>,
}

impl AuditEvent {
    /// What is of no place: people, the product itself.
    pub fn new(action: AuditAction, object: impl Into<String>) -> Self {
        Self {
            action,
            object: object.into(),
            territory: None,
        }
    }

    /// The same, in a territory.
    #[must_use]
    pub const fn within(mut self, territory: Option<TerritoryCode>) -> Self {
        self.territory = territory;
        self
    }
}

/// A line of the trail to write.
#[derive(Clone)]
pub(crate) struct AuditLine {
    pub by: Principal,
    pub at: DateTime<Utc>,
    pub deed: AuditEvent,
    pub refused: bool,
}

/// The insertion of lines, each with its [`values`].
pub(crate) const ENTER: &str =
    "insert into audit_trail (author, done_at, action, object, territory, origin, refused)";

/// The row of a line.
pub(crate) fn values(entry: AuditLine) -> [Value; 7] {
    let AuditLine {
        by,
        at,
        deed,
        refused,
    } = entry;
    row![
        by.actor.code(),
        at,
        deed.action.code(),
        deed.object,
        deed.territory.map(|code| code.to_string()),
        by.origin.map(|origin| origin.to_string()),
        refused,
    ]
}
