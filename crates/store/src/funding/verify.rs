//! Whether the ledger holds together: every hash over the one before, every counter the sum of its entries.

mod compare;
mod found;

use super::{
    load::EVERY,
    row::{EntryRow, Sealed},
};
use crate::{
    Store,
    engine::{Conn, fault::StoreError, write},
    transaction::Snapshot,
};
use chrono::{DateTime, Utc};
use compare::compare;
use domain::funding::{EntryNumber, Hash, Ledger, seal};
use found::Found;
use futures_util::TryStreamExt;
use sqlx::FromRow;
use std::sync::{Mutex, PoisonError};

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything holds: so many entries, their head.
    Whole {
        /// The last entry.
        last: EntryNumber,
        /// Its hash.
        head: Hash,
    },
    /// The first entry that is not as it was written, or is not there.
    Altered(EntryNumber),
    /// The last entries are gone: the head knew of more.
    Cut {
        /// The last entry that is there.
        last: EntryNumber,
        /// The last one that was.
        known: EntryNumber,
    },
    /// The entries hold, but a counter, a commitment, a document or a week is not their sum: which one.
    Counter(String),
    /// The file of the database is damaged: what its engine says.
    Damaged(String),
}

impl Verdict {
    /// Whether everything holds.
    pub const fn is_whole(&self) -> bool {
        matches!(self, Self::Whole { .. })
    }
}

/// The last verification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// What it found.
    pub verdict: Verdict,
    /// When.
    pub at: DateTime<Utc>,
}

/// The last verification of this store's life.
#[derive(Default)]
struct LastVerified(Mutex<Option<Health>>);

impl Store {
    /// Verifies the whole ledger, remembers what it found, and answers it.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't be asked at all.
    pub async fn verify_ledger(&self, now: DateTime<Utc>) -> Result<Verdict, StoreError> {
        let mut at = self.snapshot().await?;
        let found = verify(&mut at).await;
        // What is damaged may not even end well: its connection is then closed.
        if let Err(stop) = at.end().await {
            tracing::warn!(%stop, "a verification's moment could not be ended");
        }
        let verdict = match found {
            Ok(verdict) | Err(Found::Verdict(verdict)) => verdict,
            Err(Found::StoreError(stop)) => return Err(stop),
        };
        if !verdict.is_whole() {
            tracing::error!(?verdict, "the ledger does not hold together");
        }
        let health = Health {
            verdict: verdict.clone(),
            at: now,
        };
        *self
            .state::<LastVerified>()
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(health);
        Ok(verdict)
    }

    /// What the last verification found; none before the first.
    pub fn ledger_health(&self) -> Option<Health> {
        self.state::<LastVerified>()
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Whether a hash, as a report printed it, is in the chain: the ledger then still holds all that the report told.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn ledger_holds(&self, hash: Hash) -> Result<Option<EntryNumber>, StoreError> {
        const AT: &str = "select sequence from ledger_entry where hash = $1";
        let mut at = self.snapshot().await?;
        let found: Option<i64> = write!(at, |conn| sqlx::query_scalar(AT)
            .bind(hash.0.to_vec())
            .fetch_optional(conn)
            .await?);
        at.end().await?;
        Ok(found.map(EntryNumber))
    }
}

/// The tables of the ledger, for the engine's own check of the file.
const FILE_CHECKS: [&str; 6] = [
    "pragma integrity_check('ledger_entry')",
    "pragma integrity_check('ledger_counter')",
    "pragma integrity_check('ledger_commitment')",
    "pragma integrity_check('ledger_document')",
    "pragma integrity_check('ledger_week')",
    "pragma integrity_check('ledger_head')",
];

async fn verify(at: &mut Snapshot) -> Result<Verdict, Found> {
    if let Conn::Sqlite(conn) = &mut at.conn {
        for check in FILE_CHECKS {
            let said: Vec<String> = sqlx::query_scalar(check).fetch_all(&mut **conn).await?;
            if said != ["ok"] {
                return Ok(Verdict::Damaged(said.join("; ")));
            }
        }
    }
    let ledger = chain(at).await?;
    let head: Option<(i64, Vec<u8>)> = write!(at, |conn| sqlx::query_as(
        "select sequence, hash from ledger_head where id = 1"
    )
    .fetch_optional(conn)
    .await?);
    let Some(head) = head else {
        return Ok(Verdict::Counter("ledger_head".to_owned()));
    };
    if head.0 > ledger.last.0 {
        return Ok(Verdict::Cut {
            last: ledger.last,
            known: EntryNumber(head.0),
        });
    }
    if head.0 != ledger.last.0 || head.1 != ledger.head.0 {
        return Ok(Verdict::Counter("ledger_head".to_owned()));
    }
    Ok(match compare(at, &ledger).await? {
        Some(which) => Verdict::Counter(which),
        None => Verdict::Whole {
            last: ledger.last,
            head: ledger.head,
        },
    })
}

/// Reads every entry in its order, each hash over the one before.
async fn chain(at: &mut Snapshot) -> Result<Ledger, Found> {
    let mut ledger = Ledger::default();
    write!(at, |conn| {
        let mut rows = sqlx::query(EVERY).fetch(conn);
        while let Some(row) = rows.try_next().await? {
            let next = ledger.last.next();
            let read = EntryRow::from_row(&row).ok().and_then(|row| row.sealed().ok());
            let holds = |sealed: &Sealed| {
                sealed.entry.sequence == next && sealed.hash == seal(ledger.head, &sealed.entry)
            };
            let Some(Sealed { entry, hash }) = read.filter(holds) else {
                return Err(Found::Verdict(Verdict::Altered(next)));
            };
            ledger.add(&entry, hash);
        }
    });
    Ok(ledger)
}
