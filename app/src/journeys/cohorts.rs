//! Classes onboarded in the same month: the share still in use, as panels, as a table and as files.

use super::JourneysPage;
use crate::{
    adoption::figures::thousandths,
    french::{count, list, month_and_year, percent},
    ui::{download_link::DownloadLink, table::TableRegion},
};
use chart::{CohortPanel, Layout, ShareAt};
use domain::adoption::journeys::{Cohort, FEW, UseAfter};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind};

/// The school weeks of the table, where some cohort is followed for so long.
const SHOWN: [u32; 7] = [2, 4, 8, 12, 16, 24, 32];

/// What a share still in use is.
const MEANING: &str = "Encore en usage : ni décrochée ni en refus. Les semaines sont des semaines d'école de la zone de la classe, comptées après celle de l'embarquement ; \
    une classe qui décroche puis revient reste comptée comme partie, et un décrochage n'est constaté qu'après 6 semaines d'école sans usage. \
    Celles qui continuent comptent pour le temps où elles ont été suivies.";

/// How the panels are to be read.
const MARKS: &str = "Zone claire : 19 fois sur 20 (sans départ, il n'y en a pas) ; tirets : toutes les classes embarquées ensemble ; chaque courbe s'arrête quand moins de 5 classes sont suivies aussi longtemps.";

fn points(course: &[UseAfter]) -> Vec<ShareAt> {
    let point = |at: &UseAfter| ShareAt {
        week: at.week,
        share_per_mille: thousandths(at.share),
        interval: at
            .interval
            .map(|(low, high)| (thousandths(low), thousandths(high))),
    };
    course.iter().map(point).collect()
}

fn classes(cohort: &Cohort) -> String {
    count(i64::from(cohort.units()), "classe", "classes")
}

/// What all of them together find.
fn finding(together: &[UseAfter]) -> String {
    match together.last() {
        Some(last) if last.week > 0 => format!(
            "{} des classes embarquées sont encore en usage après {}",
            percent(thousandths(last.share), 1_000),
            count(i64::from(last.week), "semaine d'école", "semaines d'école")
        ),
        _ => "Il est trop tôt pour dire combien de temps dure l'usage".to_owned(),
    }
}

/// The figures of the panels; a cohort is drawn once it was followed for a week.
fn figures(page: &JourneysPage) -> chart::Cohorts {
    let together = page.journeys().together().course();
    let panel = |(month, cohort): (&chrono::NaiveDate, &Cohort)| {
        let course = cohort.course();
        (course.len() > 1).then(|| CohortPanel {
            name: month_and_year(*month),
            units: classes(cohort),
            course: points(&course),
        })
    };
    chart::Cohorts {
        panels: page.journeys().cohorts.iter().filter_map(panel).collect(),
        title: finding(&together),
        together: points(&together),
        measure: "semaines d’école".to_owned(),
        description: "Pour les classes embarquées chaque mois, la part encore en usage après chaque semaine d'école ; les mêmes chiffres sont dans le tableau qui suit.".to_owned(),
        id: "cohortes".to_owned(),
    }
}

/// The panels as a file of their own.
pub fn svg(page: &JourneysPage) -> String {
    let figures = figures(page);
    let source = format!(
        "{} {MARKS} {MEANING}{}",
        page.source(),
        unknown(page).unwrap_or_default()
    );
    let finding = format!("{} : {}", page.name(), figures.title);
    chart::standalone(&chart::cohorts(&figures, Layout::Wide), &finding, &source)
}

