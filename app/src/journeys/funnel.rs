//! Who ever reached which stage, and after how long: as a table and as files.

use super::JourneysPage;
use crate::{
    french::{count, percent},
    ui::{badge, download_link::DownloadLink, table::TableRegion},
};
use domain::{
    AdoptionStage,
    adoption::{Survival, Tally, journeys::LADDER},
    search::fold,
};
use leptos::prelude::*;
use report::{Cell, Column, Columns, Kind};

/// The median wait in words: `34 jours`, `le même jour`, or that half is not there.
fn median(curve: &Survival) -> String {
    match curve.median() {
        Some(0) => "le même jour".to_owned(),
        Some(days) => count(i64::from(days), "jour", "jours"),
        None if curve.followed.is_none() => "sans objet".to_owned(),
        None => "non atteint par la moitié".to_owned(),
    }
}

/// Its interval in words.
fn interval(curve: &Survival) -> String {
    match curve.median_interval() {
        Some((0, Some(0))) => "le même jour".to_owned(),
        Some((low, Some(high))) if low == high => count(i64::from(low), "jour", "jours"),
        Some((low, Some(high))) => format!("{low} à {}", count(i64::from(high), "jour", "jours")),
        // Where the last one followed arrives, the curve has no edge any more: nothing is known beyond.
        Some((0, None)) => "–".to_owned(),
        Some((low, None)) => format!("{} ou plus", count(i64::from(low), "jour", "jours")),
        None => "–".to_owned(),
    }
}

/// What the stages reached find.
fn finding(page: &JourneysPage) -> String {
    let journeys = page.journeys();
    let [contacted, .., regular] = journeys.reached;
    format!(
        "{} des classes ont été contactées, {} ont atteint un usage régulier",
        percent(contacted, journeys.census),
        percent(regular, journeys.census)
    )
}

/// The stages reached as a file of its own.
pub fn svg(page: &JourneysPage) -> String {
    let journeys = page.journeys();
    let reached = LADDER.iter().zip(journeys.reached);
    let first = (AdoptionStage::Identified, journeys.census);
    let rows = std::iter::once(first).chain(reached.map(|(stage, reached)| (*stage, reached)));
    let figures = chart::Bars {
        rows: rows
            .map(|(stage, reached)| (french::stage(stage).to_owned(), reached))
            .collect(),
        whole: journeys.census,
        title: finding(page),
        description: "Classes qui ont atteint chaque stade un jour, sur les classes recensées.".to_owned(),
        id: "entonnoir".to_owned(),
    };
    let source = format!(
        "{} A atteint un stade la classe qui y a été un jour, ou plus loin.",
        page.source()
    );
    let title = format!("{} : {}", page.name(), figures.title);
    chart::standalone(&chart::bars(&figures), &title, &source)
}

/// The finding, the table, the files.
pub(super) fn view(page: &JourneysPage) -> AnyView {
    let journeys = page.journeys();
    let first = Reached {
        stage: AdoptionStage::Identified,
        units: journeys.census,
        wait: None,
    };
    let rows = std::iter::once(first).chain(reached(page));
    let table = columns(page).page("Classes qui ont atteint chaque stade", &rows.collect::<Vec<_>>());
    let left = (journeys.left > 0).then(|| {
        format!(
            " {} du recensement depuis : elles ne sont plus dans les comptes, leur attente compte jusqu'à leur retrait.",
            count(journeys.left, "classe a été retirée", "classes ont été retirées")
        )
    });
    view! {
        <h2>{finding(page)}</h2>
        <TableRegion table=table/>
        <p class="fr-hint-text">
            {page.source()} " A atteint un stade la classe qui y a été un jour, ou plus loin : un stade sauté est atteint le même jour. Une classe qui décroche ou refuse ensuite l'a atteint tout de même. Médiane : le nombre de jours au bout duquel la moitié des classes du stade précédent (du recensement, pour la première) sont allées plus loin ; celles qui n'y sont pas encore, refus compris, comptent pour le temps où elles ont été suivies."
            {left} " " <a href="/methodes#parcours">"Méthode"</a>
        </p>
        <p class="c12-actions"><DownloadLink href=page.address(page.here, "/entonnoir.csv") label="Télécharger ce tableau (CSV)"/> " " <DownloadLink href=page.address(page.here, "/entonnoir.xlsx") label="Télécharger ce tableau (XLSX)"/> " " <DownloadLink href=page.address(page.here, "/entonnoir.svg") label="Télécharger les barres (SVG)"/></p>
    }
    .into_any()
}

