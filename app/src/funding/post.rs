//! What the forms of the money write: accepted, the ledger is shown; refused, the form again, with why.

use super::{EntryForm, allow};
use crate::{context::Context, failure::PageError, query::Query, ui::page::Page};
use domain::{Action, Refusal};
use store::{StoreError, funding::FundingDay};

/// How a form ended.
pub enum Written {
    /// Go and see.
    Elsewhere(String),
    /// The form again, with what is wrong.
    Page(Box<Page>),
}

/// Enters what a form says.
///
/// # Errors
/// [`PageError`]: forbidden, no such kind, a store that is busy or broken. What the rules refuse is an answer.
pub async fn write(context: &Context, kind: &str, typed: &Query) -> Result<Written, PageError> {
    let mut form = EntryForm::open(context, kind, typed, None)?;
    if let Some(asked) = form.asked() {
        match context
            .store
            .enter(&context.by, context.today, context.now, asked)
            .await
        {
            Ok(entered) => return Ok(Written::Elsewhere(format!("/financement?fait={}", entered.entry))),
            Err(StoreError::Refused(Refusal::Funding(refused))) => form.refused(&refused),
            Err(StoreError::Refused(refusal @ Refusal::RequestReused)) => {
                form.failed(french::refusal(&refusal))
            }
            Err(stop) => return Err(stop.into()),
        }
    }
    Ok(Written::Page(Box::new(form.page(context))))
}

/// Sets the days that the convention leaves blank; a field left empty changes nothing.
///
/// # Errors
/// [`PageError`]: forbidden, or a day that is none.
pub async fn set_day(context: &Context, typed: &Query) -> Result<String, PageError> {
    allow(context, Action::KeepLedger)?;
    for which in [FundingDay::Signature, FundingDay::WindowStart] {
        let Some(text) = typed.get(which.code()) else {
            continue;
        };
        let day = text.parse().map_err(|_| {
            PageError::Bad(format!(
                "« {text} » n'est pas un jour : écrivez par exemple 2021-05-03."
            ))
        })?;
        context
            .store
            .set_funding_day(&context.by, context.today, context.now, which, day)
            .await?;
    }
    Ok("/financement".to_owned())
}
