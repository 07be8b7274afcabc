//! The duties of article 4, each with its state and its clock: opened, told, adjusted or suspended, over.

use super::{allow, sheet, words};
use crate::{
    desk::Desk,
    failure::Failure,
    french::{self, euros, long_day},
    query::Query,
    ui::{
        form::{Errors, Line, hidden, line, select},
        page::Page,
        parts,
    },
    update::new_id,
    words::refusal,
};
use chrono::NaiveDate;
use domain::{
    Action, Refusal,
    funding::{BudgetYear, Cents, Credit, DutyId, DutyKind, DutyMove, EntryNumber, StepKind},
};
use leptos::prelude::*;
use std::sync::Arc;
use store::{
    Stop,
    funding::{Duty, NewDuty},
};
use uuid::Uuid;

/// The page of the duties; `typed` is what was typed, with what is wrong with it.
///
/// # Errors
/// [`Failure::Forbidden`] to whoever may not read the money.
pub async fn duties(desk: &Desk, typed: &Query, errors: Errors) -> Result<Page, Failure> {
    allow(desk, Action::ReadFunding)?;
    let list = desk.store.funding().await?.duties;
    let (today, tells) = (desk.today, allow(desk, Action::TellDelegator).is_ok());
    let (typed, id) = (Arc::new(typed.clone()), new_id());
    let status = if errors.is_empty() { 200 } else { 422 };
    Ok(sheet("Obligations de l'article 4", status, move || {
        let path = [("Financement".to_owned(), "/financement".to_owned())];
        let shown: Vec<_> = list.iter().map(|duty| one(duty, today, tells)).collect();
        let none = list
            .is_empty()
            .then(|| view! { <p>"Aucune insuffisance ni crédit non consommé n'a été ouvert."</p> });
        view! {
            {parts::breadcrumb(&path, "Obligations de l'article 4")}
            <h1>"Obligations de l'article 4"</h1>
            <p class="fr-text--lead">"En cas d'insuffisance, le délégant est informé sans délai ; à défaut d'ajustement de la dotation, la délégation est suspendue. Les crédits non consommés lui sont dits dans les meilleurs délais."</p>
            {errors.summary("Rien n'est enregistré")}
            {none}
            {shown}
            {tells.then(|| opening(&typed, &errors, today, &id))}
        }
        .into_any()
    }))
}

fn one(duty: &Duty, today: NaiveDate, tells: bool) -> Option<AnyView> {
    let first = duty.steps.first()?;
    let title = format!(
        "{} : {} en {}, exercice {}",
        words::duty(first.kind),
        euros(first.amount.0),
        words::credit(first.credit),
        first.year
    );
    let days = french::count(duty.standing.days_untold(today), "jour", "jours");
    let clock = match duty.standing.told {
        Some(told) => format!("Le délégant a été informé le {}, {days} après.", long_day(told)),
        None if duty.standing.is_over() => format!(
            "Close sans que le délégant en soit informé, ouverte le {}.",
            long_day(first.day)
        ),
        None => format!(
            "Le délégant n'en est pas informé : {days} depuis le {}.",
            long_day(first.day)
        ),
    };
    let steps: Vec<_> = duty
        .steps
        .iter()
        .map(|step| view! { <dt>{words::step(step.step)} ", " {long_day(step.day)}</dt><dd>{step.note.clone()} {step.entry.map(|entry| format!(" (écriture n° {entry})"))}</dd> })
        .collect();
    let next = duty.standing.next(first.kind);
    let form = (tells && !next.is_empty()).then(|| moving(duty, next, today));
    Some(
        view! {
            <section>
                <h2>{title}</h2>
                <p><span class="c12-badge">{words::step(duty.standing.last)}</span> " " {clock}</p>
                <dl class="c12-facts c12-facts--wide">{steps}</dl>
                {form}
            </section>
        }
        .into_any(),
    )
}

/// The form that takes a duty one step further.
fn moving(duty: &Duty, next: &[StepKind], today: NaiveDate) -> AnyView {
    let id = duty
        .steps
        .first()
        .map(|step| step.duty.0.to_string())
        .unwrap_or_default();
    let options: Vec<_> = next
        .iter()
        .map(|step| (step.code().to_owned(), words::step(*step).to_owned()))
        .collect();
    let named = |name: &str| format!("{name}-{id}");
    let adjusts = next.contains(&StepKind::Adjusted);
    let field = |label: &'static str,
                 hint: &'static str,
                 name: &'static str,
                 kind: &'static str,
                 value: String,
                 needed: bool| {
        let at = named(name);
        view! {
            <div class="fr-input-group">
                <label class="fr-label" for=at.clone()>{label} <span class="fr-hint-text">{hint}</span></label>
                <input class="fr-input" type=kind id=at name=name value=value required=needed autocomplete="off"/>
            </div>
        }
    };
    view! {
        <details class="c12-details">
            <summary>"Dire ce qui s'est passé ensuite"</summary>
            <form method="post" class="c12-form" data-once="" aria-label="Étape suivante">
                {hidden("duty", id.clone())}
                {hidden("seen", duty.standing.rank.to_string())}
                {select("step", &named("step"), "Étape", None, &options, "")}
                {field("Jour", "", "day", "date", today.to_string(), true)}
                {field("À qui et comment, ou pourquoi", "", "note", "text", String::new(), true)}
                {adjusts.then(|| field("Écriture de l'avenant", "son numéro dans le registre, si la dotation est ajustée", "entry", "text", String::new(), false))}
                <button class="fr-btn" type="submit">"Enregistrer"</button>
            </form>
        </details>
    }
    .into_any()
}

