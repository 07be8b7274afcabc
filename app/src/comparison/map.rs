//! The map: the share of each territory, on a fixed scale.

use super::{Beside, Comparison, FEW, median};
use crate::french::{percent, points};
use chart::Area;

/// What the map finds.
fn finding(comparison: &Comparison) -> String {
    let middle = percent(median(&comparison.list), 1_000);
    let (_, many) = comparison.mesh.words();
    format!("La moitié des {many} ont plus de {middle} de classes utilisatrices, la moitié moins")
}

/// The figures of the map; its title is the finding in words.
pub(super) fn figures(comparison: &Comparison) -> chart::Map {
    let area = |one: &Beside| {
        let census = one.child.counts.census();
        Area {
            code: one.child.code.to_string(),
            name: one.child.name.clone(),
            share_per_mille: (census >= FEW).then(|| one.share()),
            units: census,
            href: comparison.scope.page(one.child.code.as_str()),
            note: one
                .moved
                .map(|moved| format!("{} en 4 semaines", points(moved)))
                .unwrap_or_default(),
        }
    };
    chart::Map {
        territories: comparison.list.iter().map(area).collect(),
        level: comparison.level(),
        measure: "Part de classes utilisatrices".to_owned(),
        title: finding(comparison),
        description: "La part de classes utilisatrices de chaque territoire ; chacun mène à sa page. Les mêmes chiffres sont dans le tableau de cette page.".to_owned(),
        id: "carte".to_owned(),
    }
}
