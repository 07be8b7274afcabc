//! The course of a territory, week by week: the chart, the same figures as a table and as files.

use super::TerritoryPage;
use crate::{
    calendar::shades,
    french,
    scope::narrowed,
    ui::{download_link::DownloadLink, table::TableRegion},
};
use chart::{Layout, Point};
use domain::{AdoptionStage, search::fold};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind};
use store::adoption::WeekFigures;

/// The figures of the chart; its title is the finding in words.
fn figures(rollout: &TerritoryPage) -> chart::Weekly {
    let counts = rollout.counts();
    let (using, census) = (counts.using(), counts.census());
    let finding = format!(
        "{} sur {} {} du service ({})",
        french::count(using, "classe", "classes"),
        french::number(census),
        french::plural(using, "se sert", "se servent"),
        french::percent(using, census)
    );
    chart::Weekly {
        points: rollout.weekly.weeks.iter().map(|w| Point { week: w.week.monday(), counts: w.counts.0 }).collect(),
        shades: shades(&rollout.calendar, rollout.scope.year, rollout.zone),
        previous: rollout.previous.clone(),
        today: rollout.today,
        ahead: rollout.forecast().weeks_ahead(),
        objective: rollout.forecast().objective_point(),
        title: finding,
        description: "Classes recensées, embarquées et utilisatrices à la fin de chaque semaine ; les mêmes chiffres sont dans le tableau qui suit.".to_owned(),
        id: "adoption".to_owned(),
    }
}

/// Where the figures come from, and what the marks are.
fn source(rollout: &TerritoryPage) -> String {
    let census = rollout.weekly.last().map_or(0, |week| week.counts.census());
    let ahead = match rollout.forecast().weeks_ahead().is_empty() {
        true => "",
        false => " Tirets épais : prévision des embarquées ; zone claire : 8 fois sur 10.",
    };
    // A gap is told: weeks that are not shaded are not all weeks of school.
    let lacking = match (
        rollout.calendar.is_known(rollout.scope.year, rollout.zone),
        rollout.zone,
    ) {
        (true, _) => String::new(),
        (false, None) => " (calendrier de l'année incomplet)".to_owned(),
        (false, Some(zone)) => format!(" (calendrier non saisi : {})", french::zone(zone)),
    };
    format!(
        "Source : mises à jour de l'adoption. {} {}, au {}. Zones grisées : vacances et fermetures{lacking}. Tirets fins : part d'utilisatrices de l'année précédente, rapportée aux classes de cette année.{ahead}{}",
        french::number(census),
        french::plural(census, "classe recensée", "classes recensées"),
        french::long_day(rollout.today),
        narrowed(&rollout.scope)
    )
}

/// The chart as a file of its own.
pub fn svg(rollout: &TerritoryPage) -> String {
    let figures = figures(rollout);
    let finding = format!("{} : {}", rollout.name(), figures.title);
    chart::standalone(&chart::weekly(&figures, Layout::Wide), &finding, &source(rollout))
}

/// The finding in words, the chart, the same figures as a table and as a file.
pub fn view(rollout: &TerritoryPage) -> impl IntoView + use<> {
    let weekly = figures(rollout);
    let pictures = format!(
        "{}{}",
        chart::weekly(&weekly, Layout::Wide),
        chart::weekly(&weekly, Layout::Narrow)
    );
    let latest_first = rollout.weekly.weeks.iter().rev();
    let weeks = columns(rollout).page("Chiffres de chaque semaine", latest_first);
    let file = |name: &str| rollout.scope.page(&format!("{}/{name}", rollout.here));
    view! {
        <h2>{weekly.title}</h2>
        <figure class="c12-figure">
            <div inner_html=pictures></div>
            <figcaption>{source(rollout)} " " <a href=crate::calendar::href(rollout.scope.year)>"Calendrier scolaire"</a></figcaption>
        </figure>
        <details class="c12-details">
            <summary>"Les chiffres de chaque semaine"</summary>
            <TableRegion table=weeks/>
        </details>
        <p class="c12-actions">
            <DownloadLink href=file("semaines.csv") label="Télécharger les semaines (CSV)"/>
            <DownloadLink href=file("semaines.xlsx") label="Télécharger les semaines (XLSX)"/>
            <DownloadLink href=file("semaines.svg") label="Télécharger le graphique (SVG)"/>
        </p>
    }
}

/// The columns of a week.
pub(super) fn columns(rollout: &TerritoryPage) -> Columns<'_, WeekFigures> {
    let (year, here) = (rollout.scope.year.to_string(), rollout.here.to_string());
    let mut columns = Columns::new()
        .with(
            Column::filed("Année scolaire", "annee_scolaire", Kind::Text),
            move |_| Cell::text(&year),
        )
        .with(Column::filed("Territoire", "territoire", Kind::Text), move |_| {
            Cell::text(&here)
        })
        .with(
            Column::new("Semaine du", "semaine_du", Kind::Day).naming_rows(),
            |week: &WeekFigures| Cell::Day(week.week.monday()),
        )
        .with(Column::new("Recensées", "recensees", Kind::Number), |week| {
            Cell::Number(week.counts.census())
        })
        .with(
            Column::filed("Dont estimées", "dont_estimees", Kind::Number),
            |week| Cell::Number(week.estimated),
        );
    for stage in AdoptionStage::ALL {
        let word = french::stage(stage);
        columns.push(Column::new(word, fold(word), Kind::Number), move |week| {
            Cell::Number(week.counts[stage])
        });
    }
    columns
}
