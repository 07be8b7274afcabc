//! The territories beside each other as a file that a French spreadsheet opens.

use super::{Comparison, view};
use crate::rollout::csv_text as text;
use domain::adoption::{FunnelPlace, FunnelSide};

/// One line a territory.
pub fn csv(comparison: &Comparison) -> String {
    let mut out = String::from(
        "\u{feff}annee_scolaire;code;nom;au;recensees;utilisatrices;part_pour_mille;evolution_4_semaines_pour_mille;hasard\r\n",
    );
    for one in &comparison.list {
        let counts = &one.child.counts;
        out.push_str(&format!(
            "{};{};{};{};{};{};{};{};{}\r\n",
            comparison.scope.year,
            one.child.code,
            text(&one.child.name),
            comparison.today,
            counts.census(),
            counts.using(),
            one.share(),
            one.moved.map(|moved| moved.to_string()).unwrap_or_default(),
            place(one.place)
        ));
    }
    out
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
    let source = format!("{} {}", view::source(comparison), view::CURVES);
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
