//! The funnel plot: which territories differ from the nation by more than chance explains.

use super::{Beside, Comparison};
use crate::{
    adoption::figures::{per_mille, thousandths},
    french::{list, number, plural},
    ui::download_link::DownloadLink,
};
use chart::{Layout, Limit, Spot};
use domain::adoption::{FunnelPlace, FunnelSide, funnel_limits};
use leptos::prelude::*;

/// Sizes at which the limits are computed: between two of them they are straight enough.
const SIZES: i64 = 40;
/// Territories told by name in a sentence.
const NAMED: usize = 3;

/// The figures of the funnel plot; its title is the finding in words.
pub(super) fn figures(comparison: &Comparison) -> chart::Funnel {
    let apart =
        outside(comparison, FunnelSide::Above).count() + outside(comparison, FunnelSide::Below).count();
    let apart = i64::try_from(apart).unwrap_or(0);
    let all = i64::try_from(comparison.list.len()).unwrap_or(0);
    let finding = match apart {
        0 => "Le hasard suffit à expliquer tous les écarts entre territoires".to_owned(),
        _ => format!(
            "{} sur {} {} de la France plus que le hasard ne l'explique",
            number(apart),
            number(all),
            plural(apart, "s'écarte", "s'écartent")
        ),
    };
    let largest = comparison
        .list
        .iter()
        .map(|one| one.child.counts.census())
        .max()
        .unwrap_or(1);
    let share = comparison.whole.share();
    chart::Funnel {
        territories: comparison
            .list
            .iter()
            .map(|one| Spot {
                name: one.child.name.clone(),
                code: one.child.code.local().to_owned(),
                units: one.child.counts.census(),
                share_per_mille: one.share(),
            })
            .collect(),
        limits: limits(largest, share),
        share_per_mille: per_mille(comparison.whole.using, comparison.whole.census),
        whole: "France".to_owned(),
        measure: "classes recensées".to_owned(),
        title: finding,
        description: "Chaque point est un territoire : à droite les grands, en haut les fortes parts. Entre les deux courbes, le hasard suffit à expliquer l'écart à la France.".to_owned(),
        id: "hasard".to_owned(),
    }
}

/// Those that stand apart on a side, where chance hardly ever puts one: 19 times out of 20 would name one in twenty of those that do not differ.
fn outside(comparison: &Comparison, side: FunnelSide) -> impl Iterator<Item = &Beside> {
    let apart = move |one: &&Beside| matches!(one.place, FunnelPlace::Outside998(at) if at == side);
    comparison.list.iter().filter(apart)
}

/// Legend of the curves.
pub(super) const CURVES: &str = "Courbes : 19 fois sur 20 (intérieures) et 499 fois sur 500 (extérieures), si chaque territoire avait la part de la France.";

/// Reading note of the funnel plot.
pub(super) const READ: &str = "Points pleins : au-delà de ces courbes. L'axe des classes se resserre vers la droite (racine carrée). Un code seul est celui du territoire, dans le tableau plus bas.";

/// The finding, the plot, its file.
pub(super) fn view(comparison: &Comparison) -> AnyView {
    let figures = figures(comparison);
    let pictures = format!(
        "{}{}",
        chart::funnel(&figures, Layout::Wide),
        chart::funnel(&figures, Layout::Narrow)
    );
    let high: Vec<_> = outside(comparison, FunnelSide::Above)
        .take(NAMED)
        .map(|one| one.child.name.clone())
        .collect();
    let above = (!high.is_empty()).then(|| {
        view! { <p>{format!("Au-dessus de ce que le hasard explique, entre autres : {}.", list(&high))}</p> }
    });
    let file = comparison.address("/hasard.svg", comparison.mesh);
    view! {
        <h2>{figures.title}</h2>
        {above}
        <figure class="c12-figure">
            <div inner_html=pictures></div>
            <figcaption>{comparison.source()} " " {CURVES} " " {READ} " " <a href="/methodes#comparer">"Comment comparer"</a></figcaption>
        </figure>
        <p class="c12-actions"><DownloadLink href=file label="Télécharger le graphique (SVG)"/></p>
    }
    .into_any()
}

/// The limits at sizes that are closer where they bend: by squares.
fn limits(largest: i64, share: f64) -> Vec<Limit> {
    let mut sizes: Vec<i64> = (1..=SIZES)
        .map(|step| (largest * step * step / (SIZES * SIZES)).max(1))
        .collect();
    sizes.dedup();
    let limit = |units: i64| {
        let limits = funnel_limits(units, share)?;
        Some(Limit {
            units,
            low95: thousandths(limits.within_95.0),
            high95: thousandths(limits.within_95.1),
            low998: thousandths(limits.within_998.0),
            high998: thousandths(limits.within_998.1),
        })
    };
    sizes.into_iter().filter_map(limit).collect()
}
