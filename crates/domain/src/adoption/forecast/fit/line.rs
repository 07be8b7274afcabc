//! A straight line fitted to weighted points.

use crate::adoption::forecast::Hazard;

/// The sums of a weighted straight line.
#[derive(Default)]
pub(super) struct WeightedLine {
    weights: f64,
    x: f64,
    xx: f64,
    y: f64,
    xy: f64,
}

impl WeightedLine {
    pub(super) fn add(&mut self, y: f64, x: f64, weight: f64) {
        self.weights += weight;
        self.x += weight * x;
        self.xx += weight * x * x;
        self.y += weight * y;
        self.xy += weight * x * y;
    }

    /// The line of smallest squares among those that neither start nor go below zero.
    pub(super) fn solve(&self) -> Hazard {
        let ratio = |above: f64, below: f64| {
            if below > 0.0 {
                (above / below).max(0.0)
            } else {
                0.0
            }
        };
        let flat = Hazard {
            p: ratio(self.y, self.weights),
            q: 0.0,
        };
        let determinant = self.weights * self.xx - self.x * self.x;
        if determinant <= 1e-12 * self.weights * self.xx {
            return flat;
        }
        let p = (self.xx * self.y - self.x * self.xy) / determinant;
        let q = (self.weights * self.xy - self.x * self.y) / determinant;
        match (p >= 0.0, q >= 0.0) {
            (true, true) => Hazard { p, q },
            (_, false) => flat,
            (false, true) => Hazard {
                p: 0.0,
                q: ratio(self.xy, self.xx),
            },
        }
    }
}
