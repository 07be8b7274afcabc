//! The register of imports: each file that somebody brought, its progress, its report.

mod given_back;
pub mod intake;
mod kind;
mod owner;
mod stored;

use crate::{
    Store,
    audit::AuditEvent,
    engine::{
        fault::{Fault, StoreError},
        read, write,
    },
    transaction::Tx,
};
use chrono::{DateTime, SubsecRound, Utc};
use domain::{Actor, AuditAction, Principal, Refusal};
pub use kind::{ImportKind, ImportState};
pub use owner::LEASE;
use owner::{ImportOwner, lease};
use stored::StoredImport;
use uuid::Uuid;

/// An import's id, made where its form was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ImportId(pub Uuid);

/// A file that somebody brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewImport {
    /// Its id.
    pub id: ImportId,
    /// What it holds.
    pub kind: ImportKind,
    /// Its name, as it was brought.
    pub file_name: String,
    /// Its fingerprint.
    pub sha256: [u8; 32],
    /// Its size.
    pub bytes: u64,
    /// Whether it is only tried.
    pub dry_run: bool,
}

/// An import of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// Its id.
    pub id: ImportId,
    /// What it holds.
    pub kind: ImportKind,
    /// Its file's name.
    pub file_name: String,
    /// Its size.
    pub bytes: u64,
    /// Whether it was only tried.
    pub dry_run: bool,
    /// Who brought it.
    pub author: Actor,
    /// How far it is.
    pub state: ImportState,
    /// Rows read so far.
    pub rows_read: u64,
    /// What is done of the whole work, in bytes of the file.
    pub bytes_done: u64,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Its report, as the import crate wrote it.
    pub report_json: Option<String>,
}

/// How an import ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportClosing {
    /// Which.
    pub id: ImportId,
    /// When.
    pub at: DateTime<Utc>,
    /// Its last state.
    pub state: ImportState,
    /// Rows read.
    pub rows_read: u64,
    /// Its report, as the import crate wrote it.
    pub report_json: String,
    /// The file with what is wrong beside each row, as the import crate wrote it, where it is given back.
    pub given_back_json: Option<String>,
}

impl Store {
    /// Enters an import into the register: it waits for its turn, and is this program's as long as its lease lasts. The same id again changes nothing and answers false: its form was sent twice.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the id was used with another file, or by another person; [`StoreError::Busy`] behind a long write.
    pub async fn open_import(
        &self,
        by: &Principal,
        now: DateTime<Utc>,
        new: &NewImport,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin(by, now).await?;
        if open(&mut tx, new).await? {
            tx.keep_noted().await?;
            return Ok(true);
        }
        tx.give_up().await?;
        self.opened_before(by, new).await
    }

    /// What a form whose id is taken is told: nothing more to do where the same person sent the same file, else a conflict.
    async fn opened_before(&self, by: &Principal, new: &NewImport) -> Result<bool, StoreError> {
        const SAME: &str = "select count(*) from import where id = $1 and author = $2 and kind = $3 and sha256 = $4 and dry_run = $5";
        let same: i64 = read!(self, |pool| {
            let query = sqlx::query_scalar(SAME).bind(new.id.0).bind(by.actor.code());
            let query = query.bind(new.kind.code()).bind(new.sha256.to_vec());
            query.bind(new.dry_run).fetch_one(pool).await?
        });
        if same == 1 {
            Ok(false)
        } else {
            Err(Refusal::RequestReused.into())
        }
    }

    /// Ends an import of this program that wrote nothing, with its report; what was written was closed with it. One that ended already stays as it is.
    ///
    /// # Errors
    /// [`StoreError::Busy`] behind a long write.
    pub async fn close_import(&self, by: &Principal, closing: &ImportClosing) -> Result<(), StoreError> {
        if self
            .import(closing.id)
            .await?
            .is_some_and(|row| !row.state.is_open())
        {
            return Ok(());
        }
        let mut tx = self.begin(by, closing.at).await?;
        close(&mut tx, closing).await?;
        tx.keep_noted().await
    }

