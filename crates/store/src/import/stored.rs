//! The row of an import, as the database has it.

use super::{
    ImportId, ImportRow,
    kind::{ImportKind, ImportState},
};
use crate::engine::fault::{Fault, readable};
use chrono::{DateTime, Utc};
use domain::Actor;
use uuid::Uuid;

#[derive(sqlx_macros::FromRow)]
pub(super) struct StoredImport {
    id: Uuid,
    kind: String,
    file_name: String,
    bytes: i64,
    dry_run: bool,
    author: String,
    state: String,
    rows_read: i64,
    bytes_read: i64,
    started_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    report: Option<String>,
}

impl StoredImport {
    pub(super) fn import(self) -> Result<ImportRow, Fault> {
        Ok(ImportRow {
            id: ImportId(self.id),
            kind: readable(
                "import",
                "kind",
                self.id,
                &self.kind,
                ImportKind::from_code(&self.kind),
            )?,
            state: readable(
                "import",
                "state",
                self.id,
                &self.state,
                ImportState::from_code(&self.state),
            )?,
            author: readable(
                "import",
                "author",
                self.id,
                &self.author,
                Actor::from_code(&self.author),
            )?,
            file_name: self.file_name,
            bytes: self.bytes.cast_unsigned(),
            dry_run: self.dry_run,
            rows_read: self.rows_read.cast_unsigned(),
            bytes_done: self.bytes_read.cast_unsigned(),
            started_at: self.started_at,
            ended_at: self.ended_at,
            report_json: self.report,
        })
    }
}
