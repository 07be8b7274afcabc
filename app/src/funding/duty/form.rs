//! The forms of the duties: what opens one, what takes one further.

use crate::{
    french::{euros, short_day},
    query::Query,
    ui::{button::Button, form::Errors, hidden_field::HiddenField, select::Select, text_field::TextField},
};
use chrono::NaiveDate;
use domain::funding::{BudgetYear, Credit, DutyKind, EntryKind, LedgerEntry, StepKind};
use leptos::prelude::*;
use store::funding::{Duty, Funding};

/// The form that takes a duty one step further: empty, or as it was typed with what is wrong. Each duty has its own on the page.
pub fn moving(
    duty: &Duty,
    next: &[StepKind],
    amendments: &[(String, String)],
    today: NaiveDate,
    sent: Option<(&Query, &Errors)>,
) -> AnyView {
    let id = duty
        .steps
        .first()
        .map(|step| step.duty.0.to_string())
        .unwrap_or_default();
    let options: Vec<_> = next
        .iter()
        .map(|step| (step.code().to_owned(), french::funding::step(*step).to_owned()))
        .collect();
    let of = |name: &str| sent.and_then(|(typed, _)| typed.get(name)).unwrap_or_default();
    let ids = ["step", "day", "note", "entry"].map(|name| format!("{name}-{id}"));
    let [step_id, day_id, note_id, entry_id] = &ids;
    let day = if of("day").is_empty() {
        today.to_string()
    } else {
        of("day").to_owned()
    };
    let error = |name| sent.and_then(|(_, errors)| errors.of(name));
    let amendment = next.contains(&StepKind::Adjusted).then(|| {
        view! {
            <Select name="entry" id=entry_id label="Avenant qui ajuste la dotation, s'il y en a un" any="Aucun" options=amendments.to_vec() chosen=of("entry")/>
            <p class="fr-hint-text"><a href="/financement/ecritures/avenant">"Saisir l'avenant"</a>", s'il n'est pas dans la liste."</p>
        }
    });
    view! {
        <details class="c12-details" open=sent.is_some()>
            <summary>"Dire ce qui s'est passé ensuite"</summary>
            <form method="post" class="c12-form" data-once="" aria-label="Étape suivante">
                <HiddenField name="duty" value=id.clone()/>
                <HiddenField name="seen" value=duty.standing.rank.to_string()/>
                <Select name="step" id=step_id label="Étape" options=options chosen=of("step")/>
                <TextField name="day" id=day_id label="Jour" value=day kind="date" nostrip:error=error("day")/>
                <TextField name="note" id=note_id label="À qui et comment, ou pourquoi" value=of("note") nostrip:error=error("note")/>
                {amendment}
                <Button label="Enregistrer"/>
            </form>
        </details>
    }
    .into_any()
}

/// The amendments of the ledger that stand, the latest first: (number, what is read).
pub fn amendments(funding: &Funding) -> Vec<(String, String)> {
    let reversed: Vec<_> = funding
        .ceilings
        .iter()
        .filter_map(|sealed| sealed.entry.reverses)
        .collect();
    let stands =
        |entry: &&LedgerEntry| entry.kind == EntryKind::Amendment && !reversed.contains(&entry.sequence);
    let entries = funding.ceilings.iter().rev().map(|sealed| &sealed.entry);
    let told = |entry: &LedgerEntry| {
        let (ae, cp) = (entry.moves.ceiling.ae.0, entry.moves.ceiling.cp.0);
        let text = format!(
            "n° {} du {} : {} d'AE, {} de CP",
            entry.sequence,
            short_day(entry.day),
            euros(ae),
            euros(cp)
        );
        (entry.sequence.to_string(), text)
    };
    entries.filter(stands).map(told).collect()
}

/// The form that opens a duty.
pub fn opening(typed: &Query, errors: &Errors, today: NaiveDate, id: &str) -> AnyView {
    let of = |name: &str| typed.get(name).unwrap_or_default().to_owned();
    let kinds: Vec<_> = DutyKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), french::funding::duty(*kind).to_owned()))
        .collect();
    let credits: Vec<_> = Credit::ALL
        .iter()
        .map(|credit| {
            (
                credit.code().to_owned(),
                french::funding::credit(*credit).to_owned(),
            )
        })
        .collect();
    let years: Vec<_> = BudgetYear::all()
        .map(|year| (year.to_string(), year.to_string()))
        .collect();
    let year = if of("year").is_empty() {
        BudgetYear::nearest(today).to_string()
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
                <HiddenField name="id" value=id/>
                <Select name="kind" label="Quoi" options=kinds chosen=of("kind")/>
                <Select name="credit" label="Crédits" options=credits chosen=of("credit")/>
                <Select name="year" label="Exercice" options=years chosen=&year/>
                <TextField name="amount" label="Montant qui manque, ou qui reste" value=amount nostrip:error=errors.of("amount")/>
                <TextField name="day" label="Jour où on l'a su" value=today kind="date" nostrip:error=errors.of("day")/>
                <TextField name="note" label="Pourquoi" value=note nostrip:error=errors.of("note")/>
                <Button label="Ouvrir"/>
            </form>
        </details>
    }
    .into_any()
}
