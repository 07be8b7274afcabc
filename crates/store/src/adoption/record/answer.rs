//! The answer to a request: kept by its id, and given again to the same request.

use super::{Change, PendingChange, Recorded};
use crate::{
    Store,
    engine::{
        batch::{Value, row},
        fault::{StoreError, readable},
        read,
    },
};
use domain::{
    Actor, Refusal, UnitId,
    adoption::{Annul, RequestId},
};
use sha2::{Digest, Sha256};

impl Store {
    /// The answer that a request already got, if it was made before; asked of the readers, once its writer has gone.
    pub(super) async fn answered(
        &self,
        id: RequestId,
        fingerprint: [u8; 32],
    ) -> Result<Option<Recorded>, StoreError> {
        const KNOWN: &str = "select fingerprint, answer from request where id = $1";
        let id = id.0;
        let known: Option<(Vec<u8>, String)> = read!(self, |pool| sqlx::query_as(KNOWN)
            .bind(id)
            .fetch_optional(pool)
            .await?);
        let Some((before, answer)) = known else {
            return Ok(None);
        };
        if before != fingerprint {
            return Err(Refusal::RequestReused.into());
        }
        let read = recorded_from(&answer);
        Ok(Some(readable("request", "answer", id, &answer, read)?))
    }
}

/// The row of a request's answer.
pub(super) fn answer(asked: &PendingChange, recorded: &Recorded) -> [Value; 4] {
    let (id, fingerprint) = (asked.change.id.0, asked.fingerprint.to_vec());
    row![id, fingerprint, recorded_text(recorded), asked.at]
}

/// What a request asks and who asks it, so that the same id with another content, or by another person, is a conflict.
pub(super) fn fingerprint(author: Actor, change: &Change) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(format!("{}\n", author.code()).as_bytes());
    for Annul { unit, seen, annuls } in &change.annulled {
        hash.update(format!("{unit} {seen} annuls {annuls}\n").as_bytes());
    }
    for step in &change.steps {
        let (stage, source) = (step.stage.code(), step.source.code());
        let line = format!(
            "{} {} {stage} {} {:?} {source}\n",
            step.unit, step.seen, step.day, step.replaces
        );
        hash.update(line.as_bytes());
    }
    hash.finalize().into()
}

pub(super) fn recorded_text(recorded: &Recorded) -> String {
    let pairs: Vec<String> = recorded
        .events
        .iter()
        .map(|(unit, sequence)| format!("{unit}/{sequence}"))
        .collect();
    pairs.join(" ")
}

fn recorded_from(text: &str) -> Option<Recorded> {
    let pair = |pair: &str| {
        let (unit, sequence) = pair.split_once('/')?;
        Some((UnitId(unit.parse().ok()?), sequence.parse().ok()?))
    };
    Some(Recorded {
        events: text.split_whitespace().map(pair).collect::<Option<_>>()?,
    })
}
