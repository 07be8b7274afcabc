//! The audit trail: one line for each transaction that was kept, and one for each refusal.

use crate::{
    engine::{Store, write},
    fault::Stop,
    transaction::Tx,
};
use chrono::{DateTime, Utc};
use domain::Actor;

const ENTER: &str = "insert into audit_entry (author, done_at, what) values ($1, $2, $3)";

pub(crate) async fn enter(tx: &mut Tx, what: &str) -> Result<(), Stop> {
    write!(tx, |conn| {
        sqlx::query(ENTER)
            .bind(tx.actor.code())
            .bind(tx.at)
            .bind(what)
            .execute(conn)
            .await?;
    });
    Ok(())
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
