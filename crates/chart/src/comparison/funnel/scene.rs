//! Where the funnel's axes begin and end, and which territories are apart.

use super::{Funnel, Spot, Standing, root};
use crate::render::axes::VALUE_GAP;
use crate::render::backend::text_width;
use crate::render::geometry::Rect;
use crate::render::layout::{Layout, Size};
use plotters_backend::BackendCoord;

/// From the plot to the name of the whole, in tenths of a pixel.
pub(super) const LABEL_GAP: i32 = 130;

const WIDE: Size = Size {
    width: 10_800,
    height: 4_600,
    em: 140,
};
const NARROW: Size = Size {
    width: 3_580,
    height: 3_900,
    em: 130,
};

/// The figures ready to be drawn.
pub(super) struct FunnelScene<'a> {
    pub(super) figures: &'a Funnel,
    pub(super) layout: Layout,
    pub(super) size: Size,
    /// The plot area, between the shares and the name of the whole.
    pub(super) area: Rect,
    /// Between the names of two sizes, in tenths of a pixel.
    room: i32,
    /// The greatest size.
    pub(super) most: i64,
    pub(super) whole: String,
}

impl<'a> FunnelScene<'a> {
    pub(super) fn new(figures: &'a Funnel, layout: Layout) -> Self {
        // The size, then what stands above the plot area (what the limits are) and below it (sizes, what they count).
        let (size, above, below, room) = match layout {
            Layout::Wide => (WIDE, 400, 480, 600),
            Layout::Narrow => (NARROW, 560, 460, 400),
        };
        let share = french::percent(figures.share_per_mille, 1_000);
        let whole = format!("{}\n{share}", figures.whole);
        let most = figures.territories.iter().map(|spot| spot.units).max();
        Self {
            figures,
            layout,
            size,
            area: Rect {
                left: VALUE_GAP + text_width(&french::percent(1, 1), size.em),
                top: above,
                right: size.width - LABEL_GAP - text_width(&whole, size.em),
                bottom: size.height - below,
            },
            room,
            most: most.unwrap_or_default().max(1),
            whole,
        }
    }

    pub(super) fn x(&self, units: i64) -> i32 {
        // A dot on the edge would look cut.
        let along = i64::from(self.area.width()) * 98 / 100 * root(units) / root(self.most).max(1);
        self.area.left + i32::try_from(along).unwrap_or_default()
    }

    /// Of a share in millionths.
    pub(super) fn y(&self, share: i64) -> i32 {
        let up = (i64::from(self.area.height()) * share.clamp(0, 1_000_000) + 500_000) / 1_000_000;
        self.area.bottom - i32::try_from(up).unwrap_or_default()
    }

    pub(super) fn point(&self, spot: &Spot) -> BackendCoord {
        (self.x(spot.units), self.y(spot.share_per_mille * 1_000))
    }

    /// Round sizes whose names stand apart, zero among them, the greatest first.
    pub(super) fn sizes(&self) -> Vec<i64> {
        let powers = (0..10).map(|power| 10_i64.pow(power));
        let rounds = powers.flat_map(|power| [1, 2, 5].map(|digit| digit * power));
        let shown: Vec<i64> = rounds.take_while(|size| *size <= self.most).collect();
        let apart = |one: i64, other: i64| {
            let room = text_width(&french::number(one), self.size.em) + 60;
            self.x(one) - self.x(other) >= room.max(self.room)
        };
        let mut sizes: Vec<i64> = Vec::new();
        for size in shown.into_iter().rev() {
            if apart(size, 0) && sizes.last().is_none_or(|last| apart(*last, size)) {
                sizes.push(size);
            }
        }
        sizes.push(0);
        sizes
    }

    /// One of the four limits as a line, from where it leaves the edge of the plot to the greatest size.
    pub(super) fn limit(&self, which: usize) -> Vec<BackendCoord> {
        let sizes = self.figures.limits.iter().map(|limit| limit.units);
        let known = sizes.filter(|units| *units < self.most);
        let mut line: Vec<(i64, i64)> = Vec::new();
        for units in known.chain([self.most]) {
            let Some(limits) = self.figures.limits_at(units) else {
                continue;
            };
            let share = limits[which].clamp(0, 1_000_000);
            // Along the edge there is no limit to see.
            if let [(_, one)] = line.as_slice()
                && *one == share
                && (share == 0 || share == 1_000_000)
            {
                line.clear();
            }
            line.push((units, share));
        }
        let points = line
            .into_iter()
            .map(|(units, share)| (self.x(units), self.y(share)));
        let mut points: Vec<BackendCoord> = points.collect();
        points.dedup();
        points
    }

    /// The territories that are apart, the farthest from chance first.
    pub(super) fn apart(&self) -> Vec<&'a Spot> {
        let figures = self.figures;
        let spots = figures.territories.iter();
        let mut apart: Vec<&Spot> = spots
            .filter(|spot| spot.units > 0 && figures.standing(spot) != Standing::Within)
            .collect();
        apart.sort_by_cached_key(|spot| -self.beyond(spot));
        apart
    }

    /// How many thousandths of the way from the whole's share to the limit of one in twenty: the more the less
    /// likely, whatever the size.
    fn beyond(&self, spot: &Spot) -> i64 {
        let (share, middle) = (spot.share_per_mille * 1_000, self.figures.share_per_mille * 1_000);
        let limits = self.figures.limits_at(spot.units);
        let [_, low, high, _] = limits.unwrap_or([0, 0, 1_000_000, 1_000_000]);
        let (away, width) = if share < middle {
            (middle - share, middle - low)
        } else {
            (share - middle, high - middle)
        };
        away * 1_000 / width.max(1)
    }
}
