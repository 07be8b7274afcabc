//! The way back from the last update of a class.

use super::history::named;
use crate::{
    adoption::new_id,
    ui::{
        button::{Button, Weight},
        hidden_field::HiddenField,
    },
};
use domain::{Timeline, adoption::Sequence};
use leptos::prelude::*;
use store::adoption::KnownUnit;

/// A form that takes the last update back; none before any.
pub fn form(known: &KnownUnit, timeline: &Timeline) -> Option<AnyView> {
    let last = timeline.last_annullable()?;
    let label = "Annuler la dernière mise à jour";
    Some(annul(known, last.sequence, label, named(last)))
}

/// A form that takes a line of the history back.
pub fn annul(known: &KnownUnit, sequence: Sequence, label: &'static str, what: String) -> AnyView {
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
