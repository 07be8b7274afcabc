//! The forms of the calendar: strings in, a change or what is wrong with each field out; and how they look.

use super::{href, refuse};
use crate::{
    query::Query,
    ui::{
        address::address,
        button::{Button, Weight},
        confirm::Confirm,
        form::Errors,
        hidden_field::HiddenField,
        select::Select,
        text_field::TextField,
    },
};
use chrono::NaiveDate;
use domain::{
    SchoolYear,
    adoption::RequestId,
    calendar::{Break, BreakKind, Zone},
};
use leptos::prelude::*;
use store::calendar::CalendarMove;
use uuid::Uuid;

/// Fields of a break, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct TypedBreak {
    id: String,
    act: String,
    entry: String,
    zones: Vec<String>,
    kind: String,
    from: String,
    to: String,
    label: String,
}

impl TypedBreak {
    pub fn read(form: &Query) -> Self {
        let text = |name| form.get(name).unwrap_or_default().to_owned();
        Self {
            id: text("id"),
            act: text("act"),
            entry: text("entry"),
            zones: form.all("zones").map(str::to_owned).collect(),
            kind: text("kind"),
            from: text("from"),
            to: text("to"),
            label: text("label"),
        }
    }

    fn takes_back(&self) -> bool {
        self.act == "take-back"
    }

    /// What was typed as a change; what is wrong stands beside its field.
    pub fn asked(&self, errors: &mut Errors) -> Option<(RequestId, CalendarMove)> {
        let incomplete = "Ce formulaire est incomplet : rechargez la page.";
        let id = Uuid::parse_str(&self.id).ok().map(RequestId);
        if id.is_none() {
            errors.add("", incomplete);
        }
        if self.takes_back() {
            let entry = self.entry.parse().ok();
            if entry.is_none() {
                errors.add("", incomplete);
            }
            return Some((id?, CalendarMove::TakeBack(entry?)));
        }
        let zones: Vec<_> = Zone::ALL
            .iter()
            .filter(|zone| self.zones.iter().any(|code| code == zone.code()))
            .collect();
        if zones.is_empty() {
            refuse(&domain::calendar::CalendarRefused::NoZone, errors);
        }
        let kind = BreakKind::from_code(&self.kind);
        if kind.is_none() {
            errors.add("kind", "Nature : choisissez-la dans la liste.");
        }
        let (from, to) = (day(&self.from), day(&self.to));
        if from.is_none() {
            errors.add("from", "Premier jour : choisissez-le, par exemple 2022-10-22.");
        }
        if to.is_none() {
            errors.add("to", "Dernier jour : choisissez-le, par exemple 2022-11-06.");
        }
        let (id, kind, from, to) = (id?, kind?, from?, to?);
        let label = (!self.label.is_empty()).then(|| self.label.clone());
        let breaks: Result<Vec<_>, _> = zones
            .into_iter()
            .map(|zone| Break::new(*zone, kind, from, to, label.clone()))
            .collect();
        match breaks {
            Ok(breaks) if errors.is_empty() => Some((id, CalendarMove::Add(breaks))),
            Ok(_) => None,
            Err(refused) => {
                refuse(&refused, errors);
                None
            }
        }
    }

    /// Where to go once it is done: the year of what was added, or the one that is shown.
    pub fn after(&self, shown: SchoolYear) -> String {
        let (year, done) = if self.takes_back() {
            (None, "retrait")
        } else {
            (day(&self.from).and_then(SchoolYear::of), "ajout")
        };
        let year = year.unwrap_or(shown).to_string();
        address("/calendrier", &[("annee", &year), ("fait", done)])
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

/// The form that adds a break.
pub(super) fn adding(typed: &TypedBreak, errors: &Errors, year: SchoolYear) -> AnyView {
    // What was typed in another form is not given back here.
    let (typed, errors) = if typed.takes_back() {
        (&TypedBreak::default(), &Errors::default())
    } else {
        (typed, errors)
    };
    let kinds: Vec<_> = BreakKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), french::break_kind(*kind).to_owned()))
        .collect();
    view! {
        <details class="c12-details" id="ajouter" open=!errors.is_empty()>
            <summary><h2 class="c12-inline">"Ajouter une période sans école"</h2></summary>
            <form method="post" action=href(year) class="c12-form c12-form--wide" data-once="" aria-label="Ajouter une période sans école">
                <HiddenField name="id" value=Uuid::now_v7().to_string()/>
                {zones(typed, errors.of("zones"))}
                <Select name="kind" label="Nature" options=kinds chosen=&typed.kind/>
                <TextField name="label" label="Motif (facultatif)" hint="ce qu'on lit dans le calendrier, ou la décision : « Toussaint »"
                    value=&typed.label optional=true nostrip:error=errors.of("label")/>
                <TextField name="from" label="Premier jour sans école" value=&typed.from kind="date" nostrip:error=errors.of("from")/>
                <TextField name="to" label="Dernier jour sans école" value=&typed.to kind="date" nostrip:error=errors.of("to")/>
                <Button label="Ajouter" act="add"/>
            </form>
        </details>
    }
    .into_any()
}

fn zones(typed: &TypedBreak, error: Option<&str>) -> AnyView {
    let each: Vec<_> = Zone::ALL
        .iter()
        .map(|zone| {
            let code = zone.code();
            let chosen = typed.zones.iter().any(|known| known == code);
            view! {
                <label class="c12-tap">
                    <input type="checkbox" name="zones" value=code checked=chosen/>
                    <span>{french::zone(*zone)}</span>
                </label>
            }
        })
        .collect();
    let described = error.is_some().then_some("zones-erreur");
    let error = error.map(|why| view! { <p class="fr-error-text" id="zones-erreur">{why.to_owned()}</p> });
    view! {
        <fieldset class="c12-taps c12-taps--zones" id="zones" tabindex="-1" aria-describedby=described>
            <legend class="fr-label">"Zones " <span class="fr-hint-text">"une ou plusieurs : une période est écrite pour chacune"</span></legend>
            {each} {error}
        </fieldset>
    }
    .into_any()
}

/// The form that takes a break back.
pub(super) fn taking_back(id: i64, off: &Break, year: SchoolYear) -> AnyView {
    let question = format!("Retirer : {}", french::school_break(off));
    view! {
        <Confirm label="Retirer" text="Ces jours redeviennent des jours d'école : graphiques et prévisions les compteront. La période peut être rétablie.">
            <form method="post" action=href(year) data-once="" aria-label=question>
                <HiddenField name="id" value=Uuid::now_v7().to_string()/>
                <HiddenField name="entry" value=id.to_string()/>
                <Button label="Retirer maintenant" weight=Weight::SmallTertiary act="take-back"/>
            </form>
        </Confirm>
    }
    .into_any()
}

/// The form that adds again a break that was taken back.
pub(super) fn restoring(off: &Break, year: SchoolYear) -> AnyView {
    let question = format!("Rétablir : {}", french::school_break(off));
    view! {
        <form method="post" action=href(year) data-once="" aria-label=question>
            <HiddenField name="id" value=Uuid::now_v7().to_string()/>
            <HiddenField name="zones" value=off.zone.code()/>
            <HiddenField name="kind" value=off.kind.code()/>
            <HiddenField name="label" value=off.label.clone().unwrap_or_default()/>
            <HiddenField name="from" value=off.from.to_string()/>
            <HiddenField name="to" value=off.to.to_string()/>
            <Button label="Rétablir" weight=Weight::SmallTertiary act="add"/>
        </form>
    }
    .into_any()
}