/// The finding, the panels, the table.
pub(super) fn view(page: &JourneysPage) -> AnyView {
    let figures = figures(page);
    if page.journeys().cohorts.is_empty() {
        return view! { <h2>"Combien de temps dure l'usage"</h2><p>"Aucune classe n'a encore été embarquée : il n'y a pas de cohorte à suivre."</p> }
            .into_any();
    }
    let drawn = (!figures.panels.is_empty()).then(|| {
        let pictures = format!(
            "{}{}",
            chart::cohorts(&figures, Layout::Wide),
            chart::cohorts(&figures, Layout::Narrow)
        );
        let file = page.address(page.here, "/cohortes.svg");
        view! {
            <figure class="c12-figure">
                <div inner_html=pictures></div>
                <figcaption>{page.source()} " " {MARKS}</figcaption>
            </figure>
            <p class="c12-actions"><DownloadLink href=file label="Télécharger le graphique (SVG)"/></p>
        }
    });
    view! {
        <h2>{figures.title}</h2>
        {drawn}
        {table(page)}
        <p class="fr-hint-text">{MEANING} {unknown(page)}</p>
        <p class="c12-actions"><DownloadLink href=page.address(page.here, "/cohortes.csv") label="Télécharger chaque semaine (CSV)"/> " " <DownloadLink href=page.address(page.here, "/cohortes.xlsx") label="Télécharger chaque semaine (XLSX)"/></p>
    }
    .into_any()
}

/// Where school weeks are not those of the zone.
fn unknown(page: &JourneysPage) -> Option<String> {
    let zones: Vec<_> = page.unknown.iter().map(|zone| french::zone(*zone)).collect();
    (!zones.is_empty()).then(|| {
        format!(
            " Les vacances ne sont pas saisies ({}) : les semaines d'école y sont celles de la métropole, en moyenne de ses trois zones.",
            list(&zones)
        )
    })
}

/// A cohort: its name, its units, its course.
struct CohortRow<'a> {
    name: String,
    cohort: &'a Cohort,
    course: Vec<UseAfter>,
}

fn table(page: &JourneysPage) -> AnyView {
    let together = page.journeys().together();
    let longest = together.course().last().map_or(0, |at| at.week);
    let mut columns = Columns::new()
        .with(
            Column::titled("Embarquées en", Kind::Text).naming_rows(),
            |of: &CohortRow<'_>| Cell::text(&of.name),
        )
        .with(Column::titled("Classes", Kind::Number), |of| {
            Cell::Number(i64::from(of.cohort.units()))
        })
        .with(Column::titled("Décrochées ou refus", Kind::Number), |of| {
            Cell::Number(i64::from(of.cohort.weeks.ended_by(u32::MAX)))
        })
        .with(Column::titled("Dont revenues", Kind::Number), |of| {
            Cell::Number(of.cohort.came_back)
        });
    for week in SHOWN.into_iter().filter(|week| *week <= longest) {
        let title = format!("Après {week} semaines");
        columns.push(Column::titled(title, Kind::Text), move |of| {
            match of.cohort.units() {
                ..FEW => Cell::Across(format!("moins de {FEW} classes : trop peu pour une part")),
                _ => share(&of.course, week),
            }
        });
    }
    let line = |name: String, cohort| CohortRow {
        name,
        cohort,
        course: Cohort::course(cohort),
    };
    let months = page.journeys().cohorts.iter();
    let mut rows: Vec<_> = months
        .map(|(month, cohort)| line(month_and_year(*month), cohort))
        .collect();
    rows.push(line("Toutes ensemble".to_owned(), &together));
    view! { <TableRegion table=columns.page("Part encore en usage, par mois d'embarquement", &rows)/> }
        .into_any()
}

/// `94 % (89 à 97 %)`; nothing where too few were followed for so long.
fn share(course: &[UseAfter], week: u32) -> Cell {
    let known = course.iter().find(|at| at.week == week);
    let per_mille = |share: f64| percent(thousandths(share), 1_000);
    Cell::or_empty(known, |at| match at.interval {
        Some((low, high)) => Cell::Text(format!(
            "{} ({} à {})",
            per_mille(at.share),
            per_mille(low),
            per_mille(high)
        )),
        None => Cell::Text(per_mille(at.share)),
    })
}
