//! Each académie's own course: small panels on one scale, the same shares as a table and as files.

use super::Comparison;
use crate::{
    adoption::figures::per_mille,
    french,
    scope::about,
    ui::{download_link::DownloadLink, table::TableRegion},
};
use chrono::{Datelike, Days, NaiveDate};
use domain::TerritoryCode;
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind, Sheet, Table};
use store::adoption::{Child, WeekFigures, Weekly};

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

/// What the table of the ends of months shows.
const TITLE: &str = "Part de classes utilisatrices de chaque académie, à la fin de chaque mois";

/// An académie, its year, and the one before.
type Course = (Child<TerritoryCode>, Weekly, Weekly);

/// The panels, the table of the ends of months, the files.
pub(super) fn part(comparison: &Comparison) -> AnyView {
    let file = |name: &str| comparison.address(name, comparison.mesh);
    view! {
        <h2>"Semaine après semaine, académie par académie"</h2>
        <div class="c12-figure" inner_html=chart::multiples(&figures(comparison))></div>
        <details class="c12-details">
            <summary>"Les chiffres de chaque académie, à la fin de chaque mois"</summary>
            <TableRegion table=table(comparison)/>
        </details>
        <p class="c12-actions">
            <DownloadLink href=file("/academies.csv") label="Télécharger chaque semaine des académies (CSV)"/>
            <DownloadLink href=file("/academies.xlsx") label="Télécharger chaque semaine des académies (XLSX)"/>
            <DownloadLink href=file("/academies.svg") label="Télécharger ces graphiques (SVG)"/>
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
fn table(comparison: &Comparison) -> Table {
    let mut months: Vec<&WeekFigures> = Vec::new();
    for week in comparison.courses.iter().flat_map(|(_, weekly, _)| &weekly.weeks) {
        if months.iter().all(|known| month(known) != month(week)) {
            months.push(week);
        }
    }
    months.sort_by_key(|week| month(week));
    let mut columns = Columns::new().with(
        Column::titled("Académie", Kind::Text).naming_rows(),
        |(academy, ..): &Course| Cell::link(&academy.name, comparison.scope.page(academy.code.as_str())),
    );
    let cell = |share: Option<i64>| Cell::or_empty(share, Cell::per_mille);
    for shown in months {
        let end = shown.week.sunday();
        // Of the month under way the day is said: it is not over.
        let title = match end < comparison.today {
            true => format!("{} {}", french::short_month(end), end.year()),
            false => format!("au {}", french::short_day(comparison.today)),
        };
        columns.push(Column::titled(title, Kind::Share), move |(_, weekly, _)| {
            let last = weekly.weeks.iter().rfind(|week| month(week) == month(shown));
            cell(last.map(share))
        });
    }
    columns.push(
        Column::titled("Un an plus tôt", Kind::Share),
        move |(_, weekly, previous)| {
            let last = weekly.last().map(|week| week.week.monday());
            let before = before(previous, comparison.today);
            let then = before.iter().find(|(day, _)| Some(*day) == last);
            cell(then.map(|(_, share)| *share))
        },
    );
    columns.page(TITLE, &comparison.courses)
}

/// One row an académie and a week.
pub fn sheet(comparison: &Comparison) -> Sheet {
    let columns = [
        ("Année scolaire", "annee_scolaire", Kind::Text),
        ("Code", "code", Kind::Text),
        ("Académie", "nom", Kind::Text),
        ("Semaine du", "semaine_du", Kind::Day),
        ("Classes", "recensees", Kind::Number),
        ("Classes utilisatrices", "utilisatrices", Kind::Number),
        ("Utilisatrices", "part_pour_mille", Kind::Share),
        ("Un an plus tôt", "part_un_an_plus_tot_pour_mille", Kind::Share),
    ];
    let mut table = Table::filed("Part de classes utilisatrices, académie par académie", &columns);
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
                Cell::per_mille(share(week)),
                Cell::or_empty(earlier, Cell::per_mille),
            ]);
        }
    }
    Sheet {
        table,
        about: about(&comparison.scope, comparison.whole.census, comparison.today),
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
        french::count(comparison.whole.census, "classe recensée", "classes recensées"),
        french::long_day(comparison.today),
        crate::scope::narrowed(&comparison.scope),
        chart::multiples_key(&figures)
    );
    chart::standalone(&drawn, &figures.title, &source)
}
