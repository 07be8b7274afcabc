//! How the calendar of a school year looks: the year drawn, a table for each zone, what was changed.

use super::{
    CalendarPage,
    file::{BreakRow, columns},
    form, href, strip,
};
use crate::{
    french,
    ui::{
        address::address,
        alert::{Alert, Tone},
        breadcrumb::Breadcrumb,
        download_link::DownloadLink,
        table::{self, Look},
    },
};
use domain::{
    SchoolYear,
    calendar::{Break, Zone},
    territory::ACADEMIES,
};
use leptos::prelude::*;
use store::calendar::{CalendarChange, CalendarEntry, standing};

pub(super) fn whole(shown: &CalendarPage) -> AnyView {
    let year = shown.year;
    let path = [("Méthode".to_owned(), "/methodes".to_owned())];
    let done = shown
        .done
        .map(|done| view! { <Alert tone=Tone::Success title="C'est enregistré" text=done/> });
    let zones: Vec<_> = Zone::ALL.iter().map(|zone| of_zone(shown, *zone)).collect();
    let file = |kind: &str| address(&format!("/calendrier.{kind}"), &[("annee", &year.to_string())]);
    let form = shown
        .may_set
        .then(|| form::adding(&shown.typed, &shown.errors, year));
    view! {
        <Breadcrumb path=path here="Calendrier scolaire"/>
        <h1>{format!("Calendrier scolaire {year}")}</h1>
        <p class="fr-text--lead">"Les jours sans école, zone par zone : ils sont grisés sur les graphiques, et la prévision du déploiement en tient compte. Pour la France entière, c'est la moyenne des zones A, B et C."</p>
        {done}
        {shown.errors.summary("Rien n'est enregistré")}
        {years(year)}
        {drawn(shown)}
        {form}
        <h2>"Les périodes de chaque zone"</h2>
        {zones}
        <p class="c12-actions"><DownloadLink href=file("csv") label="Télécharger le calendrier (CSV)"/> " " <DownloadLink href=file("xlsx") label="Télécharger le calendrier (XLSX)"/></p>
        {changes(shown)}
    }
    .into_any()
}

fn years(year: SchoolYear) -> impl IntoView {
    let next = SchoolYear::starting(year.first() + 1);
    let link = |year: SchoolYear, word: &str| {
        view! { <a class="fr-link" href=href(year)>{format!("{word} ({year})")}</a> }
    };
    view! {
        <nav class="c12-actions" aria-label="Autres années scolaires">
            {year.previous().map(|year| link(year, "Année précédente"))}
            {next.map(|year| link(year, "Année suivante"))}
        </nav>
    }
}

/// The year as lines of weeks.
fn drawn(shown: &CalendarPage) -> impl IntoView + use<> {
    let lines: Vec<_> = Zone::ALL
        .iter()
        .map(|zone| {
            let line = if shown.calendar.is_known(shown.year, Some(*zone)) {
                view! { <div inner_html=strip::line(&shown.calendar, shown.year, *zone)></div> }.into_any()
            } else {
                view! { <p class="c12-years__none">"Calendrier non saisi pour cette zone"</p> }.into_any()
            };
            view! { <li><span class="c12-years__zone">{french::zone(*zone)}</span> {line}</li> }
        })
        .collect();
    let legend = ["", "holiday", "closure", "distance"].map(|look| {
        let class = match look {
            "" => "c12-week".to_owned(),
            look => format!("c12-week c12-week--{look}"),
        };
        let word = match look {
            "" => "école",
            "holiday" => "vacances",
            "closure" => "fermeture",
            _ => "à distance",
        };
        view! { <li><i class=class></i> {word}</li> }
    });
    view! {
        <figure class="c12-figure c12-years">
            <div inner_html=strip::months(shown.year)></div>
            <ul class="c12-years__lines">{lines}</ul>
            <figcaption>
                <ul class="c12-years__legend">{legend.into_iter().collect_view()}</ul>
                "Une case par semaine, du lundi au vendredi ; demi-hauteur : une partie de la semaine seulement. Les jours sont dans les tableaux."
            </figcaption>
        </figure>
    }
}

fn of_zone(shown: &CalendarPage, zone: Zone) -> AnyView {
    let year = shown.year;
    let academies: Vec<_> = ACADEMIES
        .iter()
        .filter(|academy| Zone::of_academy(academy.code) == Some(zone))
        .map(|academy| academy.name)
        .collect();
    let whose = (academies.len() > 1).then(|| {
        view! { <p class="fr-hint-text">{format!("Académies : {}.", french::list(&academies))}</p> }
    });
    let missing = (!shown.calendar.is_known(year, Some(zone))).then(|| {
        let text = "Calendrier non saisi pour cette zone jusqu'à la fin de l'année : ses vacances ne sont pas grisées et rien n'y est prévu.";
        view! { <p class="c12-muted">{text}</p> }
    });
    let mut breaks: Vec<_> = standing(&shown.entries)
        .into_iter()
        .filter(|(_, off)| off.zone == zone && off.touches(year))
        .collect();
    breaks.sort_by_key(|(_, off)| *off);
    let table = (!breaks.is_empty()).then(|| {
        let known = missing.is_none();
        let rows: Vec<_> = breaks
            .iter()
            .map(|(id, off)| BreakRow {
                id: Some(*id),
                off,
                known,
            })
            .collect();
        let caption = format!("Périodes sans école, {}, {year}", french::zone(zone));
        let table = table::html(&columns(shown).page(caption, &rows), Look::Captioned);
        view! { <div class="c12-table c12-table--breaks" inner_html=table></div> }
    });
    view! {
        <section aria-label=french::zone(zone)>
            <h3>{french::zone(zone)}</h3>
            {whose} {missing} {table}
        </section>
    }
    .into_any()
}

/// Who changed what, the latest first.
fn changes(shown: &CalendarPage) -> impl IntoView + use<> {
    let said = |entry: &CalendarEntry| {
        let (actor, at) = entry.by?;
        let (word, off) = match &entry.what {
            CalendarChange::Added(off) => ("Ajouté", Some(off)),
            CalendarChange::TakenBack(id) => ("Retiré", added(&shown.entries, *id)),
        };
        let off = off.filter(|off| off.touches(shown.year))?;
        let who = shown.names.as_ref().map_or_else(
            || "l'administration du service".to_owned(),
            |names| french::author(actor, names),
        );
        let gone = matches!(entry.what, CalendarChange::TakenBack(_));
        let standing = shown.calendar.all().contains(off);
        let restore = (shown.may_set && gone && !standing).then(|| form::restoring(off, shown.year));
        Some(view! {
            <li>
                {format!("{word} : {}", french::school_break(off))}
                <span class="c12-history__who">{format!("{}, par {who}", french::moment(at))}</span>
                {restore}
            </li>
        })
    };
    let lines: Vec<_> = shown.entries.iter().rev().filter_map(said).collect();
    let list = if lines.is_empty() {
        view! { <p>"Personne n'a rien changé cette année-là : les dates qui y sont, s'il y en a, sont les officielles, livrées avec le service."</p> }
            .into_any()
    } else {
        view! { <ul class="c12-history">{lines}</ul> }.into_any()
    };
    view! {
        <h2>"Ce qui a été changé"</h2>
        {list}
    }
}

/// The break that an entry added.
fn added(entries: &[CalendarEntry], id: i64) -> Option<&Break> {
    let found = entries.iter().find(|entry| entry.id == id)?;
    match &found.what {
        CalendarChange::Added(off) => Some(off),
        CalendarChange::TakenBack(_) => None,
    }
}
