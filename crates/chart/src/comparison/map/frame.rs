//! Where the parts of the map stand: the mainland, the insets, the legend.

use crate::render::axes::{Layout, Size};

/// The départements that are too small to be met on the mainland, and where their codes stand on their ground.
pub(super) const PARIS: [(&str, (i32, i32)); 4] = [
    ("75", (499, 236)),
    ("92", (490, 238)),
    ("93", (508, 229)),
    ("94", (507, 244)),
];

/// The overseas départements, in the order of their insets.
pub(super) const OVERSEAS: [&str; 5] = ["971", "972", "973", "974", "976"];

/// A ground that shapes are drawn on: their point `from` lies at `to`, in pixels, enlarged by thousandths.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ground {
    pub(super) from: (i32, i32),
    pub(super) to: (i32, i32),
    pub(super) scale: i32,
}

impl Ground {
    /// A point of the shapes in pixels.
    pub(super) const fn pixel(self, x: i32, y: i32) -> (i32, i32) {
        (
            self.to.0 + (x - self.from.0) * self.scale / 1_000,
            self.to.1 + (y - self.from.1) * self.scale / 1_000,
        )
    }
}

/// The places of a layout, in pixels.
pub(super) struct Frame {
    /// In tenths of a pixel, as those of the other charts.
    pub(super) size: Size,
    /// Text size.
    pub(super) em: i32,
    pub(super) mainland: Ground,
    /// Around Paris: the ground, and where its name stands.
    pub(super) paris: Ground,
    pub(super) paris_name: (i32, i32),
    pub(super) paris_words: &'static [&'static str],
    /// The first inset overseas, the steps to the next one to the right and below, how many stand side by side,
    /// the height of a shape's room.
    pub(super) overseas: Ground,
    pub(super) across: i32,
    pub(super) down: i32,
    pub(super) columns: usize,
    pub(super) room: (i32, i32),
    /// The top left of the legend and the width of a step.
    pub(super) legend: (i32, i32),
    pub(super) step: i32,
}

pub(super) const fn frame(layout: Layout) -> Frame {
    match layout {
        Layout::Wide => Frame {
            size: Size {
                width: 10_800,
                height: 5_600,
                em: 140,
            },
            em: 14,
            mainland: Ground {
                from: (0, 0),
                to: (180, 4),
                scale: 546,
            },
            paris: Ground {
                from: (486, 219),
                to: (800, 200),
                scale: 6_200,
            },
            paris_name: (800, 184),
            paris_words: &["Paris et petite couronne"],
            overseas: Ground {
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
        Layout::Narrow => Frame {
            size: Size {
                width: 3_580,
                height: 6_400,
                em: 130,
            },
            em: 13,
            mainland: Ground {
                from: (0, 0),
                to: (0, 2),
                scale: 353,
            },
            paris: Ground {
                from: (486, 219),
                to: (4, 416),
                scale: 3_200,
            },
            paris_name: (0, 390),
            paris_words: &["Paris et", "petite couronne"],
            overseas: Ground {
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
