//! The audit trail: one line for each transaction that was kept, and one for each refusal.

use crate::{batch::row, engine::Store, fault::Stop, transaction::Tx};
use chrono::{DateTime, Utc};
use domain::Actor;

const ENTER: &str = "insert into audit_entry (author, done_at, what)";

pub(crate) fn enter(tx: &mut Tx, what: &str) {
    let entry = row![tx.actor.code(), tx.at, what.to_owned()];
    tx.insert(ENTER, "", [entry]);
}

impl Store {
    /// Keeps the trace of a refusal, in a short transaction of its own.
    pub(crate) async fn audit_refusal(
        &self,
        actor: Actor,
        at: DateTime<Utc>,
        what: &str,
    ) -> Result<(), Stop> {
        self.begin(actor, at).await?.keep(what).await
    }
}
