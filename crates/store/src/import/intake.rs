//! One big write, all of it or nothing: a file of schools, of units or of updates, or the invented nation. A file is judged by a reader first,
//! and takes the writer's lock once it is right.

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
pub use schools::{Changes, KeptPlaces, SchoolMark};
pub use undo::{UndoBatch, UndoDone, UndoPreview};
pub use units::{CensusOutcome, ClassKey, ClassRow, Named, OfSchool, TakenClasses};
pub use updates::{RowReason, RowRefused, UnitKey, UpdateOutcome, UpdateRow};
pub use usage::{UsageAsk, UsageOutcome, UsageReason, UsageRow};

use crate::{
    Store,
    adoption::{
        BatchHead,
        batch::{EndedBatch, count_places, insert},
        enter_units, next_unit_id,
        rollup::Rollup,
    },
    audit::AuditEvent,
    cache::VersionRow,
    engine::{Engine, fault::StoreError, write},
    import::{ImportClosing, NewImport, close, open},
    transaction::Tx,
};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use domain::{Principal, Refusal, UnitId, adoption::BatchId};
use sqlx::{ConnectOptions, Executor};
use std::time::{Duration, Instant};

/// Busy timeout of the checkpoint, which holds the writer's lock while it waits for readers.
const FOLD_WAIT: Duration = Duration::from_millis(100);

/// A big write under way, on a connection of its own. Until it takes the writer's lock it is a reader of one moment, which counts what it would change
/// and puts rows aside in temporary tables. Once it writes, reading goes on, another writer waits 5 s, then is told to come back.
/// Dropped, it is rolled back.
pub struct Intake {
    tx: Tx,
    rollup: Rollup,
    /// The data version of the moment that it reads, or of the lock.
    seen: VersionRow,
    /// The version moved between the two.
    moved: bool,
    /// Since when it holds the writer's lock.
    locked: Option<Instant>,
    /// Something changes: else the data version stays.
    changed: bool,
    updates: Staged,
    classes: Staged,
    usage: Staged,
    /// What its lines come with, and how many they are.
    batch: Option<BatchHead>,
    written: u64,
}

/// Rows put aside in a temporary table.
#[derive(Default)]
struct Staged {
    rows: u64,
    /// All rows are there, in an index.
    sorted: bool,
}

impl Store {
    /// Begins to judge a big write: no other writer waits for it before [`Intake::lock`].
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn begin_judging(&self, by: &Principal, now: DateTime<Utc>) -> Result<Intake, StoreError> {
        let mut tx = Tx::over(self.begin_apart().await?, self, by, now);
        Ok(Intake {
            // The first question: what is read is of this moment.
            seen: version(&mut tx).await?,
            tx,
            rollup: Rollup::default(),
            moved: false,
            locked: None,
            changed: false,
            updates: Staged::default(),
            classes: Staged::default(),
            usage: Staged::default(),
            batch: None,
            written: 0,
        })
    }

    /// Begins a big write that needs no judging: it holds the writer's lock from its start.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another writer holds on for 5 s.
    pub async fn begin_intake(&self, by: &Principal, now: DateTime<Utc>) -> Result<Intake, StoreError> {
        let mut intake = self.begin_judging(by, now).await?;
        intake.lock().await?;
        Ok(intake)
    }

    /// Folds SQLite's write-ahead log into the file after a big write: a long log makes every read slower. Left for later where readers hold on.
    async fn fold_log(&self) {
        let Engine::Sqlite { options, .. } = &self.engine else {
            return;
        };
        let own = (**options).clone().busy_timeout(FOLD_WAIT);
        let folded = async {
            let mut conn = own.connect().await?;
            conn.execute("pragma wal_checkpoint(truncate)").await
        };
        if let Err(error) = folded.await {
            tracing::warn!(%error, "the write-ahead log stays long for now");
        }
    }
}

/// The data version as the transaction sees it.
async fn version(tx: &mut Tx) -> Result<VersionRow, StoreError> {
    const VERSION: &str = "select version, epoch, reference from data_version where id = 1";
    Ok(write!(tx, |conn| sqlx::query_as(VERSION).fetch_one(conn).await?))
}

impl Intake {
    /// Takes the writer's lock; the rows put aside stay. What was judged is to be judged again, since it is now written: answers whether the data moved
    /// since it was.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another writer holds on for 5 s.
    pub async fn lock(&mut self) -> Result<bool, StoreError> {
        let store = self.tx.store().clone();
        let known = store.data_version();
        store.lock(&mut self.tx.conn).await?;
        self.locked = Some(Instant::now());
        let now = version(&mut self.tx).await?;
        // What another program wrote counts from now on for what is cached too.
        store.remember_version(&now, known);
        self.moved = now != self.seen;
        (self.seen, self.changed, self.written) = (now, false, 0);
        Ok(self.moved)
    }

    /// Tells what time it is where the judging took some: what is written bears it.
    pub fn write_at(&mut self, now: DateTime<Utc>) {
        self.tx.at = now.trunc_subsecs(6);
    }

    /// It holds the writer's lock: else it only counts what it would change.
    pub const fn is_writing(&self) -> bool {
        self.locked.is_some()
    }

    /// Something changes.
    pub const fn changes(&self) -> bool {
        self.changed
    }

    /// The store that it writes to.
    pub const fn store(&self) -> &Store {
        self.tx.store()
    }

    /// Enters an import into the register with what it wrote: nobody sees one without the other. It is closed with [`Intake::finish_and_close`].
    ///
    /// # Errors
    /// [`StoreError::Refused`] when its id was used before.
    pub async fn open_import(&mut self, new: &NewImport) -> Result<(), StoreError> {
        if open(&mut self.tx, new).await? {
            Ok(())
        } else {
            Err(Refusal::RequestReused.into())
        }
    }

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

    /// Keeps all of it; the data version is raised if anything changed. `deed` is the line of the audit trail.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't keep it.
    pub async fn finish(self, deed: AuditEvent) -> Result<(), StoreError> {
        self.finish_and_close(deed, None).await?;
        Ok(())
    }

    /// As [`Intake::finish`], with the end of its import in the register: both are kept, or neither is. Where nothing changes the lock is taken for this
    /// alone. Answers how long it was held.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't keep it, or when the import is no longer this program's.
    pub async fn finish_and_close(
        mut self,
        deed: AuditEvent,
        closing: Option<&ImportClosing>,
    ) -> Result<Duration, StoreError> {
        if !self.is_writing() {
            self.lock().await?;
        }
        self.rollup.write(&mut self.tx).await?;
        self.end_batch().await?;
        self.tx.send().await?;
        if let Some(closing) = closing {
            close(&mut self.tx, closing).await?;
        }
        let (store, locked) = (self.tx.store().clone(), self.locked);
        if self.changed {
            self.tx.commit(deed).await?;
        } else {
            self.tx.keep(deed).await?;
        }
        store.fold_log().await;
        Ok(locked.map_or(Duration::ZERO, |since| since.elapsed()))
    }

    /// Gives all of it up.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer: it is rolled back all the same.
    pub async fn abandon(self) -> Result<(), StoreError> {
        self.tx.give_up().await
    }
}
