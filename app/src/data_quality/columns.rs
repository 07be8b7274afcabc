//! The columns of the quality of a territory's figures, on the page and in files.

use super::QualityPage;
use crate::french::{self, count};
use domain::{TerritoryCode, adoption::Quality};
use report::{Cell, Column, Columns, Kind};

/// A territory: its code, its name, the quality of its figures.
pub(super) type Row<'a> = (TerritoryCode, &'a str, &'a Quality);

/// The columns of a territory. Of a year that is over, nothing is told of silence.
pub(super) fn columns<'a>(page: &'a QualityPage, child: &str) -> Columns<'a, Row<'a>> {
    let expected = |cell: Cell| if page.current { cell } else { Cell::Empty };
    let share = |title, part: fn(&Quality) -> i64| {
        let fill = move |(.., quality): &Row<'_>| Cell::Share {
            part: part(quality),
            whole: quality.units,
        };
        (Column::titled(title, Kind::Share), fill)
    };
    let (stale, silent) = (
        share("À relancer", |of| of.stale),
        share("Sans nouvelle", |of| of.silent),
    );
    let estimated = share("Estimées", |of| of.estimated);
    let contradicted = share("Contradictoires", |of| of.contradicted);
    let late = |quality: &Quality, of_hundred| {
        let days = Cell::or_empty(quality.written_within(of_hundred), Cell::Number);
        days.shown_as(delay(quality, of_hundred))
    };
    Columns::new()
        .with(
            Column::filed("Année scolaire", "annee_scolaire", Kind::Text),
            |_| Cell::Text(page.scope.year.to_string()),
        )
        .with(
            Column::filed("Code", "code", Kind::Text),
            |(code, ..): &Row<'_>| Cell::Text(code.to_string()),
        )
        .with(
            Column::new(french::capital(child), "nom", Kind::Text).naming_rows(),
            |(code, name, _)| Cell::link(*name, page.scope.page(&format!("{code}/qualite"))),
        )
        .with(Column::filed("Au", "au", Kind::Day), |_| Cell::Day(page.until))
        .with(
            Column::new("Classes", "recensees", Kind::Number),
            |(.., quality)| Cell::Number(quality.units),
        )
        .with(
            Column::filed("Classes à relancer", "a_relancer", Kind::Number),
            move |(.., quality)| expected(Cell::Number(quality.stale)),
        )
        .with(
            Column::filed("Classes sans nouvelle", "sans_nouvelle", Kind::Number),
            move |(.., quality)| expected(Cell::Number(quality.silent)),
        )
        .with(
            Column::filed("Classes estimées", "estimees", Kind::Number),
            |(.., quality)| Cell::Number(quality.estimated),
        )
        .with(
            Column::filed("Classes contradictoires", "contradictoires", Kind::Number),
            |(.., quality)| Cell::Number(quality.contradicted),
        )
        .with(
            Column::filed("Mises à jour", "mises_a_jour", Kind::Number),
            |(.., quality)| Cell::Number(quality.updates()),
        )
        .with(stale.0, move |row| expected(stale.1(row)))
        .with(silent.0, move |row| expected(silent.1(row)))
        .with(estimated.0, estimated.1)
        .with(contradicted.0, contradicted.1)
        .with(
            Column::new("Retard médian", "retard_median_jours", Kind::Number).unit("jours"),
            move |(.., quality)| late(quality, 50),
        )
        .with(
            Column::new("9 fois sur 10", "retard_9_sur_10_jours", Kind::Number).unit("jours"),
            move |(.., quality)| late(quality, 90),
        )
        .with(
            Column::new("Dernière nouvelle", "derniere_nouvelle", Kind::Day),
            |(.., quality)| Cell::or_empty(quality.last_news, Cell::Day),
        )
        .with(
            Column::new("Attendue le", "attendue_au_plus_tard", Kind::Day),
            move |(.., quality)| expected(Cell::or_empty(quality.due(), Cell::Day)),
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
