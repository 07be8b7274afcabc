//! Obstacles to labels: the lines that were drawn and the places that are taken, and what it costs to cover them.

use super::geometry::Rect;
use plotters_backend::BackendCoord;

/// What it costs to stand on another word or to leave the plot: more than any line.
pub const TAKEN: i32 = 100_000;
/// Around a label, without lines nor other labels.
const AIR: (i32, i32) = (35, 20);

/// The lines that were drawn and the places that are taken.
pub struct Obstacles {
    bounds: Rect,
    lines: Vec<(Vec<BackendCoord>, i32)>,
    taken: Vec<Rect>,
}

impl Obstacles {
    pub const fn new(bounds: Rect) -> Self {
        Self {
            bounds,
            lines: Vec::new(),
            taken: Vec::new(),
        }
    }

    /// A line that labels should not cover, the heavier the less.
    pub fn line(&mut self, points: Vec<BackendCoord>, weight: i32) {
        self.lines.push((points, weight));
    }

    /// A place for nothing else.
    pub fn take(&mut self, area: Rect) {
        self.taken.push(area);
    }

    /// What it costs to stand there, exactly where that is less than `most`: beyond, no more lines are asked.
    pub fn cost(&self, area: Rect, most: i32) -> i32 {
        let aired = Rect {
            left: area.left - AIR.0,
            top: area.top - AIR.1,
            right: area.right + AIR.0,
            bottom: area.bottom + AIR.1,
        };
        let labels = self.taken.iter().filter(|taken| aired.meets(**taken)).count();
        let outside = usize::from(!area.within(self.bounds));
        // A handful of labels.
        let mut cost = TAKEN * i32::try_from(labels + outside).unwrap_or(1);
        // However long a line is, it is covered once. Dots stand over lines: what is heaviest and shortest is asked first.
        for (line, weight) in self.lines.iter().rev() {
            if cost >= most {
                break;
            }
            if aired.meets_line(line) {
                cost = cost.saturating_add(*weight);
            }
        }
        cost
    }

    /// Whether a line passes by all labels.
    pub fn passes(&self, from: BackendCoord, to: BackendCoord) -> bool {
        !self.taken.iter().any(|area| area.crossed(from, to))
    }
}

#[cfg(test)]
mod tests {
    use super::{Obstacles, Rect, TAKEN};

    const BOX: Rect = Rect {
        left: 100,
        top: 100,
        right: 200,
        bottom: 150,
    };

    #[test]
    fn a_place_costs_what_it_covers() {
        let mut obstacles = Obstacles::new(Rect::around((500, 500), 500));
        assert_eq!(obstacles.cost(BOX, i32::MAX), 0);
        assert_eq!(
            obstacles.cost(Rect { right: 2_000, ..BOX }, i32::MAX),
            TAKEN,
            "it leaves the plot"
        );
        obstacles.line(vec![(0, 120), (150, 120), (300, 120), (300, 900)], 30);
        assert_eq!(obstacles.cost(BOX, i32::MAX), 30);
        assert!(obstacles.passes((0, 120), (300, 120)));
        obstacles.take(BOX);
        assert_eq!(obstacles.cost(BOX, i32::MAX), TAKEN + 30);
        assert!(!obstacles.passes((0, 120), (300, 120)));
    }
}
