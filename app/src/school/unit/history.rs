//! The history of a class, the last written first: what was corrected or annulled stays to be read, struck through.

use crate::french;
use chrono::{DateTime, Utc};
use domain::{
    AccountId, AdoptionEvent, Timeline,
    adoption::{Annulment, Written},
    calendar::paris_day,
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::adoption::LineBatches;

/// The history; a line that came with a batch leads to its receipt.
pub fn view(
    timeline: &Timeline,
    names: &BTreeMap<AccountId, String>,
    batches: &LineBatches,
) -> impl IntoView + use<> {
    let lines = timeline.lines();
    let lines: Vec<_> = lines
        .iter()
        .rev()
        .map(|line| match line {
            Written::Event(event) => {
                happened(timeline, event, names, receipt(batches, line, event.recorded_at))
            }
            Written::Annulment(annulment) => annulled(
                timeline,
                annulment,
                names,
                receipt(batches, line, annulment.recorded_at),
            ),
        })
        .collect();
    view! { <h3 class="c12-history__title">"Histoire"</h3><ul class="c12-history">{lines}</ul> }
}

/// The way to the receipt of the batch that a line came with.
fn receipt(batches: &LineBatches, line: &Written, at: DateTime<Utc>) -> Option<AnyView> {
    let batch = batches.get(&(line.unit(), line.sequence()))?;
    let href = format!("/envois/{}", batch.0);
    let label = format!("envoi du {}", french::short_day(paris_day(at)));
    Some(view! { ", " <a href=href>{label}</a> }.into_any())
}

fn happened(
    timeline: &Timeline,
    event: &AdoptionEvent,
    names: &BTreeMap<AccountId, String>,
    receipt: Option<AnyView>,
) -> AnyView {
    let class = if timeline.counts(event) {
        ""
    } else {
        "c12-history__void"
    };
    let note = match (
        timeline.is_annulled(event.sequence),
        timeline.counts(event),
        event.replaces,
    ) {
        (true, ..) => " (annulée)",
        (false, false, _) => " (corrigée ensuite)",
        (false, true, Some(_)) => " (correction)",
        (false, true, None) => "",
    };
    let why = event.leaving.map(|why| format!(" ({})", french::leaving(why)));
    view! {
        <li class=class>
            <strong>{french::step(event.step)}</strong> {why} " le " {french::long_day(event.day)} {note}
            <span class="c12-history__who">
                {french::source(event.source)} ", par " {french::author(event.author, names)} ", écrit le " {french::short_day(paris_day(event.recorded_at))} {receipt}
            </span>
        </li>
    }
    .into_any()
}

fn annulled(
    timeline: &Timeline,
    annulment: &Annulment,
    names: &BTreeMap<AccountId, String>,
    receipt: Option<AnyView>,
) -> AnyView {
    let gone = timeline.is_annulled(annulment.sequence);
    let class = if gone { "c12-history__void" } else { "" };
    let title = match timeline.brings_back(annulment) {
        true => "Rétablissement",
        false => "Annulation",
    };
    let of = timeline.meant(annulment.annuls).map(named);
    view! {
        <li class=class>
            <strong>{title}</strong> {of.map(|of| format!(" de {of}"))} {gone.then_some(" (annulée)")}
            <span class="c12-history__who">
                "par " {french::author(annulment.author, names)} ", écrit le " {french::short_day(paris_day(annulment.recorded_at))} {receipt}
            </span>
        </li>
    }
    .into_any()
}

/// An event, in words.
pub fn named(event: &AdoptionEvent) -> String {
    format!(
        "«\u{a0}{}\u{a0}» du {}",
        french::step(event.step),
        french::long_day(event.day)
    )
}
