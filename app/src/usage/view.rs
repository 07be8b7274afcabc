//! The page of uses.

use super::{Academy, UsagePage, file};
use crate::{
    french::{self, long_day, number, short_day},
    scope::choices,
    ui::{
        alert::{Alert, Tone},
        breadcrumb::Breadcrumb,
        button::ButtonLink,
        download_link::DownloadLink,
        select::Select,
        table::TableRegion,
        tile::Tile,
    },
};
use chart::Layout;
use domain::{
    TerritoryKind, Week,
    calendar::paris_day,
    usage::{Measure, Nature, WINDOW, median, weeks_of},
};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind, Table};
use std::collections::BTreeSet;
use store::usage::{Measured, UsageEntry};

/// The weeks that an académie's median may come from: over the summer, those of June.
const RECENT: u64 = 14;

/// All of it.
pub fn whole(uses: &UsagePage) -> AnyView {
    let path = uses.scope.links(uses.place.path());
    let content = if uses.course.is_empty() {
        empty(uses)
    } else {
        content(uses)
    };
    view! {
        <Breadcrumb path=path here="Usages"/>
        <h1>{format!("Usages du service : {}", uses.name())}</h1>
        <p class="fr-text--lead">{format!(
            "Année scolaire {}, semaines finies jusqu'au {}. Le service ne connaît ni l'école ni la classe de qui s'en sert : ces mesures sont celles du lieu où elles ont été prises, et rien n'est additionné d'un niveau à l'autre.",
            uses.scope.year,
            long_day(uses.span.1.sunday())
        )}</p>
        {choices(uses)}
        {content}
        {academies(uses)}
        {entries(uses)}
    }
    .into_any()
}

fn choices(uses: &UsagePage) -> AnyView {
    let known: BTreeSet<Measure> = uses.course.keys().chain([&uses.measure]).copied().collect();
    let measures: Vec<_> = known
        .into_iter()
        .map(|measure| {
            (
                measure.code().to_owned(),
                french::usage::measure(measure).to_owned(),
            )
        })
        .collect();
    view! {
        <form method="get" class="c12-filters" data-auto="" aria-label="Choisir l'année et la mesure">
            {choices::year(&uses.scope)}
            <Select name="mesure" label="Mesure" options=measures chosen=uses.measure.code()/>
            {choices::send()}
        </form>
    }
    .into_any()
}

fn empty(uses: &UsagePage) -> AnyView {
    let what = match uses.here.kind() {
        TerritoryKind::Nation => "Aucun usage n'a encore été mesuré cette année-là.",
        _ => "Aucun usage n'a encore été mesuré pour cette académie cette année-là.",
    };
    let next = if uses.may_bring {
        view! { <p><ButtonLink href="/imports" label="Importer un export de Matomo ou de PeerTube"/></p> }
            .into_any()
    } else {
        view! { <p>"Les mesures sont apportées par l'administration du service ou par l'intrapreneuse ou l'intrapreneur."</p> }.into_any()
    };
    view! { <div class="c12-empty"><p>{what}</p>{next}</div> }.into_any()
}

fn content(uses: &UsagePage) -> AnyView {
    let link = |name: &str| uses.address(&format!("{}/{name}", uses.here));
    let drawn = !uses.weeks().is_empty();
    let chart = if drawn {
        course(uses)
    } else {
        view! {
            <h2>{format!("{} : aucune semaine mesurée", french::usage::measure(uses.measure))}</h2>
            <p>"Cette mesure n'a pas encore été relevée cette année-là : choisissez-en une autre dans la liste."</p>
        }
        .into_any()
    };
    view! {
        <h2 class="c12-sr">"Chiffres de la dernière semaine mesurée"</h2>
        <dl class="c12-tiles">{tiles(uses)}</dl>
        {chart}
        <details class="c12-details">
            <summary>"Les chiffres de chaque semaine"</summary>
            <TableRegion table=weeks(uses)/>
        </details>
        <p class="c12-actions">
            <DownloadLink href=link("usages.csv") label="Télécharger toutes les mesures (CSV)"/>
            <DownloadLink href=link("usages.xlsx") label="Télécharger toutes les mesures (XLSX)"/>
            {drawn.then(|| view! { <DownloadLink href=link("usages.svg") label="Télécharger le graphique (SVG)"/> })}
        </p>
    }
    .into_any()
}

