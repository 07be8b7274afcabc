//! The duties of article 4, each with its state and its clock: opened, told, adjusted or suspended, over.

mod act;
mod form;

pub use act::act;

use super::{allow, sheet};
use crate::{
    adoption::new_id,
    context::Context,
    failure::PageError,
    french::{self, euros, long_day},
    query::Query,
    ui::{
        alert::{Alert, Tone},
        badge::Badge,
        breadcrumb::Breadcrumb,
        form::Errors,
        page::Page,
    },
};
use chrono::NaiveDate;
use domain::Action;
use leptos::prelude::*;
use std::sync::Arc;
use store::funding::Duty;

/// The page of the duties; `typed` is what was typed, with what is wrong with it.
///
/// # Errors
/// [`PageError::Forbidden`] to whoever may not read the money.
pub async fn duties(context: &Context, typed: &Query, errors: Errors) -> Result<Page, PageError> {
    allow(context, Action::ReadFunding)?;
    let funding = context.store.funding().await?;
    let amendments = form::amendments(&funding);
    let list = funding.duties;
    let (today, tells) = (context.today, allow(context, Action::TellDelegator).is_ok());
    let (typed, id) = (Arc::new(typed.clone()), new_id());
    let status = if errors.is_empty() { 200 } else { 422 };
    Ok(sheet("Obligations de l'article 4", status, move || {
        let path = [("Financement".to_owned(), "/financement".to_owned())];
        // What was typed about one of them is told there, and nowhere else.
        let about = typed.get("duty");
        let sent =
            |duty: &Duty| about.is_some_and(|id| duty.steps.iter().any(|step| step.duty.0.to_string() == id));
        let shown = list.iter().map(|duty| {
            let next = duty.standing.next(duty.steps.first()?.kind);
            let sent = sent(duty).then_some((&*typed, &errors));
            let form =
                (tells && !next.is_empty()).then(|| form::moving(duty, next, &amendments, today, sent));
            one(duty, today, form)
        });
        let shown: Vec<_> = shown.collect();
        let suffix = about.map(|id| format!("-{id}")).unwrap_or_default();
        let (empty, clean) = (Query::default(), Errors::default());
        let opening = if about.is_some() {
            (&empty, &clean)
        } else {
            (&*typed, &errors)
        };
        let done = (typed.get("fait").is_some() && tells).then(
            || view! { <Alert tone=Tone::Success title="Enregistré" text="L'obligation est à jour."/> },
        );
        let none = list
            .is_empty()
            .then(|| view! { <p>"Aucune insuffisance ni crédit non consommé n'a été ouvert."</p> });
        view! {
            <Breadcrumb path=path here="Obligations de l'article 4"/>
            <h1>"Obligations de l'article 4"</h1>
            <p class="fr-text--lead">"En cas d'insuffisance, le délégant est informé sans délai ; à défaut d'ajustement de la dotation, la délégation est suspendue. Les crédits non consommés lui sont dits dans les meilleurs délais."</p>
            {done}
            {errors.summary_of("Rien n'est enregistré", &suffix)}
            {none}
            {shown}
            {tells.then(|| form::opening(opening.0, opening.1, today, &id))}
        }
        .into_any()
    }))
}

fn one(duty: &Duty, today: NaiveDate, form: Option<AnyView>) -> Option<AnyView> {
    let first = duty.steps.first()?;
    let title = format!(
        "{} : {} en {}, exercice {}",
        french::funding::duty(first.kind),
        euros(first.amount.0),
        french::funding::credit(first.credit),
        first.year
    );
    let days = duty.standing.days_untold(today);
    let clock = match duty.standing.told {
        Some(told) if days == 0 => format!("Le délégant a été informé le {}, le jour même.", long_day(told)),
        Some(told) => format!(
            "Le délégant a été informé le {}, {} après.",
            long_day(told),
            french::count(days, "jour", "jours")
        ),
        None if duty.standing.is_over() => format!(
            "Close sans que le délégant en soit informé, ouverte le {}.",
            long_day(first.day)
        ),
        None if days == 0 => "Le délégant n'en est pas encore informé.".to_owned(),
        None => format!(
            "Le délégant n'en est pas informé : {} depuis le {}.",
            french::count(days, "jour", "jours"),
            long_day(first.day)
        ),
    };
    let steps: Vec<_> = duty
        .steps
        .iter()
        .map(|step| view! { <dt>{french::funding::step(step.step)} ", " {long_day(step.day)}</dt><dd>{step.note.clone()} {step.entry.map(|entry| format!(" (écriture n° {entry})"))}</dd> })
        .collect();
    Some(
        view! {
            <section>
                <h2>{title}</h2>
                <p><Badge label=french::funding::step(duty.standing.last)/> " " {clock}</p>
                <dl class="c12-facts c12-facts--wide">{steps}</dl>
                {form}
            </section>
        }
        .into_any(),
    )
}
