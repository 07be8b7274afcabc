//! What somebody was typing when the session ended.

use crate::{
    Store,
    engine::{fault::StoreError, write},
};
use chrono::{DateTime, SubsecRound, Utc};
use domain::AccountId;

impl Store {
    /// Keeps a form that came too late; one an address.
    ///
    /// # Errors
    /// [`StoreError::Busy`] behind a long write.
    pub async fn put_draft(
        &self,
        account: AccountId,
        now: DateTime<Utc>,
        address: &str,
        form: &str,
    ) -> Result<(), StoreError> {
        const PUT: &str = "insert into draft (account_id, address, form, saved_at) values ($1, $2, $3, $4) \
             on conflict (account_id, address) do update set form = excluded.form, saved_at = excluded.saved_at";
        let mut tx = self.begin_upkeep().await?;
        write!(tx, |conn| {
            let query = sqlx::query(PUT).bind(account.0).bind(address).bind(form);
            query.bind(now.trunc_subsecs(6)).execute(conn).await?;
        });
        tx.keep().await
    }

    /// Gives a form back, once.
    ///
    /// # Errors
    /// [`StoreError::Busy`] behind a long write.
    pub async fn take_draft(&self, account: AccountId, address: &str) -> Result<Option<String>, StoreError> {
        const TAKE: &str = "delete from draft where account_id = $1 and address = $2 returning form";
        let mut tx = self.begin_upkeep().await?;
        let form: Option<String> = write!(tx, |conn| {
            let query = sqlx::query_scalar(TAKE).bind(account.0).bind(address);
            query.fetch_optional(conn).await?
        });
        tx.keep().await?;
        Ok(form)
    }
}
