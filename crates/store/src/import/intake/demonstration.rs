//! Demonstration mark: says that the data is invented, so that a banner says so too and the clock stands on its day.

use crate::{
    Store,
    engine::{fault::StoreError, read, write},
    transaction::Tx,
};
use chrono::NaiveDate;

/// What tells a demonstration from the real thing.
#[derive(Clone, Debug, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct DemoMark {
    /// The day its clock stands at.
    pub today: NaiveDate,
    /// What made it: scale and seed.
    pub label: String,
}

impl Store {
    /// The mark, when this store holds the invented nation.
    ///
    /// # Errors
    /// [`StoreError::Broken`] when the database can't answer.
    pub async fn demo(&self) -> Result<Option<DemoMark>, StoreError> {
        const MARK: &str = "select today, label from demonstration where id = 1";
        Ok(read!(self, |pool| sqlx::query_as(MARK)
            .fetch_optional(pool)
            .await?))
    }
}

pub(crate) async fn mark(tx: &mut Tx, today: NaiveDate, label: &str) -> Result<(), StoreError> {
    const MARK: &str = "insert into demonstration (id, today, label) values (1, $1, $2)";
    write!(tx, |conn| {
        sqlx::query(MARK).bind(today).bind(label).execute(conn).await?;
    });
    Ok(())
}
