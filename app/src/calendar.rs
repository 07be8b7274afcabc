//! The school calendar: read by everybody signed in, changed by whoever may.

mod file;
mod form;
mod shades;
mod strip;
mod view;

pub use file::sheet;
pub use shades::shades;

use crate::{
    context::Context,
    failure::PageError,
    query::Query,
    ui::{
        address::address,
        form::Errors,
        page::{Page, Part},
    },
};
use domain::{
    AccountId, Action, Refusal, SchoolYear,
    calendar::{Calendar, CalendarRefused},
};
use form::TypedBreak;
use std::{collections::BTreeMap, sync::Arc};
use store::{StoreError, calendar::CalendarEntry};

/// Page of a school year's calendar.
pub struct CalendarPage {
    year: SchoolYear,
    calendar: Calendar,
    entries: Vec<CalendarEntry>,
    /// Who wrote, for those who may read names.
    names: Option<BTreeMap<AccountId, String>>,
    may_set: bool,
    done: Option<&'static str>,
    typed: TypedBreak,
    errors: Errors,
}

impl CalendarPage {
    /// What its file is called, without its ending.
    pub fn stem(&self) -> String {
        format!("calendrier-{}", self.year)
    }
}

/// The address of a school year's calendar.
pub fn href(year: SchoolYear) -> String {
    address("/calendrier", &[("annee", &year.to_string())])
}

fn year(context: &Context, query: &Query) -> Result<SchoolYear, PageError> {
    let wrong = |text: &str| {
        PageError::Bad(format!(
            "« {text} » n'est pas une année scolaire : écrivez par exemple 2020-2021."
        ))
    };
    match query.get("annee") {
        Some(text) => text.parse().map_err(|_| wrong(text)),
        None => SchoolYear::of(context.today).ok_or(PageError::NotFound("Cette année scolaire")),
    }
}

/// Loads the calendar of a school year.
///
/// # Errors
/// [`PageError`]: forbidden, no such year.
pub async fn load(context: &Context, query: &Query) -> Result<CalendarPage, PageError> {
    context.allow(Action::ReadFigures, None, &[])?;
    let may_set = context.may(Action::SetCalendar, None, &[]);
    let names = if may_set || context.reach(Action::ReadSchools, None).is_ok() {
        Some(context.store.names().await?)
    } else {
        None
    };
    Ok(CalendarPage {
        year: year(context, query)?,
        calendar: context.store.calendar().await?,
        entries: context.store.calendar_entries().await?,
        names,
        may_set,
        done: match query.get("fait") {
            Some("ajout") => {
                Some("La période est ajoutée : les graphiques et les prévisions la suivent dès maintenant.")
            }
            Some("retrait") => {
                Some("La période est retirée : les graphiques et les prévisions ne la comptent plus.")
            }
            _ => None,
        },
        typed: TypedBreak::default(),
        errors: Errors::default(),
    })
}

/// The page; `resumed` is what was being typed when the session ended.
///
/// # Errors
/// As [`load`].
pub async fn page(context: &Context, query: &Query, resumed: Option<&Query>) -> Result<Page, PageError> {
    let mut shown = load(context, query).await?;
    if let Some(form) = resumed {
        (shown.typed, shown.errors) = (TypedBreak::read(form), Errors::resumed());
    }
    Ok(show(shown, 200))
}

fn show(shown: CalendarPage, status: u16) -> Page {
    let title = format!("Calendrier scolaire {}", shown.year);
    let shown = Arc::new(shown);
    let mut page = Page::new(Part::Methods, title, move || view::whole(&shown));
    page.status = status;
    // It says who wrote, and holds forms.
    page.kept = false;
    page
}

/// How a change ended.
pub enum Changed {
    /// Go and see.
    Elsewhere(String),
    /// The page again, with what is wrong.
    Page(Page),
}

/// Adds a break or takes one back.
///
/// # Errors
/// [`PageError::Forbidden`], a store that is busy or broken. What is wrong with the form is an answer.
pub async fn change(context: &Context, query: &Query, form: &Query) -> Result<Changed, PageError> {
    context.allow(Action::SetCalendar, None, &[])?;
    let (typed, mut errors) = (TypedBreak::read(form), Errors::default());
    if let Some(asked) = typed.asked(&mut errors) {
        let after = typed.after(year(context, query)?);
        let (request, step) = asked;
        match context
            .store
            .change_calendar(&context.by, context.today, context.now, request, step)
            .await
        {
            Ok(()) => return Ok(Changed::Elsewhere(after)),
            Err(StoreError::Refused(Refusal::Calendar(refused))) => refuse(&refused, &mut errors),
            Err(StoreError::Refused(refusal @ Refusal::RequestReused)) => {
                errors.add("", french::refusal(&refusal));
            }
            Err(stop) => return Err(stop.into()),
        }
    }
    let mut shown = load(context, query).await?;
    (shown.typed, shown.errors) = (typed, errors);
    Ok(Changed::Page(show(shown, 422)))
}

/// A refusal stands beside its field.
fn refuse(refused: &CalendarRefused, errors: &mut Errors) {
    let field = match refused {
        CalendarRefused::NoZone => "zones",
        CalendarRefused::FromOutside(_) | CalendarRefused::Overlaps(_) => "from",
        CalendarRefused::ToOutside(_)
        | CalendarRefused::EndsBefore { .. }
        | CalendarRefused::TooLong { .. } => "to",
        CalendarRefused::Label => "label",
        CalendarRefused::NotThere => "",
    };
    errors.add(field, french::calendar_refusal(refused));
}