/// The chart of the measure, with what it finds and what it lacks.
fn course(uses: &UsagePage) -> AnyView {
    let figures = file::figures(uses);
    let pictures = format!(
        "{}{}",
        chart::usage(&figures, Layout::Wide),
        chart::usage(&figures, Layout::Narrow)
    );
    view! {
        {waited(uses)}
        <h2>{figures.title.clone()}</h2>
        <p>{french::usage::meaning(uses.measure)}</p>
        <figure class="c12-figure">
            <div inner_html=pictures></div>
            <figcaption>{file::source(uses)}</figcaption>
        </figure>
        {completeness(uses)}
    }
    .into_any()
}

/// The latest figure of each measure, each with its week.
fn tiles(uses: &UsagePage) -> Vec<AnyView> {
    let tile = |(measure, weeks): (&Measure, &std::collections::BTreeMap<Week, Measured>)| {
        let (week, last) = weeks.last_key_value()?;
        let when = match measure.nature() {
            Nature::Total => format!("au {}", short_day(week.sunday())),
            Nature::Flow | Nature::Distinct => format!("semaine du {}", short_day(week.monday())),
        };
        Some(
            view! { <Tile label=french::usage::measure(*measure) value=number(last.value) note=when/> }
                .into_any(),
        )
    };
    uses.course.iter().filter_map(tile).collect()
}

/// A last week that was not measured yet is said before any figure is read as today's.
fn waited(uses: &UsagePage) -> Option<AnyView> {
    let (last, _) = uses.weeks().pop_last()?;
    let missing = i64::from(uses.span.1.number() - last.number());
    (missing > 0).then(|| {
        let title = french::count(
            missing,
            "semaine finie n'est pas encore mesurée",
            "semaines finies ne sont pas encore mesurées",
        );
        let text = format!(
            "La dernière mesure est celle de la semaine du {}.",
            long_day(last.monday())
        );
        view! { <Alert tone=Tone::Warning title=&title text=&text/> }.into_any()
    })
}

fn completeness(uses: &UsagePage) -> AnyView {
    let missing = weeks_of(&uses.gaps);
    let measured = uses.expected - missing;
    let told: Vec<String> = uses
        .gaps
        .iter()
        .map(|(first, last)| {
            if first == last {
                format!("du {}", short_day(first.monday()))
            } else {
                format!("du {} au {}", short_day(first.monday()), short_day(last.sunday()))
            }
        })
        .collect();
    let gaps = match missing {
        0 => "Aucune ne manque.".to_owned(),
        1 => format!(
            "La semaine {} n'a pas été mesurée : c'est un trou du graphique, pas un zéro.",
            french::list(&told)
        ),
        _ => format!(
            "N'ont pas été mesurées les semaines {} : ce sont des trous du graphique, pas des zéros.",
            french::list(&told)
        ),
    };
    view! {
        <p>
            <meter class="c12-meter" min="0" max=uses.expected.to_string() value=measured.to_string() aria-label="Semaines mesurées"></meter>
            " " {french::count(measured, "semaine mesurée", "semaines mesurées")} " sur " {number(uses.expected)} ". " {gaps}
        </p>
    }
    .into_any()
}

/// Every week, the latest first; a correction says what stood there before.
fn weeks(uses: &UsagePage) -> Table {
    let mut columns = Columns::new().with(
        Column::titled("Semaine du", Kind::Day).naming_rows(),
        |week: &Week| Cell::Day(week.monday()),
    );
    for (measure, weeks) in &uses.course {
        let column = Column::titled(french::usage::measure(*measure), Kind::Number);
        columns.push(column, move |week| measured(*measure, weeks.get(week)));
    }
    let columns = columns.with(
        Column::titled("Calendrier", Kind::Text).class("c12-text"),
        |week| {
            Cell::text(french::usage::kept(
                uses.calendar.is_school_week(*week, uses.zone),
            ))
        },
    );
    let (first, last) = uses.span;
    let weeks = std::iter::successors(Some(last), |week| Some(week.back(1)));
    let weeks: Vec<Week> = weeks.take_while(|week| *week >= first).collect();
    columns.page("Chiffres de chaque semaine", &weeks)
}

/// A measure of a week.
fn measured(measure: Measure, found: Option<&Measured>) -> Cell {
    let Some(Measured { value, before }) = found else {
        return Cell::html("<span class=\"c12-muted\">non mesurée</span>");
    };
    let cell = Cell::Number(*value);
    // A total read again in the week is a later reading.
    match before.filter(|_| measure.nature() != Nature::Total) {
        None => cell,
        Some(before) => cell.shown_as(format!(
            "{} <span class=\"c12-estimated\">corrigé, avant {}</span>",
            number(*value),
            number(before)
        )),
    }
}

