//! The audit trail: one line for each change that was kept, and one for each refusal.

mod read;

pub use read::{TrailEntry, TrailFilter, TrailPage, TrailReader};

use crate::{batch::row, engine::Store, fault::Stop, transaction::Tx};
use chrono::{DateTime, SubsecRound, Utc};
use domain::{AuditAction, Principal, TerritoryCode};

/// What was done, on what, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The action, kept by its code.
    pub action: AuditAction,
    /// What it was done on.
    pub object: String,
    /// The smallest territory that holds all of it; none: of no place.
    pub territory: Option<TerritoryCode>,
}

impl Deed {
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
pub(crate) struct Entry {
    pub by: Principal,
    pub at: DateTime<Utc>,
    pub deed: Deed,
    pub refused: bool,
}

pub(crate) fn enter(tx: &mut Tx, entries: impl IntoIterator<Item = Entry>) {
    const ENTER: &str =
        "insert into audit_trail (author, done_at, action, object, territory, origin, refused)";
    let values = |entry: Entry| {
        let Entry {
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
    };
    tx.insert(ENTER, "", entries.into_iter().map(values));
}

impl Store {
    /// Keeps the trace of an attempt that was refused, or of an act that changes nothing else. Behind a long write it waits its turn
    /// in a task of its own: whoever was refused need not wait for it.
    pub fn note(&self, by: &Principal, now: DateTime<Utc>, deed: Deed, refused: bool) {
        let entry = Entry {
            by: by.clone(),
            at: now.trunc_subsecs(6),
            deed,
            refused,
        };
        self.note_all(vec![entry]);
    }

    /// As [`Store::note`], for several.
    pub(crate) fn note_all(&self, entries: Vec<Entry>) {
        if entries.is_empty() {
            return;
        }
        self.notes.add(entries);
        let store = self.clone();
        tokio::spawn(async move { store.write_notes().await });
    }

    /// Writes the notes that wait. One at a time writes; what is added meanwhile goes with the next.
    pub(crate) async fn write_notes(&self) {
        let _turn = self.notes.turn.lock().await;
        loop {
            let entries = self.notes.take();
            let Some(first) = entries.first() else { return };
            match self.begin(&first.by, first.at).await {
                Ok(tx) => match tx.keep_all(entries).await {
                    Ok(()) => {}
                    Err(stop) => tracing::error!(%stop, "attempts left no trace in the audit trail"),
                },
                Err(Stop::Busy) => self.notes.put_back(entries),
                Err(stop) => {
                    tracing::error!(%stop, "attempts left no trace in the audit trail");
                    return;
                }
            }
        }
    }
}

/// Notes that wait for the writer.
#[derive(Default)]
pub(crate) struct Notes {
    turn: tokio::sync::Mutex<()>,
    waiting: std::sync::Mutex<Vec<Entry>>,
}

/// The most notes that wait: a flood of refused attempts must not fill the memory. Beyond, the log has them.
const WAITING_MAX: usize = 10_000;

impl Notes {
    fn add(&self, entries: Vec<Entry>) {
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

    fn take(&self) -> Vec<Entry> {
        std::mem::take(&mut *self.lock())
    }

    fn put_back(&self, mut entries: Vec<Entry>) {
        let mut waiting = self.lock();
        entries.append(&mut waiting);
        *waiting = entries;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Entry>> {
        self.waiting
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
