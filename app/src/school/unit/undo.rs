//! The way back from the last update of a class, and what its card says once it was written to.

use super::history::{back_again, named};
use crate::{
    adoption::new_id,
    french,
    ui::{
        alert::{Alert, Tone},
        button::{Button, Weight},
        hidden_field::HiddenField,
    },
};
use domain::{
    AdoptionEvent, Timeline,
    adoption::{Sequence, Step, Written},
};
use leptos::prelude::*;
use store::adoption::KnownUnit;

/// A form that takes the last update, or the withdrawal, back; none before any.
pub fn form(known: &KnownUnit, timeline: &Timeline) -> Option<AnyView> {
    let last = timeline.last_annullable()?;
    let label = match last.step {
        Step::Reached(_) => "Annuler la dernière mise à jour",
        Step::Withdrawn => "Annuler le retrait",
    };
    Some(annul(known, last.sequence, label, named(last)))
}

fn annul(known: &KnownUnit, sequence: Sequence, label: &'static str, what: String) -> AnyView {
    let about = format!("{label} de {} : {what}", known.unit.label);
    view! {
        <form method="post" class="c12-form" data-once="" aria-label=about>
            <HiddenField name="id" value=new_id()/>
            <HiddenField name="unit" value=format!("{}:{}", known.id, known.standing.sequence)/>
            <HiddenField name="annuls" value=sequence.to_string()/>
            <p>{what}</p>
            <Button label=label weight=Weight::Secondary/>
        </form>
    }
    .into_any()
}

/// What was just written of the class, and, once something was annulled, the way to bring it back.
pub fn written(known: &KnownUnit, timeline: &Timeline) -> Option<AnyView> {
    let lines = timeline.lines();
    let (title, text, back) = match lines.last()? {
        Written::Event(event) => ("Mise à jour enregistrée", recorded(event), None),
        Written::Annulment(annulment) => {
            let event = timeline.meant(annulment.annuls)?;
            let brought_back = back_again(timeline, annulment);
            let (title, is) = match brought_back {
                true => ("Mise à jour rétablie", "compte à nouveau"),
                false => ("Mise à jour annulée", "ne compte plus"),
            };
            let now = french::step(known.standing.step).to_lowercase();
            let since = french::long_day(known.standing.since);
            let text = format!(
                "{} {is}. La classe est «\u{a0}{now}\u{a0}» depuis le {since}.",
                named(event)
            );
            let back = (!brought_back).then(|| {
                annul(
                    known,
                    annulment.sequence,
                    "Rétablir cette mise à jour",
                    named(event),
                )
            });
            (title, text, back)
        }
    };
    Some(view! { <Alert tone=Tone::Success title=title text=&text/> {back} }.into_any())
}

fn recorded(event: &AdoptionEvent) -> String {
    format!(
        "«\u{a0}{}\u{a0}» le {}. Les chiffres de la circonscription, du département, de l'académie et de la France en tiennent compte.",
        french::step(event.step),
        french::long_day(event.day)
    )
}
