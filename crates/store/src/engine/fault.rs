//! Errors of the store: a refusal of the rules, a store that is busy, or a fault.

use domain::{Refusal, UnitId, adoption, rights::Forbidden};

/// Why a call did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The rules say no.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The rules say no to some units, hence nothing was written.
    #[error("{} units refused", .0.len())]
    SomeRefused(Vec<(UnitId, Refusal)>),
    /// Another writer has held on for 5 s: come back later.
    #[error("another write is under way")]
    Busy,
    /// Something broke.
    #[error(transparent)]
    Broken(#[from] Fault),
}

impl From<Forbidden> for StoreError {
    fn from(forbidden: Forbidden) -> Self {
        Self::Refused(forbidden.into())
    }
}
impl From<adoption::AdoptionRefused> for StoreError {
    fn from(refused: adoption::AdoptionRefused) -> Self {
        Self::Refused(refused.into())
    }
}

/// Something that should not happen: logged whole, shown as a number.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The engine failed.
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
    /// The migrations failed.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A value that the program would never write: told whole, instead of a default.
    #[error("{table}.{column} of {row} is unreadable: {found:?}")]
    Unreadable {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's key.
        row: String,
        /// What stands there.
        found: String,
    },
    /// An update that should have touched one row touched none.
    #[error("{0}: no row was touched")]
    Untouched(&'static str),
    /// The data folder can't be used.
    #[error("data folder: {0}")]
    Folder(#[from] std::io::Error),
    /// A migration's own work could not be done: another program holds the store.
    #[error("the figures could not be made again: {0}")]
    Unfilled(String),
    /// The engine is older than the product accepts.
    #[error("{0}")]
    TooOld(String),
    /// A task of the program ended before its answer.
    #[error("a task was cut")]
    Cut,
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        // SQLITE_BUSY and its kin; on PostgreSQL lock_not_available.
        let code = error
            .as_database_error()
            .and_then(|database| database.code().map(|code| code.into_owned()));
        match code.as_deref() {
            Some("5" | "261" | "517" | "55P03") => Self::Busy,
            _ if matches!(error, sqlx::Error::PoolTimedOut) => Self::Busy,
            _ => Self::Broken(Fault::Database(error)),
        }
    }
}

/// Reads a value of a row, or says which one can't be read.
pub(crate) fn readable<T>(
    table: &'static str,
    column: &'static str,
    row: impl ToString,
    found: &str,
    value: Option<T>,
) -> Result<T, Fault> {
    value.ok_or_else(|| Fault::Unreadable {
        table,
        column,
        row: row.to_string(),
        found: found.to_owned(),
    })
}
