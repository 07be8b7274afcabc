//! Why a verification ends early: what it found, or a database that does not answer.

use super::Verdict;
use crate::engine::fault::{Fault, StoreError};

/// Why a verification ended early.
pub(super) enum Found {
    Verdict(Verdict),
    StoreError(StoreError),
}
impl From<StoreError> for Found {
    fn from(stop: StoreError) -> Self {
        match stop {
            StoreError::Broken(Fault::Database(error)) => Self::from(error),
            stop => Self::StoreError(stop),
        }
    }
}
impl From<sqlx::Error> for Found {
    fn from(error: sqlx::Error) -> Self {
        let code = error
            .as_database_error()
            .and_then(|database| database.code().map(|code| code.into_owned()));
        match (code.as_deref(), &error) {
            // SQLITE_CORRUPT and SQLITE_NOTADB with their kin; on PostgreSQL data_corrupted and index_corrupted.
            (Some("11" | "26" | "267" | "523" | "779" | "XX001" | "XX002"), _)
            | (_, sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. }) => {
                Self::Verdict(Verdict::Damaged(error.to_string()))
            }
            _ => Self::StoreError(error.into()),
        }
    }
}
