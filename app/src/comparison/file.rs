//! The territories beside each other as files: a table, the map, the funnel plot.

use super::{Comparison, view};
use crate::scope::about;
use domain::adoption::{FunnelPlace, FunnelSide};
use report::{Cell, Kind, Sheet, Table};

/// One row a territory.
pub fn sheet(comparison: &Comparison) -> Sheet {
    let columns = [
        ("annee_scolaire", Kind::Text),
        ("code", Kind::Text),
        ("nom", Kind::Text),
        ("au", Kind::Day),
        ("recensees", Kind::Number),
        ("utilisatrices", Kind::Number),
        ("part_pour_mille", Kind::Number),
        ("evolution_4_semaines_pour_mille", Kind::Number),
        ("hasard", Kind::Text),
    ];
    let mut table = Table::of("Comparaison des territoires", &columns);
    for one in &comparison.list {
        let counts = &one.child.counts;
        table.rows.push(vec![
            Cell::text(comparison.scope.year.to_string()),
            Cell::text(one.child.code.as_str()),
            Cell::text(&one.child.name),
            Cell::Day(comparison.today),
            Cell::Number(counts.census()),
            Cell::Number(counts.using()),
            Cell::Number(one.share()),
            Cell::or_empty(one.moved, Cell::Number),
            Cell::text(place(one.place)),
        ]);
    }
    let mut about = about(&comparison.scope, comparison.whole.1, comparison.today);
    about.push(("Hasard", view::CURVES.to_owned()));
    Sheet {
        table,
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

/// What chance has to do with it, in a word that a program reads.
const fn place(place: FunnelPlace) -> &'static str {
    match place {
        FunnelPlace::Within => "dans_les_limites",
        FunnelPlace::Outside95(FunnelSide::Above) => "au_dessus_95",
        FunnelPlace::Outside95(FunnelSide::Below) => "au_dessous_95",
        FunnelPlace::Outside998(FunnelSide::Above) => "au_dessus_99_8",
        FunnelPlace::Outside998(FunnelSide::Below) => "au_dessous_99_8",
    }
}
