//! Recording steps: load, decide, save, in one transaction. A request sent twice is done once and gets the same answer.

mod answer;
mod decide;
mod group_commit;

use crate::{
    Store,
    engine::fault::{Fault, StoreError},
};
use answer::fingerprint;
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use domain::{
    Principal, UnitId,
    adoption::{Advance, Annul, BatchId, RequestId},
};

/// Steps and annulments asked for together: all of them or none, one a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Made where the form was opened.
    pub id: RequestId,
    /// Steps.
    pub steps: Vec<Advance>,
    /// Lines of histories to take back.
    pub annulled: Vec<Annul>,
}

/// What a change asks of a unit.
#[derive(Clone, Copy)]
pub(crate) enum Ask<'a> {
    Advance(&'a Advance),
    Annul(&'a Annul),
}

impl Change {
    /// What it asks, unit by unit.
    pub(crate) fn asks(&self) -> impl Iterator<Item = Ask<'_>> {
        let steps = self.steps.iter().map(Ask::Advance);
        steps.chain(self.annulled.iter().map(Ask::Annul))
    }

    /// What its events come with: one alone is no batch.
    pub(crate) fn batch(&self) -> Option<BatchId> {
        let several = self.steps.len() + self.annulled.len() > 1;
        several.then_some(BatchId(self.id.0))
    }
}

impl Ask<'_> {
    pub(crate) const fn unit(self) -> UnitId {
        match self {
            Self::Advance(step) => step.unit,
            Self::Annul(annul) => annul.unit,
        }
    }
}

/// What a change did, now or the first time it was sent: the same answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The events: (unit, sequence).
    pub events: Vec<(UnitId, u32)>,
}

/// A change with who asks for it, and when.
pub(crate) struct PendingChange {
    by: Principal,
    today: NaiveDate,
    /// Cut to the microsecond, which both engines keep.
    at: DateTime<Utc>,
    change: Change,
    fingerprint: [u8; 32],
}

impl Store {
    /// Records steps, their rollups, where their units stand, the audit entry and the data version: all of it or nothing.
    /// It runs in a task of its own: a client that hangs up can't cut it in two. Changes that come while another is written are kept together.
    ///
    /// # Errors
    /// [`StoreError::SomeRefused`] with each unit that refuses; [`StoreError::Refused`] when the id was used with another content; [`StoreError::Busy`] behind a long write.
    pub async fn record(
        &self,
        by: &Principal,
        today: NaiveDate,
        now: DateTime<Utc>,
        change: Change,
    ) -> Result<Recorded, StoreError> {
        let asked = PendingChange {
            by: by.clone(),
            today,
            at: now.trunc_subsecs(6),
            fingerprint: fingerprint(by.actor, &change),
            change,
        };
        let store = self.clone();
        let task = tokio::spawn(async move { store.in_turn(asked).await });
        task.await.map_err(|_| StoreError::Broken(Fault::Cut))?
    }

    /// The answer that a change already got, if the same person made it before.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when its id was used with another content, or by another person.
    pub async fn recorded(&self, by: &Principal, change: &Change) -> Result<Option<Recorded>, StoreError> {
        let fingerprint = fingerprint(by.actor, change);
        self.answered(change.id, fingerprint).await
    }
}
