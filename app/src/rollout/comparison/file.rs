//! The territories beside each other as a file that a French spreadsheet opens.

use super::Comparison;
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
