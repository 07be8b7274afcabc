//! Each académie's own course: small panels on one scale, the same shares as a table and as files.

use super::Comparison;
use crate::{
    figures::per_mille,
    french,
    scope::about,
    ui::html::{attribute_into, escape_into},
};
use chrono::{Datelike, Days, NaiveDate};
use leptos::prelude::*;
use report::{Cell, Kind, Sheet, Table};
use store::adoption::{WeekFigures, Weekly};

/// From a week to the same one a year later.
const YEAR: Days = Days::new(364);

fn share(week: &WeekFigures) -> i64 {
    per_mille(week.counts.using(), week.counts.census())
}

/// The shares of the year before, each at this year's week, as far as the figures go.
fn before(weekly: &Weekly, today: NaiveDate) -> Vec<(NaiveDate, i64)> {
    let moved = weekly
        .weeks
        .iter()
        .filter_map(|week| Some((week.week.monday().checked_add_days(YEAR)?, share(week))));
    moved.filter(|(day, _)| *day <= today).collect()
}

fn figures(comparison: &Comparison) -> chart::Multiples {
    let panels = comparison
        .courses
        .iter()
        .map(|(academy, weekly, previous)| chart::Panel {
            name: academy.name.clone(),
            href: comparison.scope.page(academy.code.as_str()),
            weeks: weekly
                .weeks
                .iter()
                .map(|week| (week.week.monday(), share(week)))
                .collect(),
            previous: before(previous, comparison.today),
        });
    chart::Multiples {
        panels: panels.collect(),
        title: "Part de classes utilisatrices, académie par académie".to_owned(),
        description: "Part de classes utilisatrices à la fin de chaque semaine, par ordre alphabétique."
            .to_owned(),
        id: "academies".to_owned(),
    }
}

/// The panels, the table of the ends of months, the files.
pub(super) fn part(comparison: &Comparison) -> AnyView {
    let file = |name: &str| comparison.address(name, comparison.mesh);
    let title = "Part de classes utilisatrices de chaque académie, à la fin de chaque mois";
    view! {
        <h2>"Semaine après semaine, académie par académie"</h2>
        <div class="c12-figure" inner_html=chart::multiples(&figures(comparison))></div>
        <details class="c12-details">
            <summary>"Les chiffres de chaque académie, à la fin de chaque mois"</summary>
            <div class="c12-table" tabindex="0" role="region" aria-label=title inner_html=table(comparison)></div>
        </details>
        <p class="c12-actions">
            <a class="fr-link" href=file("/academies.csv") download="">"Télécharger chaque semaine des académies (CSV)"</a>
            <a class="fr-link" href=file("/academies.xlsx") download="">"Télécharger chaque semaine des académies (XLSX)"</a>
            <a class="fr-link" href=file("/academies.svg") download="">"Télécharger ces graphiques (SVG)"</a>
        </p>
    }
    .into_any()
}

/// The month in which a week ends.
fn month(week: &WeekFigures) -> (i32, u32) {
    let end = week.week.sunday();
    (end.year(), end.month())
}

/// One row an académie, one column a month: the share at the end of its last week; then the share of a year before the last of them.
fn table(comparison: &Comparison) -> String {
    let mut months: Vec<&WeekFigures> = Vec::new();
    for week in comparison.courses.iter().flat_map(|(_, weekly, _)| &weekly.weeks) {
        if months.iter().all(|known| month(known) != month(week)) {
            months.push(week);
        }
    }
    months.sort_by_key(|week| month(week));
    let mut out = String::with_capacity(16_000);
    out.push_str("<table><thead><tr><th scope=\"col\">Académie</th>");
    for week in &months {
        let end = week.week.sunday();
        // Of the month under way the day is said: it is not over.
        let title = match end < comparison.today {
            true => format!("{} {}", french::short_month(end), end.year()),
            false => format!("au {}", french::short_day(comparison.today)),
        };
        out.push_str(&format!("<th scope=\"col\">{title}</th>"));
    }
    out.push_str("<th scope=\"col\">Un an plus tôt</th></tr></thead><tbody>");
    for (academy, weekly, previous) in &comparison.courses {
        out.push_str("<tr><th scope=\"row\"><a");
        attribute_into(&mut out, "href", &comparison.scope.page(academy.code.as_str()));
        out.push('>');
        escape_into(&mut out, &academy.name);
        out.push_str("</a></th>");
        let mut cell = |share: Option<i64>| {
            let said = share.map_or_else(|| "–".to_owned(), |share| french::percent(share, 1_000));
            out.push_str(&format!("<td>{said}</td>"));
        };
        for shown in &months {
            cell(
                weekly
                    .weeks
                    .iter()
                    .rfind(|week| month(week) == month(shown))
                    .map(share),
            );
        }
        let last = weekly.last().map(|week| week.week.monday());
        let before = before(previous, comparison.today);
        cell(
            before
                .iter()
                .find(|(day, _)| Some(*day) == last)
                .map(|(_, share)| *share),
        );
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
    out
}

/// One row an académie and a week.
pub fn sheet(comparison: &Comparison) -> Sheet {
    let columns = [
        ("annee_scolaire", Kind::Text),
        ("code", Kind::Text),
        ("nom", Kind::Text),
        ("semaine_du", Kind::Day),
        ("recensees", Kind::Number),
        ("utilisatrices", Kind::Number),
        ("part_pour_mille", Kind::Number),
        ("part_un_an_plus_tot_pour_mille", Kind::Number),
    ];
    let mut table = Table::of("Part de classes utilisatrices, académie par académie", &columns);
    for (academy, weekly, previous) in &comparison.courses {
        let before = before(previous, comparison.today);
        for week in &weekly.weeks {
            let monday = week.week.monday();
            let earlier = before
                .iter()
                .find(|(day, _)| *day == monday)
                .map(|(_, share)| *share);
            table.rows.push(vec![
                Cell::text(comparison.scope.year.to_string()),
                Cell::text(academy.code.as_str()),
                Cell::text(&academy.name),
                Cell::Day(monday),
                Cell::Number(week.counts.census()),
                Cell::Number(week.counts.using()),
                Cell::Number(share(week)),
                Cell::or_empty(earlier, Cell::Number),
            ]);
        }
    }
    Sheet {
        table,
        about: about(&comparison.scope, comparison.whole.1, comparison.today),
        day: comparison.today,
    }
}

/// The panels as a file of their own.
pub fn svg(comparison: &Comparison) -> String {
    let figures = figures(comparison);
    let drawn = chart::multiples_sheet(&figures);
    let academies = i64::try_from(comparison.courses.len()).unwrap_or(0);
    let source = format!(
        "Source : mises à jour de l'adoption. {}, {}, au {}.{} {}",
        french::count(academies, "académie", "académies"),
        french::count(comparison.whole.1, "classe recensée", "classes recensées"),
        french::long_day(comparison.today),
        crate::scope::narrowed(&comparison.scope),
        chart::multiples_key(&figures)
    );
    chart::standalone(&drawn, &figures.title, &source)
}
