//! What the forms of the money write: accepted, the ledger is shown; refused, the form again, with why.

use super::{EntryForm, allow};
use crate::{
    context::Context,
    failure::{ChangedMeanwhile, PageError},
    french,
    query::Query,
    request::form_request,
    ui::page::Page,
};
use chrono::NaiveDate;
use domain::{Action, Refusal};
use store::{StoreError, funding::FundingDay, request::FromForm};

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

/// Sets the days that the convention leaves blank, both or none; a field left empty changes nothing.
///
/// # Errors
/// [`PageError`]: forbidden, a day that is none, a day that somebody set since the form was opened.
pub async fn set_day(context: &Context, typed: &Query) -> Result<String, PageError> {
    allow(context, Action::KeepLedger)?;
    let form = Some(form_request(typed)?);
    let mut wanted = Vec::new();
    for which in [FundingDay::Signature, FundingDay::WindowStart] {
        let Some(text) = typed.get(which.code()) else {
            continue;
        };
        let day = text.parse().map_err(|_| {
            PageError::Bad(format!(
                "« {text} » n'est pas un jour : écrivez par exemple 2021-05-03."
            ))
        })?;
        wanted.push((which, day));
    }
    let asked = FromForm {
        what: wanted.clone(),
        form,
    };
    let set = context
        .store
        .set_funding_days(&context.by, context.today, context.now, asked);
    match set.await {
        Err(StoreError::Refused(Refusal::SeenAnother)) => Err(changed(context, &wanted).await?),
        done => {
            done?;
            Ok("/financement".to_owned())
        }
    }
}

/// What stands and what was asked, when somebody set a day since the form was opened.
async fn changed(context: &Context, wanted: &[(FundingDay, NaiveDate)]) -> Result<PageError, PageError> {
    let days = context.store.funding().await?.days;
    let word = |which: FundingDay, day: Option<NaiveDate>| {
        let name = match which {
            FundingDay::Signature => "signature",
            FundingDay::WindowStart => "début de la fenêtre",
        };
        let day = day.map_or_else(|| "à fixer".to_owned(), french::long_day);
        format!("{name}\u{a0}: {day}")
    };
    let stands = [
        word(FundingDay::Signature, days.signature.map(|(day, _)| day)),
        word(FundingDay::WindowStart, days.window_start.map(|(day, _)| day)),
    ];
    let asked = wanted.iter().map(|(which, day)| word(*which, Some(*day)));
    Ok(PageError::Changed(Box::new(ChangedMeanwhile {
        stands: stands.join(" ; "),
        asked: asked.collect::<Vec<_>>().join(" ; "),
        back: "/financement".to_owned(),
    })))
}