/// A stage: who ever reached it.
pub(super) struct Reached<'a> {
    stage: AdoptionStage,
    units: i64,
    /// How long it took from the stage before; none of the first.
    wait: Option<&'a Tally>,
}

/// The stages after the first.
pub(super) fn reached(page: &JourneysPage) -> impl Iterator<Item = Reached<'_>> {
    let journeys = page.journeys();
    let all = LADDER.iter().zip(journeys.reached).zip(&journeys.waits);
    all.map(|((stage, units), wait)| Reached {
        stage: *stage,
        units,
        wait: Some(wait),
    })
}

/// What a row of the file begins with.
fn begin<'a>(page: &'a JourneysPage) -> Columns<'a, Reached<'a>> {
    Columns::new()
        .with(
            Column::filed("Année scolaire", "annee_scolaire", Kind::Text),
            |_| Cell::Text(page.scope.year.to_string()),
        )
        .with(Column::filed("Territoire", "territoire", Kind::Text), |_| {
            Cell::Text(page.here.to_string())
        })
        .with(Column::filed("Au", "au", Kind::Day), |_| Cell::Day(page.until))
}

/// The columns of a stage.
pub(super) fn columns(page: &JourneysPage) -> Columns<'_, Reached<'_>> {
    let census = page.journeys().census;
    let curve = |of: &Reached<'_>| of.wait.map(Tally::survival);
    let said = move |of: &Reached<'_>, said: fn(&Survival) -> String| {
        Cell::or_empty(curve(of), |curve| Cell::Text(said(&curve)))
    };
    let counted = |of: &Reached<'_>, count: fn(&Tally) -> u32| {
        Cell::or_empty(of.wait, |wait| Cell::Number(i64::from(count(wait))))
    };
    let days = move |of: &Reached<'_>, days: fn(&Survival) -> Option<u32>| {
        let days = curve(of).and_then(|curve| days(&curve));
        Cell::or_empty(days, |days| Cell::Number(i64::from(days)))
    };
    begin(page)
        .with(
            Column::new("Stade", "stade", Kind::Text).naming_rows(),
            |of: &Reached<'_>| {
                let word = french::stage(of.stage);
                Cell::word(word, fold(word)).shown_as(badge::stage_html(of.stage))
            },
        )
        .with(
            Column::filed("Recensées", "recensees", Kind::Number),
            move |_| Cell::Number(census),
        )
        .with(Column::new("L'ont atteint", "atteint", Kind::Number), |of| {
            Cell::Number(of.units)
        })
        .with(Column::titled("Part", Kind::Share), move |of| Cell::Share {
            part: of.units,
            whole: census,
        })
        .with(
            Column::on_page("Du recensement")
                .classes("c12-wide c12-text", "c12-wide")
                .blank(""),
            move |of| Cell::html(chart::share_bar(of.units, census)),
        )
        .with(
            Column::on_page("Depuis le stade précédent (médiane)"),
            move |of| said(of, median),
        )
        .with(Column::on_page("19 fois sur 20"), move |of| said(of, interval))
        .with(
            Column::new("Classes suivies", "suivies_depuis_le_precedent", Kind::Number),
            move |of| counted(of, Tally::count),
        )
        .with(
            Column::new("Dont le même jour", "le_meme_jour", Kind::Number),
            move |of| counted(of, |wait| wait.ended_by(0)),
        )
        .with(
            Column::filed(
                "Depuis le stade précédent, médiane",
                "mediane_jours",
                Kind::Number,
            )
            .unit("jours"),
            move |of| days(of, Survival::median),
        )
        .with(
            Column::filed("19 fois sur 20, au moins", "mediane_basse_95", Kind::Number).unit("jours"),
            move |of| days(of, |curve| curve.median_interval().map(|(low, _)| low)),
        )
        .with(
            Column::filed("19 fois sur 20, au plus", "mediane_haute_95", Kind::Number).unit("jours"),
            move |of| days(of, |curve| curve.median_interval().and_then(|(_, high)| high)),
        )
}
