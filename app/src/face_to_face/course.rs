//! The course of both sides: the chart on one scale, the same figures as a table and as files.

use super::{
    Measure, Pair, Side,
    columns::{columns, share},
    words::finding,
};
use crate::{
    french::{count, long_day},
    ui::{download_link::DownloadLink, table::TableRegion},
};
use chart::Layout;
use chrono::NaiveDate;
use leptos::prelude::*;
use store::adoption::WeekFigures;

/// The figures of the chart, on the days of the first side's year.
pub(super) fn figures(pair: &Pair) -> chart::Usage {
    let held = match pair.a.weekly.weeks.is_empty() {
        true => &pair.b,
        false => &pair.a,
    };
    let course = |side: &Side| -> Vec<(NaiveDate, i64)> {
        let mark = |week: &WeekFigures| {
            let here = held.year.week(side.year.rank_of(week.week))?;
            Some((here.monday(), share(week)))
        };
        side.weekly.weeks.iter().filter_map(mark).collect()
    };
    let other = match pair.a.weekly.weeks.is_empty() {
        true => Vec::new(),
        false => course(&pair.b),
    };
    chart::Usage {
        weeks: course(held),
        previous: other,
        shades: pair.shades.clone(),
        name: wrapped(pair, held),
        previous_name: wrapped(pair, &pair.b),
        scale: chart::Scale::Shares,
        title: finding(pair),
        description: "Part de classes utilisatrices à la fin de chaque semaine, des deux côtés, à la même semaine de l'année scolaire ; les mêmes chiffres sont dans le tableau qui suit.".to_owned(),
        id: "face-a-face".to_owned(),
    }
}

/// Longest line of a label beside the chart, in characters.
const LINE: usize = 15;

/// A side's words in lines that leave room to the chart.
fn wrapped(pair: &Pair, side: &Side) -> String {
    let label = match pair.a.code == pair.b.code && pair.a.year != pair.b.year {
        true => side.year.to_string(),
        false => pair.label(side),
    };
    let (mut out, mut line) = (String::new(), 0);
    // A school year is not parted at its hyphen.
    let is_year = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
    let parts = label.split_inclusive(' ').flat_map(|word| match is_year(word) {
        true => vec![word],
        false => word.split_inclusive('-').collect(),
    });
    for word in parts {
        let length = word.chars().count();
        if line > 0 && line + length > LINE {
            out.truncate(out.trim_end().len());
            out.push('\n');
            line = 0;
        }
        out.push_str(word);
        line += length;
    }
    out
}

/// Where the figures come from, and what the marks are.
pub(super) fn source(pair: &Pair) -> String {
    let census = |side: &Side| {
        let census = side.weekly.last().map_or(0, |week| week.counts.census());
        format!(
            "{} : {}",
            pair.label(side),
            count(census, "classe recensée", "classes recensées")
        )
    };
    let shades = match pair.shades.is_empty() {
        true => "Vacances non grisées : elles ne sont pas les mêmes des deux côtés, ou pas encore saisies.",
        false => "Zones grisées : vacances et fermetures.",
    };
    // A side without units has no line.
    let lines = match pair.gap(Measure::Using) {
        None => String::new(),
        Some(_) => format!(
            " Trait plein : {} ; tirets : {}.",
            pair.label(&pair.a),
            pair.label(&pair.b)
        ),
    };
    format!(
        "Source : mises à jour de l'adoption. {} ; {}. Part de classes utilisatrices, au {}.{}{lines} {shades}",
        census(&pair.a),
        census(&pair.b),
        long_day(pair.today),
        crate::scope::narrowed(&pair.scope)
    )
}

/// The finding's picture, the table of weeks, the files.
pub(super) fn view(pair: &Pair) -> AnyView {
    let figures = figures(pair);
    let pictures = format!(
        "{}{}",
        chart::usage(&figures, Layout::Wide),
        chart::usage(&figures, Layout::Narrow)
    );
    let rows = pair.rows();
    let weeks = columns(pair).page("Chiffres de chaque semaine", rows.iter().rev());
    let file = |extension: &str| pair.address(extension);
    view! {
        <h2>"Semaine après semaine"</h2>
        <figure class="c12-figure">
            <div inner_html=pictures></div>
            <figcaption>{source(pair)}</figcaption>
        </figure>
        <details class="c12-details">
            <summary>"Les chiffres de chaque semaine"</summary>
            <TableRegion table=weeks/>
        </details>
        <p class="c12-actions">
            <DownloadLink href=file(".csv") label="Télécharger les semaines (CSV)"/>
            <DownloadLink href=file(".xlsx") label="Télécharger les semaines (XLSX)"/>
            <DownloadLink href=file(".svg") label="Télécharger le graphique (SVG)"/>
        </p>
    }
    .into_any()
}
