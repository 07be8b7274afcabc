//! Refused files, kept a few days with what is wrong beside each row.

use super::{ImportClosing, ImportId};
use crate::{
    Store,
    engine::{fault::StoreError, read, write},
    transaction::Tx,
};
use chrono::SubsecRound;

/// Keeps what is given back of an import that ends, where something is.
pub(super) async fn keep(tx: &mut Tx, closing: &ImportClosing) -> Result<(), StoreError> {
    const KEEP: &str = "insert into import_given_back (import, body, kept_at) values ($1, $2, $3)";
    let Some(body) = &closing.given_back_json else {
        return Ok(());
    };
    write!(tx, |conn| {
        let query = sqlx::query(KEEP).bind(closing.id.0).bind(body);
        query.bind(closing.at.trunc_subsecs(6)).execute(conn).await?;
    });
    Ok(())
}

impl Store {
    /// What is given back of a refused file, as the import crate wrote it: none where it was too large, or kept long enough.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn given_back(&self, id: ImportId) -> Result<Option<String>, StoreError> {
        const BODY: &str = "select body from import_given_back where import = $1";
        Ok(read!(self, |pool| sqlx::query_scalar(BODY)
            .bind(id.0)
            .fetch_optional(pool)
            .await?))
    }

    /// Whether a refused file is given back.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn is_given_back(&self, id: ImportId) -> Result<bool, StoreError> {
        const HELD: &str = "select count(*) from import_given_back where import = $1";
        let held: i64 = read!(self, |pool| sqlx::query_scalar(HELD)
            .bind(id.0)
            .fetch_one(pool)
            .await?);
        Ok(held > 0)
    }
}
