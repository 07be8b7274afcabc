//! Notes: writes refused attempts, and acts that change nothing else, into the audit trail aside, so that nobody waits for them behind a long write.

use crate::{
    Store,
    audit::{AuditEvent, AuditLine},
    engine::fault::StoreError,
};
use chrono::{DateTime, SubsecRound, Utc};
use domain::Principal;
use std::time::Duration;

impl Store {
    /// Keeps the trace of an attempt that was refused, or of an act that changes nothing else. Behind a long write it waits its turn
    /// in a task of its own: whoever was refused need not wait for it.
    pub fn note(&self, by: &Principal, now: DateTime<Utc>, deed: AuditEvent, refused: bool) {
        let entry = AuditLine {
            by: by.clone(),
            at: now.trunc_subsecs(6),
            deed,
            refused,
        };
        self.note_all(vec![entry]);
    }

    /// As [`Store::note`], for several.
    pub(crate) fn note_all(&self, entries: Vec<AuditLine>) {
        if entries.is_empty() {
            return;
        }
        self.state::<Notes>().add(entries);
        let store = self.clone();
        tokio::spawn(async move { store.write_notes().await });
    }

    /// Writes the notes that wait. One at a time writes; what is added meanwhile goes with the next. Where the database is away for a moment they wait,
    /// and are written with the next ones at the latest: rather twice than not at all.
    pub(crate) async fn write_notes(&self) {
        let notes = self.state::<Notes>();
        let _turn = notes.turn.lock().await;
        let mut tries = 0;
        loop {
            let entries = notes.take();
            let Some(first) = entries.first() else { return };
            let kept = match self.begin(&first.by, first.at).await {
                Ok(tx) => tx.keep_all(entries.clone()).await,
                Err(stop) => Err(stop),
            };
            let Err(stop) = kept else { continue };
            let waiting = entries.len();
            notes.put_back(entries);
            if !matches!(stop, StoreError::Busy) {
                tries += 1;
                tracing::warn!(%stop, waiting, tries, "attempts wait for their trace in the audit trail");
                if tries == TRIES {
                    return;
                }
                // In a task of its own; only a store that is closing waits for it.
                tokio::time::sleep(AGAIN).await;
            }
        }
    }
}

/// Notes that wait for the writer.
#[derive(Default)]
struct Notes {
    turn: tokio::sync::Mutex<()>,
    waiting: std::sync::Mutex<Vec<AuditLine>>,
}

/// How often a database that is away is tried again, and after how long.
const TRIES: u32 = 10;
const AGAIN: Duration = Duration::from_millis(500);

/// The most notes that wait: a flood of refused attempts must not fill the memory. Beyond, the log has them.
const WAITING_MAX: usize = 10_000;

impl Notes {
    fn add(&self, entries: Vec<AuditLine>) {
        let mut waiting = self.lock();
        for entry in entries {
            if waiting.len() < WAITING_MAX {
                waiting.push(entry);
            } else {
                tracing::error!(
                    action = entry.deed.action.code(),
                    object = entry.deed.object,
                    "the audit trail is behind"
                );
            }
        }
    }

    fn take(&self) -> Vec<AuditLine> {
        std::mem::take(&mut *self.lock())
    }

    fn put_back(&self, mut entries: Vec<AuditLine>) {
        let mut waiting = self.lock();
        entries.append(&mut waiting);
        *waiting = entries;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<AuditLine>> {
        self.waiting
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