/// The form that opens a duty.
fn opening(typed: &Query, errors: &Errors, today: NaiveDate, id: &str) -> AnyView {
    let of = |name: &str| typed.get(name).unwrap_or_default().to_owned();
    let kinds: Vec<_> = DutyKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), words::duty(*kind).to_owned()))
        .collect();
    let credits: Vec<_> = Credit::ALL
        .iter()
        .map(|credit| (credit.code().to_owned(), words::credit(*credit).to_owned()))
        .collect();
    let years: Vec<_> = BudgetYear::all()
        .map(|year| (year.to_string(), year.to_string()))
        .collect();
    let year = if of("year").is_empty() {
        "2021".to_owned()
    } else {
        of("year")
    };
    let (amount, note) = (of("amount"), of("note"));
    let today = today.to_string();
    let open = !errors.is_empty() || !amount.is_empty();
    view! {
        <details class="c12-details" open=open>
            <summary><h2 class="c12-inline">"Ouvrir une insuffisance ou des crédits non consommés"</h2></summary>
            <form method="post" class="c12-form" data-once="" aria-label="Ouvrir une obligation">
                {hidden("id", id.to_owned())}
                {select("kind", "kind", "Quoi", None, &kinds, &of("kind"))}
                {select("credit", "credit", "Crédits", None, &credits, &of("credit"))}
                {select("year", "year", "Exercice", None, &years, &year)}
                {line(Line { name: "amount", label: "Montant qui manque, ou qui reste", value: &amount, kind: "text", ..Line::default() }, errors.of("amount"))}
                {line(Line { name: "day", label: "Jour où on l'a su", value: &today, kind: "date", ..Line::default() }, errors.of("day"))}
                {line(Line { name: "note", label: "Pourquoi", value: &note, kind: "text", ..Line::default() }, errors.of("note"))}
                <button class="fr-btn" type="submit">"Ouvrir"</button>
            </form>
        </details>
    }
    .into_any()
}

/// Opens a duty, or takes one further.
///
/// # Errors
/// [`Failure`]: forbidden, a store that is busy or broken. What the rules refuse is an answer.
pub async fn act(desk: &Desk, typed: &Query) -> Result<super::Written, Failure> {
    allow(desk, Action::TellDelegator)?;
    let mut errors = Errors::default();
    let done = match typed.get("duty") {
        Some(duty) => further(desk, duty, typed, &mut errors).await,
        None => open(desk, typed, &mut errors).await,
    };
    match done {
        Ok(true) => return Ok(super::Written::Elsewhere("/financement/obligations".to_owned())),
        Ok(false) => {}
        Err(Stop::Refused(refused @ Refusal::Duty(_))) => errors.add("", refusal(&refused)),
        Err(stop) => return Err(stop.into()),
    }
    Ok(super::Written::Page(Box::new(duties(desk, typed, errors).await?)))
}

fn day(typed: &Query, errors: &mut Errors) -> Option<NaiveDate> {
    let day = typed.get("day").and_then(|day| day.parse().ok());
    if day.is_none() {
        errors.add("day", "Jour : choisissez-le, par exemple 2021-06-15.");
    }
    day
}

async fn open(desk: &Desk, typed: &Query, errors: &mut Errors) -> Result<bool, Stop> {
    let id = typed.get("id").and_then(|id| Uuid::parse_str(id).ok());
    let kind = typed.get("kind").and_then(DutyKind::from_code);
    let credit = typed.get("credit").and_then(Credit::from_code);
    let year = typed
        .get("year")
        .and_then(|year| year.parse().ok())
        .and_then(BudgetYear::new);
    let read = Cents::read(typed.get("amount").unwrap_or_default());
    let amount = read
        .map_err(|error| errors.add("amount", words::amount(error)))
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
    desk.store.open_duty(&desk.by, desk.today, desk.now, &new).await?;
    Ok(true)
}

async fn further(desk: &Desk, duty: &str, typed: &Query, errors: &mut Errors) -> Result<bool, Stop> {
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
    desk.store
        .move_duty(&desk.by, desk.today, desk.now, DutyId(id), &asked)
        .await?;
    Ok(true)
}
