//! The audit trail: one line for each change that was kept, and one for each refusal.

use crate::{batch::row, engine::Store, fault::Stop, transaction::Tx};
use chrono::{DateTime, Utc};
use domain::Actor;

/// A line of the trail.
pub(crate) struct Entry {
    pub actor: Actor,
    pub at: DateTime<Utc>,
    pub what: String,
}

pub(crate) fn enter(tx: &mut Tx, entries: impl IntoIterator<Item = Entry>) {
    const ENTER: &str = "insert into audit_entry (author, done_at, what)";
    let values = |entry: Entry| row![entry.actor.code(), entry.at, entry.what];
    tx.insert(ENTER, "", entries.into_iter().map(values));
}

impl Store {
    /// Keeps the trace of refusals, in a short transaction of its own.
    pub(crate) async fn audit_refusals(&self, entries: Vec<Entry>) -> Result<(), Stop> {
        let Some(first) = entries.first() else {
            return Ok(());
        };
        let tx = self.begin(first.actor, first.at).await?;
        tx.keep_all(entries).await
    }
}
