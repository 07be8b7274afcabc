//! Funnel plot: shares against sizes, to tell which territories differ more than chance would have them.

mod draw;
mod labels;
mod scene;

use crate::render::axes::drawing;
use crate::render::layout::Layout;

/// A territory's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// The code that people know it by: `63`, `2A`.
    pub code: String,
    /// How many units it has.
    pub units: i64,
    /// The share of them, per mille.
    pub share_per_mille: i64,
}

/// Between which shares a territory of a size falls by chance alone, per mille.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The size.
    pub units: i64,
    /// 19 times out of 20 a share is not below.
    pub low95: i64,
    /// 19 times out of 20 a share is not above.
    pub high95: i64,
    /// 499 times out of 500 a share is not below.
    pub low998: i64,
    /// 499 times out of 500 a share is not above.
    pub high998: i64,
}

/// Where a territory falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Within both limits: nothing to tell from chance.
    Within,
    /// Beyond the limit that one in twenty passes by chance.
    Apart,
    /// Beyond the limit that one in five hundred passes by chance.
    FarApart,
}

/// The figures of a funnel plot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funnel {
    /// Those that are apart and have no room for their names are told by their codes: the page's table gives the same codes.
    pub territories: Vec<Spot>,
    /// By size, ascending. Between two of them a limit is a straight line in the drawing.
    pub limits: Vec<Limit>,
    /// The share of all units, per mille.
    pub share_per_mille: i64,
    /// Whose share that is, at its line: `France`.
    pub whole: String,
    /// What the sizes count, under the axis: `classes recensées`.
    pub measure: String,
    /// The finding, as the name of the picture.
    pub title: String,
    /// What the picture shows, for those who don't see it.
    pub description: String,
    /// The beginning of the ids within the picture: one per chart of a page.
    pub id: String,
}

impl Funnel {
    /// Where a territory falls, by the limits as they are drawn. Beyond the sizes of the limits the nearest counts.
    pub fn standing(&self, spot: &Spot) -> Standing {
        let Some([low998, low95, high95, high998]) = self.limits_at(spot.units) else {
            return Standing::Within;
        };
        let share = spot.share_per_mille * 1_000;
        if share < low998 || high998 < share {
            Standing::FarApart
        } else if share < low95 || high95 < share {
            Standing::Apart
        } else {
            Standing::Within
        }
    }

    /// The limits at a size from the lowest to the highest, in millionths.
    fn limits_at(&self, units: i64) -> Option<[i64; 4]> {
        let shares = |limit: &Limit| [limit.low998, limit.low95, limit.high95, limit.high998];
        let after = self.limits.partition_point(|limit| limit.units < units);
        let to = self.limits.get(after).or(self.limits.last())?;
        let from = self.limits.get(after.saturating_sub(1)).unwrap_or(to);
        let span = root(to.units) - root(from.units);
        let along = (root(units) - root(from.units)).clamp(0, span.max(0));
        let mut between = [0; 4];
        for (limit, (from, to)) in between.iter_mut().zip(shares(from).into_iter().zip(shares(to))) {
            *limit = from * 1_000 + (to - from) * 1_000 * along / span.max(1);
        }
        Some(between)
    }
}

/// Sizes are drawn by their square root, in thousandths: the small ones, where limits are wide, keep their room.
fn root(units: i64) -> i64 {
    (units.clamp(0, 1_000_000_000) * 1_000_000).isqrt()
}

/// The funnel plot as an `<svg>`, 1080 × 460 or 358 × 380. Both layouts may stand in a page: their ids differ.
///
/// Without a territory that has units the text is empty.
pub fn funnel(figures: &Funnel, layout: Layout) -> String {
    if figures.territories.iter().all(|spot| spot.units <= 0) {
        return String::new();
    }
    let scene = scene::FunnelScene::new(figures, layout);
    let words: [&str; 3] = [&figures.id, &figures.title, &figures.description];
    drawing(layout, scene.size, words, |svg| scene.draw(svg))
}
