//! What the card of a class says once it was written to.

use super::{facts, history::named, undo::annul};
use crate::{
    french,
    ui::alert::{Alert, Tone},
};
use domain::{
    AdoptionEvent, Timeline,
    adoption::{Annulment, Step, UnitCorrection, Written},
};
use leptos::prelude::*;
use store::adoption::KnownUnit;

/// What an alert says: its title, its text.
struct Said {
    title: &'static str,
    text: String,
}

/// What was just written of the class, and, once an update was annulled, the way to bring it back.
pub fn written(known: &KnownUnit, timeline: &Timeline, corrections: &[UnitCorrection]) -> Option<AnyView> {
    let lines = timeline.lines();
    let last = lines.last()?;
    let recorded_at = match last {
        Written::Event(event) => event.recorded_at,
        Written::Annulment(annulment) => annulment.recorded_at,
    };
    let correction = corrections.last().filter(|last| last.recorded_at >= recorded_at);
    let (said, back) = match (correction, last) {
        (Some(correction), _) => (corrected(correction), None),
        (None, Written::Event(event)) => (happened(event), None),
        (None, Written::Annulment(annulment)) => annulled(known, timeline, annulment)?,
    };
    let Said { title, text } = said;
    Some(view! { <Alert tone=Tone::Success title=title text=&text/> {back} }.into_any())
}

/// What the card says of a class that was moved here.
pub fn arrived() -> AnyView {
    let text =
        "Elle est dans cette école avec toute son histoire ; dans l'autre, elle est comme jamais comptée.";
    view! { <Alert tone=Tone::Success title="Classe déplacée" text=text/> }.into_any()
}

fn corrected(correction: &UnitCorrection) -> Said {
    let (old, new) = (&correction.old, &correction.new);
    let title = match old.estimated && !new.estimated {
        true => "Classe confirmée",
        false => "Classe corrigée",
    };
    let told = facts::differences(old, new).join(" ; ");
    let text = format!("{told}. C'est vrai pour toute l'année scolaire.");
    Said { title, text }
}

fn happened(event: &AdoptionEvent) -> Said {
    let day = french::long_day(event.day);
    let text = |said: String| {
        format!(
            "{said} Les chiffres de la circonscription, du département, de l'académie et de la France en tiennent compte."
        )
    };
    match (event.step, event.leaving) {
        (Step::Withdrawn, Some(why)) if why.is_never_counted() => Said {
            title: "Classe fermée",
            text: text(format!(
                "Elle est {} : comme jamais comptée.",
                french::leaving(why)
            )),
        },
        (Step::Withdrawn, why) => Said {
            title: "Classe fermée",
            text: text(format!(
                "Elle est {} le {day}, et ne compte plus depuis ce jour.",
                why.map_or("retirée", french::leaving)
            )),
        },
        _ if event.sequence == 1 => Said {
            title: "Classe ajoutée",
            text: text(format!("Elle est recensée depuis le {day}.")),
        },
        (Step::Reached(_), _) => Said {
            title: "Mise à jour enregistrée",
            text: text(format!("«\u{a0}{}\u{a0}» le {day}.", french::step(event.step))),
        },
    }
}

/// What an annulment did, and the way back from it.
fn annulled(
    known: &KnownUnit,
    timeline: &Timeline,
    annulment: &Annulment,
) -> Option<(Said, Option<AnyView>)> {
    let now = french::step(known.standing.step).to_lowercase();
    let since = french::long_day(known.standing.since);
    let stands = format!("La classe est «\u{a0}{now}\u{a0}» depuis le {since}");
    let together = timeline
        .annulments()
        .iter()
        .filter(|line| (line.recorded_at, line.author) == (annulment.recorded_at, annulment.author));
    let is_withdrawal = |line: &Annulment| {
        timeline
            .event(line.annuls)
            .is_some_and(|event| event.step == Step::Withdrawn)
    };
    if together.into_iter().any(is_withdrawal) {
        let said = Said {
            title: "Classe rouverte",
            text: format!("{stands} : elle compte à nouveau, avec la même histoire."),
        };
        return Some((said, None));
    }
    let event = timeline.meant(annulment.annuls)?;
    let brought_back = timeline.brings_back(annulment);
    let (title, is) = match brought_back {
        true => ("Mise à jour rétablie", "compte à nouveau"),
        false => ("Mise à jour annulée", "ne compte plus"),
    };
    let text = format!("{} {is}. {stands}.", named(event));
    let back = (!brought_back).then(|| {
        let label = "Rétablir cette mise à jour";
        annul(known, annulment.sequence, label, named(event))
    });
    Some((Said { title, text }, back))
}
