//! The columns of the quality of a territory's figures, on the page and in files.

use super::QualityPage;
use crate::french::{self, count};
use domain::{TerritoryCode, adoption::Quality};
use report::{Cell, Column, Columns, Kind};

/// The quality of a territory's figures.
pub(super) struct TerritoryQuality<'a> {
    pub(super) code: TerritoryCode,
    pub(super) name: &'a str,
    pub(super) quality: &'a Quality,
}

/// The columns of a territory. Of a year that is over, nothing is told of silence.
pub(super) fn columns<'a>(page: &'a QualityPage, child: &str) -> Columns<'a, TerritoryQuality<'a>> {
    let columns = Columns::new()
        .with(
            Column::filed("Année scolaire", "annee_scolaire", Kind::Text),
            |_| Cell::Text(page.scope.year.to_string()),
        )
        .with(
            Column::filed("Code", "code", Kind::Text),
            |of: &TerritoryQuality<'_>| Cell::Text(of.code.to_string()),
        )
        .with(
            Column::new(french::capital(child), "nom", Kind::Text).naming_rows(),
            |of| Cell::link(of.name, page.scope.page(&format!("{}/qualite", of.code))),
        )
        .with(Column::filed("Au", "au", Kind::Day), |_| Cell::Day(page.until))
        .with(Column::new("Classes", "recensees", Kind::Number), |of| {
            Cell::Number(of.quality.units)
        });
    with_delays(with_shares(with_counts(columns, page), page), page)
}

/// A cell about silence: empty where no news is expected any more.
fn expected(page: &QualityPage, cell: Cell) -> Cell {
    if page.current { cell } else { Cell::Empty }
}

/// Of files: how many units are silent, estimated, contradicted, and the updates.
fn with_counts<'a>(
    columns: Columns<'a, TerritoryQuality<'a>>,
    page: &'a QualityPage,
) -> Columns<'a, TerritoryQuality<'a>> {
    columns
        .with(
            Column::filed("Classes à relancer", "a_relancer", Kind::Number),
            move |of| expected(page, Cell::Number(of.quality.stale)),
        )
        .with(
            Column::filed("Classes sans nouvelle", "sans_nouvelle", Kind::Number),
            move |of| expected(page, Cell::Number(of.quality.silent)),
        )
        .with(
            Column::filed("Classes estimées", "estimees", Kind::Number),
            |of| Cell::Number(of.quality.estimated),
        )
        .with(
            Column::filed("Classes contradictoires", "contradictoires", Kind::Number),
            |of| Cell::Number(of.quality.contradicted),
        )
        .with(
            Column::filed("Mises à jour", "mises_a_jour", Kind::Number),
            |of| Cell::Number(of.quality.updates()),
        )
}

/// Of the page: the same as shares of the units.
fn with_shares<'a>(
    columns: Columns<'a, TerritoryQuality<'a>>,
    page: &'a QualityPage,
) -> Columns<'a, TerritoryQuality<'a>> {
    let share = |of: &TerritoryQuality<'_>, part: i64| Cell::Share {
        part,
        whole: of.quality.units,
    };
    columns
        .with(Column::titled("À relancer", Kind::Share), move |of| {
            expected(page, share(of, of.quality.stale))
        })
        .with(Column::titled("Sans nouvelle", Kind::Share), move |of| {
            expected(page, share(of, of.quality.silent))
        })
        .with(Column::titled("Estimées", Kind::Share), move |of| {
            share(of, of.quality.estimated)
        })
        .with(Column::titled("Contradictoires", Kind::Share), move |of| {
            share(of, of.quality.contradicted)
        })
}

/// How late updates were written, when the latest came and when the next is due.
fn with_delays<'a>(
    columns: Columns<'a, TerritoryQuality<'a>>,
    page: &'a QualityPage,
) -> Columns<'a, TerritoryQuality<'a>> {
    let late = |quality: &Quality, of_hundred| {
        let days = Cell::or_empty(quality.written_within(of_hundred), Cell::Number);
        days.shown_as(delay(quality, of_hundred))
    };
    columns
        .with(
            Column::new("Retard médian", "retard_median_jours", Kind::Number).unit("jours"),
            move |of| late(of.quality, 50),
        )
        .with(
            Column::new("9 fois sur 10", "retard_9_sur_10_jours", Kind::Number).unit("jours"),
            move |of| late(of.quality, 90),
        )
        .with(
            Column::new("Dernière nouvelle", "derniere_nouvelle", Kind::Day),
            |of| Cell::or_empty(of.quality.last_news, Cell::Day),
        )
        .with(
            Column::new("Attendue le", "attendue_au_plus_tard", Kind::Day),
            move |of| expected(page, Cell::or_empty(of.quality.due(), Cell::Day)),
        )
}

/// After how many days so many updates of a hundred were written, in words.
pub(super) fn delay(quality: &Quality, of_hundred: i64) -> String {
    match quality.written_within(of_hundred) {
        None => "–".to_owned(),
        Some(0) => "le jour même".to_owned(),
        Some(days) => count(days, "jour", "jours"),
    }
}
