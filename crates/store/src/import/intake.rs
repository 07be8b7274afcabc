//! One big write, all of it or nothing: a file of schools, of units or of updates, or the invented nation.

mod demonstration;
mod facts;
mod groups;
mod networks;
mod schools;
mod undo;
mod units;
mod updates;
mod usage;

pub use crate::adoption::UnitHistory;
pub use demonstration::DemoMark;
pub use networks::NetworkChanges;
pub use schools::{Changes, SchoolMark};
pub use undo::{UndoBatch, UndoDone, UndoPreview};
pub use units::{CensusOutcome, ClassKey, ClassRow, Named, OfSchool, TakenClasses};
pub use updates::{RowReason, RowRefused, UnitKey, UpdateOutcome, UpdateRow};
pub use usage::{UsageReason, UsageRow, UsageRun};

use crate::{
    Store,
    adoption::{
        BatchHead,
        batch::{EndedBatch, count_places, insert},
        enter_units, next_unit_id,
        rollup::Rollup,
    },
    audit::AuditEvent,
    engine::{Conn, Engine, fault::StoreError, sqlite::SqliteWrite, write},
    import::{ImportClosing, close},
    transaction::Tx,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{Principal, UnitId, adoption::BatchId};
use sqlx::sqlite::SqlitePoolOptions;

/// Rows that the engine reads ahead of those that are taken.
const ROWS_AHEAD: usize = 4_096;

/// A big write under way, on a connection of its own: reading goes on, another writer waits 5 s, then is told to come back. Dropped, it is rolled back.
pub struct Intake {
    tx: Tx,
    rollup: Rollup,
    /// Whether anything changed: if not, the data version stays.
    changed: bool,
    /// Rows put aside.
    staged: u64,
    /// What its lines come with, and how many they are.
    batch: Option<BatchHead>,
    written: u64,
    /// Lines of classes put aside.
    staged_classes: u64,
}

impl Store {
    /// Begins a big write.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another writer holds on for 5 s.
    pub async fn begin_intake(&self, by: &Principal, now: DateTime<Utc>) -> Result<Intake, StoreError> {
        let conn = match &self.engine {
            Engine::Sqlite { options, .. } => {
                let own = (**options)
                    .clone()
                    .pragma("cache_size", "-80000")
                    // A chunk of rows fits: the engine's thread does not wait for them to be taken one by one.
                    .row_buffer_size(ROWS_AHEAD);
                let pool = SqlitePoolOptions::new()
                    .max_connections(1)
                    .connect_with(own)
                    .await?;
                Conn::Sqlite(SqliteWrite::begin(&pool).await?)
            }
            Engine::Postgres(_) => self.begin_conn().await?,
        };
        let tx = Tx::over(conn, self, by, now);
        Ok(Intake {
            tx,
            rollup: Rollup::default(),
            changed: false,
            staged: 0,
            batch: None,
            written: 0,
            staged_classes: 0,
        })
    }
}

impl Store {
    /// Folds SQLite's write-ahead log into the file after a big write: a long log makes every read slower. Left for later where readers hold on.
    async fn fold_log(&self) {
        if let Engine::Sqlite { write, .. } = &self.engine
            && let Err(error) = sqlx::query("pragma wal_checkpoint(truncate)")
                .execute(write)
                .await
        {
            tracing::warn!(%error, "the write-ahead log stays long for now");
        }
    }
}

impl Intake {
    /// Tells what the lines written from now on come with: its receipt is kept with them, once there is one.
    pub fn in_batch(&mut self, batch: BatchHead) {
        self.batch = Some(batch);
    }

    /// The batch that has something to keep.
    pub fn written_batch(&self) -> Option<BatchId> {
        self.batch_id().filter(|_| self.changed)
    }

    fn batch_id(&self) -> Option<BatchId> {
        self.batch.as_ref().map(|batch| batch.id)
    }

    /// Keeps the row of the batch and its places, once its lines are written.
    async fn end_batch(&mut self) -> Result<(), StoreError> {
        let Some(head) = self.batch.take().filter(|_| self.changed) else {
            return Ok(());
        };
        let ended = EndedBatch {
            head: &head,
            lines: self.written,
            author: self.tx.by.actor,
            at: self.tx.at,
        };
        insert(&mut self.tx, &ended);
        if head.kind.is_of_units() {
            count_places(&mut self.tx, head.id).await?;
        }
        Ok(())
    }

    /// The first number that no unit bears: from here on numbers are the caller's to give, ascending.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn next_unit_id(&mut self) -> Result<UnitId, StoreError> {
        next_unit_id(&mut self.tx).await
    }

    /// Writes new units with their events, where they stand and what they add to the counts.
    ///
    /// # Errors
    /// [`StoreError::Broken`] on an identity that exists already, or a school that does not.
    pub async fn put_histories(&mut self, histories: &[UnitHistory]) -> Result<(), StoreError> {
        if histories.is_empty() {
            return Ok(());
        }
        self.changed = true;
        self.written += histories.len() as u64;
        let batch = self.batch_id();
        enter_units(&mut self.tx, &mut self.rollup, histories, batch);
        self.rollup.write_when_large(&mut self.tx).await?;
        self.tx.send().await
    }

    /// Marks the store as the invented nation's, whose clock stands on a day.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when it was marked before.
    pub async fn set_demo(&mut self, today: NaiveDate, label: &str) -> Result<(), StoreError> {
        self.changed = true;
        demonstration::mark(&mut self.tx, today, label).await
    }

    async fn drop_staging(&mut self) -> Result<(), StoreError> {
        let staged = [
            (std::mem::take(&mut self.staged), updates::DROP),
            (std::mem::take(&mut self.staged_classes), units::DROP),
        ];
        for (_, drop) in staged.into_iter().filter(|(rows, _)| *rows > 0) {
            write!(self.tx, |conn| {
                sqlx::query(drop).execute(conn).await?;
            });
        }
        Ok(())
    }

    /// Keeps all of it; the data version is raised if anything changed. `deed` is the line of the audit trail.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't keep it.
    pub async fn finish(self, deed: AuditEvent) -> Result<(), StoreError> {
        self.finish_and_close(deed, None).await
    }

    /// As [`Intake::finish`], with the end of its import in the register: both are kept, or neither is.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't keep it, or when the import is no longer this program's.
    pub async fn finish_and_close(
        mut self,
        deed: AuditEvent,
        closing: Option<&ImportClosing>,
    ) -> Result<(), StoreError> {
        self.rollup.write(&mut self.tx).await?;
        self.end_batch().await?;
        self.tx.send().await?;
        self.drop_staging().await?;
        if let Some(closing) = closing {
            close(&mut self.tx, closing).await?;
        }
        let store = self.tx.store().clone();
        if self.changed {
            self.tx.commit(deed).await?;
        } else {
            self.tx.keep(deed).await?;
        }
        store.fold_log().await;
        Ok(())
    }

    /// Gives all of it up.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer: it is rolled back all the same.
    pub async fn abandon(self) -> Result<(), StoreError> {
        self.tx.give_up().await
    }
}
