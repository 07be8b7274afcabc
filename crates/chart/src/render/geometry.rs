//! Geometry of the drawings: rectangles and segments, in tenths of a pixel.

use plotters_backend::BackendCoord;

/// A rectangle, in tenths of a pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl Rect {
    /// The square around a point.
    pub const fn around(point: BackendCoord, radius: i32) -> Self {
        let (x, y) = point;
        Self {
            left: x - radius,
            top: y - radius,
            right: x + radius,
            bottom: y + radius,
        }
    }

    /// Half of the height down.
    pub const fn middle(self) -> i32 {
        i32::midpoint(self.top, self.bottom)
    }

    /// From its left to its right.
    pub const fn width(self) -> i32 {
        self.right - self.left
    }

    /// From its top to its bottom.
    pub const fn height(self) -> i32 {
        self.bottom - self.top
    }

    pub const fn meets(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    pub const fn within(self, other: Self) -> bool {
        other.left <= self.left
            && self.right <= other.right
            && other.top <= self.top
            && self.bottom <= other.bottom
    }

    pub fn meets_line(self, line: &[BackendCoord]) -> bool {
        line.windows(2)
            .any(|ends| matches!(ends, [from, to] if self.crossed(*from, *to)))
    }

    /// Whether a segment passes through.
    pub fn crossed(self, from: BackendCoord, to: BackendCoord) -> bool {
        let ((x1, y1), (x2, y2)) = (from, to);
        if x1.max(x2) <= self.left || self.right <= x1.min(x2) {
            return false;
        }
        if y1.max(y2) <= self.top || self.bottom <= y1.min(y2) {
            return false;
        }
        // Neither is all of the rectangle on one side of the line.
        let side = |x: i32, y: i32| {
            let (along, down) = (i64::from(x2 - x1), i64::from(y2 - y1));
            (along * i64::from(y - y1) - down * i64::from(x - x1)).signum()
        };
        let sides = [
            side(self.left, self.top),
            side(self.right, self.top),
            side(self.left, self.bottom),
            side(self.right, self.bottom),
        ];
        !(sides.iter().all(|side| *side > 0) || sides.iter().all(|side| *side < 0))
    }
}

/// Whether two segments cross.
pub fn cross([a, b]: [BackendCoord; 2], [c, d]: [BackendCoord; 2]) -> bool {
    let side = |(x1, y1): BackendCoord, (x2, y2): BackendCoord, (x, y): BackendCoord| {
        let (along, down) = (i64::from(x2 - x1), i64::from(y2 - y1));
        (along * i64::from(y - y1) - down * i64::from(x - x1)).signum()
    };
    side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

#[cfg(test)]
mod tests {
    use super::{Rect, cross};

    const BOX: Rect = Rect {
        left: 100,
        top: 100,
        right: 200,
        bottom: 150,
    };

    #[test]
    fn a_segment_crosses_what_it_passes_through() {
        assert!(BOX.crossed((0, 120), (300, 120)));
        assert!(BOX.crossed((150, 0), (150, 400)));
        assert!(BOX.crossed((90, 90), (210, 160)));
        assert!(BOX.crossed((120, 120), (130, 130)), "within");
        assert!(!BOX.crossed((0, 90), (300, 90)));
        assert!(!BOX.crossed((200, 0), (200, 400)), "along the edge");
        assert!(!BOX.crossed((90, 145), (110, 165)), "past the corner");
        assert!(!BOX.crossed((0, 120), (90, 120)), "ends before");
    }

    #[test]
    fn segments_cross_where_each_has_the_other_on_both_sides() {
        let rising = [(0, 0), (100, 100)];
        assert!(cross(rising, [(0, 100), (100, 0)]));
        assert!(!cross(rising, [(0, 100), (40, 60)]), "it ends before");
        assert!(!cross(rising, [(10, 0), (110, 100)]), "beside");
        assert!(!cross(rising, rising));
    }
}
