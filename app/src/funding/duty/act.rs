//! What the forms of the duties write.

use super::duties;
use crate::{
    context::Context,
    failure::PageError,
    funding::{Written, allow},
    query::Query,
    ui::form::Errors,
};
use chrono::NaiveDate;
use domain::{
    Action, Refusal,
    funding::{BudgetYear, Cents, Credit, DutyId, DutyKind, DutyMove, DutyRefused, EntryNumber, StepKind},
};
use store::{StoreError, funding::NewDuty};
use uuid::Uuid;

/// Opens a duty, or takes one further.
///
/// # Errors
/// [`PageError`]: forbidden, a store that is busy or broken. What the rules refuse is an answer.
pub async fn act(context: &Context, typed: &Query) -> Result<Written, PageError> {
    allow(context, Action::TellDelegator)?;
    let mut errors = Errors::default();
    let done = match typed.get("duty") {
        Some(duty) => further(context, duty, typed, &mut errors).await,
        None => open(context, typed, &mut errors).await,
    };
    match done {
        Ok(true) => return Ok(Written::Elsewhere("/financement/obligations?fait=oui".to_owned())),
        Ok(false) => {}
        Err(StoreError::Refused(Refusal::Duty(refused))) => {
            errors.add(field(refused), french::funding::duty_refusal(refused))
        }
        Err(stop) => return Err(stop.into()),
    }
    Ok(Written::Page(Box::new(duties(context, typed, errors).await?)))
}

/// The field that a refusal stands beside.
const fn field(refused: DutyRefused) -> &'static str {
    match refused {
        DutyRefused::Day => "day",
        DutyRefused::NoNote => "note",
        DutyRefused::NoAmendment => "entry",
        DutyRefused::CannotFollow { .. } => "step",
        DutyRefused::Stale => "",
    }
}

fn day(typed: &Query, errors: &mut Errors) -> Option<NaiveDate> {
    let day = typed.get("day").and_then(|day| day.parse().ok());
    if day.is_none() {
        errors.add("day", "Jour : choisissez-le, par exemple 2021-06-15.");
    }
    day
}

async fn open(context: &Context, typed: &Query, errors: &mut Errors) -> Result<bool, StoreError> {
    let id = typed.get("id").and_then(|id| Uuid::parse_str(id).ok());
    let kind = typed.get("kind").and_then(DutyKind::from_code);
    let credit = typed.get("credit").and_then(Credit::from_code);
    let year = typed
        .get("year")
        .and_then(|year| year.parse().ok())
        .and_then(BudgetYear::new);
    let read = Cents::read(typed.get("amount").unwrap_or_default());
    let amount = read
        .map_err(|error| errors.add("amount", french::funding::amount(error)))
        .ok();
    let day = day(typed, errors);
    if typed.get("note").is_none() {
        errors.add("note", "Pourquoi : à remplir, le délégant le lira.");
    }
    let (Some(id), Some(kind), Some(credit), Some(year), Some(amount), Some(day), true) =
        (id, kind, credit, year, amount, day, errors.is_empty())
    else {
        if errors.is_empty() {
            errors.add("", "Ce formulaire est incomplet : rechargez la page.");
        }
        return Ok(false);
    };
    let note = typed.get("note").unwrap_or_default().to_owned();
    let new = NewDuty {
        id: DutyId(id),
        kind,
        day,
        credit,
        year,
        amount,
        note,
    };
    context
        .store
        .open_duty(&context.by, context.today, context.now, &new)
        .await?;
    Ok(true)
}

async fn further(
    context: &Context,
    duty: &str,
    typed: &Query,
    errors: &mut Errors,
) -> Result<bool, StoreError> {
    let id = Uuid::parse_str(duty).ok();
    let step = typed.get("step").and_then(StepKind::from_code);
    let seen = typed.get("seen").and_then(|seen| seen.parse().ok());
    let day = day(typed, errors);
    let (Some(id), Some(step), Some(seen), Some(day)) = (id, step, seen, day) else {
        if errors.is_empty() {
            errors.add("", "Ce formulaire est incomplet : rechargez la page.");
        }
        return Ok(false);
    };
    let asked = DutyMove {
        step,
        day,
        seen,
        note: typed.get("note").unwrap_or_default().to_owned(),
        entry: typed
            .get("entry")
            .and_then(|entry| entry.parse().ok())
            .map(EntryNumber),
    };
    context
        .store
        .move_duty(&context.by, context.today, context.now, DutyId(id), &asked)
        .await?;
    Ok(true)
}