fn academies(uses: &UsagePage) -> Option<AnyView> {
    let last = uses
        .academies
        .iter()
        .filter_map(|academy| academy.weeks.keys().next_back())
        .max()
        .copied()?;
    let word = french::usage::measure(uses.measure);
    let median = format!("Médiane des {WINDOW} dernières semaines de classe mesurées");
    let weeks = uses.span.1.number() - uses.span.0.number() + 1;
    let columns = Columns::new()
        .with(
            Column::titled("Académie", Kind::Text).naming_rows(),
            |academy: &Academy| {
                let href = uses.address(&format!("{}/usages", academy.code));
                Cell::link(&academy.name, href)
            },
        )
        .with(
            Column::titled(format!("Semaine du {}", short_day(last.monday())), Kind::Number)
                .blank("non mesurée"),
            move |academy| {
                let measured = academy.weeks.get(&last);
                Cell::or_empty(measured, |measured| Cell::Number(measured.value))
            },
        )
        .with(Column::titled(median, Kind::Number), move |academy| {
            Cell::or_empty(usual(uses, academy, last), Cell::Number)
        })
        .with(Column::titled("Semaines mesurées", Kind::Text), move |academy| {
            Cell::Text(format!("{} sur {weeks}", academy.weeks.len()))
        })
        .with(
            Column::on_page("Au fil de l'année").class("c12-wide").blank(""),
            |academy| Cell::html(run(academy)),
        );
    let table = columns.page("Usages par académie", &uses.academies);
    Some(view! {
        <h2>"Par académie"</h2>
        <p>{format!(
            "{word}, d'après le domaine des adresses de messagerie académiques. Les visites faites avec une autre adresse ne sont celles d'aucune académie : ces lignes ne font pas le total national. Un tiret : aucune semaine de classe récente, ou vacances non saisies pour cette académie. Ordre alphabétique : une grande académie a plus de classes, ce tableau ne classe pas."
        )}</p>
        <TableRegion table=table/>
    }
    .into_any())
}

/// What a recent week of school usually has; nothing where the holidays are not known.
fn usual(uses: &UsagePage, academy: &Academy, last: Week) -> Option<i64> {
    let school = academy
        .weeks
        .iter()
        .rev()
        .filter(|(week, _)| uses.calendar.is_school_week(**week, academy.zone));
    // The same weeks for all: an old figure does not stand beside a new one.
    let recent = school.filter(|(week, _)| **week > last.back(RECENT)).take(WINDOW);
    // Where nobody entered the holidays, a week of school can't be told from another.
    let known = uses.calendar.is_known(uses.scope.year, academy.zone);
    median(recent.map(|(_, measured)| measured.value)).filter(|_| known)
}

/// The latest weeks measured one after the other: a small drawing has no room for gaps, it begins after the last one.
fn run(academy: &Academy) -> String {
    let ends: Vec<(&Week, &Measured)> = academy.weeks.iter().collect();
    let run = ends
        .chunk_by(|one, next| one.0.next() == *next.0)
        .next_back()
        .unwrap_or_default();
    let values: Vec<i64> = run.iter().map(|(_, measured)| measured.value).collect();
    match values.iter().copied().max().unwrap_or(0) {
        ..=0 => String::new(),
        peak => chart::sparkline(&values, peak),
    }
}

fn entries(uses: &UsagePage) -> Option<AnyView> {
    let columns = Columns::new()
        .with(
            Column::titled("Instrument", Kind::Text)
                .naming_rows()
                .class("c12-text"),
            |entry: &UsageEntry| {
                let instrument = french::usage::instrument(entry.instrument);
                Cell::Text(match (entry.annuls, entry.annulled) {
                    (true, _) => format!("Annulation : {}", instrument.to_lowercase()),
                    (false, true) => format!("{instrument} (annulé)"),
                    (false, false) => instrument.to_owned(),
                })
            },
        )
        .with(
            Column::titled("Fichier ou adresse", Kind::Text).class("c12-text"),
            |entry| Cell::text(&entry.origin),
        )
        .with(Column::titled("Reçu le", Kind::Day), |entry| {
            Cell::Day(paris_day(entry.recorded_at))
        })
        .with(Column::titled("Mesures", Kind::Number), |entry| {
            Cell::Number(entry.measured)
        })
        .with(
            Column::titled("Dont corrections", Kind::Number).blank("aucune"),
            |entry| Cell::or_empty(Some(entry.corrected).filter(|some| *some != 0), Cell::Number),
        );
    let table = columns.page("Derniers relevés", &uses.entries);
    (!table.rows.is_empty()).then(|| {
        view! {
            <h2>"D'où viennent ces mesures"</h2>
            <TableRegion table=table/>
        }
        .into_any()
    })
}
