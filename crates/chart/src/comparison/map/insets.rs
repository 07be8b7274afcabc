//! The parts of the map, and where each stands: the mainland, the insets of Paris and of the overseas départements, the legend.

use crate::render::layout::{Layout, Size};

/// The départements that are too small to be met on the mainland, and where their codes stand among the shapes.
pub(super) const PARIS: [(&str, (i32, i32)); 4] = [
    ("75", (499, 236)),
    ("92", (490, 238)),
    ("93", (508, 229)),
    ("94", (507, 244)),
];

/// The overseas départements, in the order of their insets.
pub(super) const OVERSEAS: [&str; 5] = ["971", "972", "973", "974", "976"];

/// The projection of shapes on the picture: their point `from` lies at `to`, in pixels, enlarged by thousandths.
#[derive(Clone, Copy, Debug)]
pub(super) struct Projection {
    pub(super) from: (i32, i32),
    pub(super) to: (i32, i32),
    pub(super) scale: i32,
}

impl Projection {
    /// A point of the shapes in pixels.
    pub(super) const fn pixel(self, x: i32, y: i32) -> (i32, i32) {
        (
            self.to.0 + (x - self.from.0) * self.scale / 1_000,
            self.to.1 + (y - self.from.1) * self.scale / 1_000,
        )
    }
}

/// The places of a layout, in pixels.
pub(super) struct MapDimensions {
    /// In tenths of a pixel, as those of the other charts.
    pub(super) size: Size,
    /// Text size.
    pub(super) em: i32,
    pub(super) mainland: Projection,
    /// Around Paris: the projection, and where its name stands.
    pub(super) paris: Projection,
    pub(super) paris_name: (i32, i32),
    pub(super) paris_words: &'static [&'static str],
    /// The first inset overseas, the steps to the next one to the right and below, how many stand side by side,
    /// the height of a shape's room.
    pub(super) overseas: Projection,
    pub(super) across: i32,
    pub(super) down: i32,
    pub(super) columns: usize,
    pub(super) room: (i32, i32),
    /// The top left of the legend and the width of a step.
    pub(super) legend: (i32, i32),
    pub(super) step: i32,
}

pub(super) const fn dimensions(layout: Layout) -> MapDimensions {
    match layout {
        Layout::Wide => MapDimensions {
            size: Size {
                width: 10_800,
                height: 5_600,
                em: 140,
            },
            em: 14,
            mainland: Projection {
                from: (0, 0),
                to: (180, 4),
                scale: 546,
            },
            paris: Projection {
                from: (486, 219),
                to: (800, 200),
                scale: 6_200,
            },
            paris_name: (800, 184),
            paris_words: &["Paris et petite couronne"],
            overseas: Projection {
                from: (0, 0),
                to: (10, 6),
                scale: 150,
            },
            across: 0,
            down: 111,
            columns: 1,
            room: (90, 76),
            legend: (780, 24),
            step: 58,
        },
        Layout::Narrow => MapDimensions {
            size: Size {
                width: 3_580,
                height: 6_400,
                em: 130,
            },
            em: 13,
            mainland: Projection {
                from: (0, 0),
                to: (0, 2),
                scale: 353,
            },
            paris: Projection {
                from: (486, 219),
                to: (4, 416),
                scale: 3_200,
            },
            paris_name: (0, 390),
            paris_words: &["Paris et", "petite couronne"],
            overseas: Projection {
                from: (0, 0),
                to: (126, 378),
                scale: 100,
            },
            across: 78,
            down: 78,
            columns: 3,
            room: (76, 50),
            legend: (2, 552),
            step: 70,
        },
    }
}
