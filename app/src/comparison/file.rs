//! The territories beside each other as files: a table, the map, the funnel plot.

use super::{Beside, Comparison, view};
use crate::{french, scope::about, ui::html};
use domain::adoption::{FunnelPlace, FunnelSide};
use report::{Cell, Column, Columns, Kind, Sheet};

/// A territory by its place in the alphabet.
type Ranked<'a> = (i64, &'a Beside);

/// The territories, each with its number on the page and on the funnel plot.
pub(super) fn ranked(comparison: &Comparison) -> Vec<Ranked<'_>> {
    (1..).zip(&comparison.list).collect()
}

/// The columns of a territory.
pub(super) fn columns(comparison: &Comparison) -> Columns<'_, Ranked<'_>> {
    let year = comparison.scope.year.to_string();
    let one = french::capital(view::words_of(comparison).0);
    Columns::new()
        .with(Column::on_page("N°"), |(rank, _): &Ranked<'_>| {
            Cell::Number(*rank)
        })
        .with(
            Column::filed("Année scolaire", "annee_scolaire", Kind::Text),
            move |_| Cell::text(&year),
        )
        .with(Column::filed("Code", "code", Kind::Text), |(_, one)| {
            Cell::text(one.child.code.as_str())
        })
        .with(
            Column::new(one, "nom", Kind::Text)
                .naming_rows()
                .class("c12-text"),
            |(_, one)| {
                let name = french::territory(comparison.kind(), &one.child.name);
                let href = comparison.scope.page(one.child.code.as_str());
                Cell::text(&one.child.name).shown_as(html::link(&name, &href))
            },
        )
        .with(Column::filed("Au", "au", Kind::Day), |_| {
            Cell::Day(comparison.today)
        })
        .with(Column::new("Classes", "recensees", Kind::Number), |(_, one)| {
            Cell::Number(one.child.counts.census())
        })
        .with(
            Column::filed("Classes utilisatrices", "utilisatrices", Kind::Number),
            |(_, one)| Cell::Number(one.child.counts.using()),
        )
        .with(
            Column::new("Utilisatrices", "part_pour_mille", Kind::Share),
            |(_, one)| Cell::Share {
                part: one.child.counts.using(),
                whole: one.child.counts.census(),
            },
        )
        .with(
            Column::new("En 4 semaines", "evolution_4_semaines_pour_mille", Kind::Points).blank("—"),
            |(_, one)| Cell::or_empty(one.moved, Cell::Points),
        )
        .with(
            Column::new("Hasard", "hasard", Kind::Text).class("c12-text"),
            |(_, one)| place(one.place),
        )
}

/// One row a territory.
pub fn sheet(comparison: &Comparison) -> Sheet {
    let mut about = about(&comparison.scope, comparison.whole.1, comparison.today);
    about.push(("Hasard", view::CURVES.to_owned()));
    Sheet {
        table: columns(comparison).file("Comparaison des territoires", &ranked(comparison)),
        about,
        day: comparison.today,
    }
}

/// The map as a file of its own.
pub fn map_svg(comparison: &Comparison) -> String {
    let figures = view::map(comparison);
    let drawn = chart::map(&figures, chart::Layout::Wide);
    chart::standalone(&drawn, &figures.title, &view::source(comparison))
}

/// The funnel plot as a file of its own.
pub fn chance_svg(comparison: &Comparison) -> String {
    let figures = view::funnel(comparison);
    let drawn = chart::funnel(&figures, chart::Layout::Wide);
    let source = format!("{} {} {}", view::source(comparison), view::CURVES, view::READ);
    chart::standalone(&drawn, &figures.title, &source)
}

/// What chance has to do with it.
fn place(place: FunnelPlace) -> Cell {
    let (said, code) = match place {
        FunnelPlace::Within => ("dans les limites", "dans_les_limites"),
        FunnelPlace::Outside95(FunnelSide::Above) => ("au-dessus (19 sur 20)", "au_dessus_95"),
        FunnelPlace::Outside95(FunnelSide::Below) => ("au-dessous (19 sur 20)", "au_dessous_95"),
        FunnelPlace::Outside998(FunnelSide::Above) => ("au-dessus (499 sur 500)", "au_dessus_99_8"),
        FunnelPlace::Outside998(FunnelSide::Below) => ("au-dessous (499 sur 500)", "au_dessous_99_8"),
    };
    Cell::word(said, code)
}
