//! Small parts of pages: path of links, alert, tile, badge of a stage.

use domain::AdoptionStage;
use leptos::prelude::*;

/// What an alert says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Success,
    /// It was refused.
    Error,
    /// To know.
    Info,
    /// To watch.
    Warning,
}

/// The path that leads here: (label, address), the page itself last, without address.
pub fn breadcrumb(path: &[(String, String)], here: &str) -> impl IntoView + use<> {
    let links: Vec<_> = path
        .iter()
        .map(|(label, href)| view! { <li><a class="fr-breadcrumb__link" href=href.clone()>{label.clone()}</a></li> })
        .collect();
    view! {
        <nav role="navigation" class="fr-breadcrumb c12-breadcrumb" aria-label="vous êtes ici :">
            <ol class="fr-breadcrumb__list">
                {links}
                <li><a class="fr-breadcrumb__link" aria-current="page">{here.to_owned()}</a></li>
            </ol>
        </nav>
    }
}

/// An alert: what happened, then what to do.
pub fn alert(tone: Tone, title: &str, text: &str) -> impl IntoView + use<> {
    said(tone, title, text.to_owned().into_any())
}

fn said(tone: Tone, title: &str, text: AnyView) -> impl IntoView + use<> {
    let (class, role) = match tone {
        Tone::Success => ("fr-alert fr-alert--success fr-mb-3w", "status"),
        Tone::Error => ("fr-alert fr-alert--error fr-mb-3w", "alert"),
        Tone::Info => ("fr-alert fr-alert--info fr-mb-3w", "status"),
        Tone::Warning => ("fr-alert fr-alert--warning fr-mb-3w", "status"),
    };
    view! {
        <div class=class role=role>
            <h2 class="fr-alert__title">{title.to_owned()}</h2>
            <p>{text}</p>
        </div>
    }
}

/// An alert that leads somewhere: its address and its words.
pub fn leading(tone: Tone, title: &str, text: &str, (href, label): (String, &str)) -> impl IntoView + use<> {
    let text = view! { {text.to_owned()} " " <a href=href>{label.to_owned()}</a> };
    said(tone, title, text.into_any())
}

/// A figure with its word and what it is a share of.
pub fn tile(label: &str, value: String, note: String) -> impl IntoView + use<> {
    view! {
        <div class="c12-tile">
            <dt class="c12-tile__label">{label.to_owned()}</dt>
            <dd class="c12-tile__value">{value}</dd>
            <dd class="c12-tile__note">{note}</dd>
        </div>
    }
}

/// The way to the pages before and after in a long list; none when it has one page. `rank` is from 1.
pub fn pages(rank: i64, last: i64, address: impl Fn(i64) -> String) -> Option<AnyView> {
    let link = |shown: bool, to: i64, label: &str| {
        let label = label.to_owned();
        shown.then(|| view! { <a class="fr-btn fr-btn--secondary" href=address(to)>{label}</a> })
    };
    let before = link(rank > 1, rank - 1, "Page précédente");
    let after = link(rank < last, rank + 1, "Page suivante");
    (last > 1).then(|| {
        view! {
            <nav class="c12-actions" role="navigation" aria-label="Pages">{before} <span>{format!("Page {rank} sur {last}")}</span> {after}</nav>
        }
        .into_any()
    })
}

/// The badge of a stage.
pub fn stage_badge(stage: AdoptionStage) -> impl IntoView {
    view! { <span class=format!("c12-badge c12-badge--{}", stage.code())>{french::stage(stage)}</span> }
}
