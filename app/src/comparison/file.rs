//! The territories beside each other as files: a table, the map, the funnel plot.

use super::{Comparison, chance, columns::columns, map};
use crate::scope::about;
use report::Sheet;

/// One row a territory.
pub fn sheet(comparison: &Comparison) -> Sheet {
    let mut about = about(&comparison.scope, comparison.whole.census, comparison.today);
    about.push(("Hasard", chance::CURVES.to_owned()));
    Sheet {
        table: columns(comparison).file("Comparaison des territoires", &comparison.list),
        about,
        day: comparison.today,
    }
}

/// The map as a file of its own.
pub fn map_svg(comparison: &Comparison) -> String {
    let figures = map::figures(comparison);
    let drawn = chart::map(&figures, chart::Layout::Wide);
    chart::standalone(&drawn, &figures.title, &comparison.source())
}

/// The funnel plot as a file of its own.
pub fn chance_svg(comparison: &Comparison) -> String {
    let figures = chance::figures(comparison);
    let drawn = chart::funnel(&figures, chart::Layout::Wide);
    let source = format!("{} {} {}", comparison.source(), chance::CURVES, chance::READ);
    chart::standalone(&drawn, &figures.title, &source)
}