    /// An import of the register.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn import(&self, id: ImportId) -> Result<Option<ImportRow>, StoreError> {
        const ONE: &str = "select id, kind, file_name, bytes, dry_run, author, state, rows_read, bytes_read, started_at, ended_at, report \
             from import where id = $1";
        let row: Option<StoredImport> = read!(self, |pool| sqlx::query_as(ONE)
            .bind(id.0)
            .fetch_optional(pool)
            .await?);
        Ok(row.map(StoredImport::import).transpose()?)
    }

    /// The latest imports: of one author, or of all.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn imports(&self, author: Option<Actor>, limit: u32) -> Result<Vec<ImportRow>, StoreError> {
        const LATEST: &str = "select id, kind, file_name, bytes, dry_run, author, state, rows_read, bytes_read, started_at, ended_at, report \
             from import where $2 is null or author = $2 order by started_at desc limit $1";
        let rows: Vec<StoredImport> = read!(self, |pool| sqlx::query_as(LATEST)
            .bind(i64::from(limit))
            .bind(author.map(Actor::code))
            .fetch_all(pool)
            .await?);
        Ok(rows
            .into_iter()
            .map(StoredImport::import)
            .collect::<Result<_, _>>()?)
    }
}

/// Enters an import of this program, which waits for its turn; false where its id was used before.
pub(crate) async fn open(tx: &mut Tx, new: &NewImport) -> Result<bool, StoreError> {
    const OPEN: &str = "insert into import (id, kind, file_name, sha256, bytes, dry_run, author, state, rows_read, bytes_read, started_at, owner, lease_until) \
         values ($1, $2, $3, $4, $5, $6, $7, 'waiting', 0, 0, $8, $9, $10) on conflict (id) do nothing";
    let owner = tx.store().state::<ImportOwner>();
    let (at, author) = (tx.at, tx.by.actor.code());
    let opened = write!(tx, |conn| {
        let query = sqlx::query(OPEN)
            .bind(new.id.0)
            .bind(new.kind.code())
            .bind(&new.file_name);
        let query = query
            .bind(new.sha256.to_vec())
            .bind(new.bytes.cast_signed())
            .bind(new.dry_run);
        let query = query.bind(author).bind(at);
        let query = query.bind(owner.0).bind(lease(at));
        query.execute(conn).await?.rows_affected()
    });
    if opened == 1 {
        tx.note(AuditEvent::new(
            AuditAction::ImportOpened,
            format!("{} {}", new.kind.code(), new.id.0),
        ));
    }
    Ok(opened == 1)
}

/// Ends an import of this program, in the transaction of what it wrote: when it is no longer its own, nothing is written.
pub(crate) async fn close(tx: &mut Tx, closing: &ImportClosing) -> Result<(), StoreError> {
    const CLOSE: &str = "update import set state = $2, report = $3, ended_at = $4, rows_read = $5, bytes_read = bytes, lease_until = null \
         where id = $1 and owner = $6 and state in ('waiting', 'running')";
    let owner = tx.store().state::<ImportOwner>();
    let touched = write!(tx, |conn| {
        let query = sqlx::query(CLOSE)
            .bind(closing.id.0)
            .bind(closing.state.code())
            .bind(&closing.report_json)
            .bind(closing.at.trunc_subsecs(6))
            .bind(closing.rows_read.cast_signed());
        query.bind(owner.0).execute(conn).await?.rows_affected()
    });
    if touched != 1 {
        return Err(Fault::Untouched("import").into());
    }
    given_back::keep(tx, closing).await?;
    tx.note(AuditEvent::new(
        AuditAction::ImportClosed,
        format!("{} {}", closing.state.code(), closing.id.0),
    ));
    Ok(())
}
