//! Labels of the territories that are apart: names for the farthest from chance, codes for the others.

use super::Spot;
use super::scene::FunnelScene;
use crate::render::axes::{Drawn, Picture};
use crate::render::backend::Ink;
use crate::render::geometry::cross;
use crate::render::labels::{ABOVE, BESIDE, Candidate, Label, choose};
use crate::render::obstacles::Obstacles;
use plotters_backend::BackendCoord;

/// Names at most, and codes.
const NAMES: usize = 8;
const CODES: usize = 16;
/// What it costs to cover the dot of a territory that is apart: more than any place may cost.
pub(super) const COVERED: i32 = 1_000;

impl FunnelScene<'_> {
    pub(super) fn names(&self, picture: &Picture, obstacles: &mut Obstacles) -> Drawn {
        let (mut named, mut others, mut leaders) = (0, Vec::new(), Vec::new());
        for spot in self.apart() {
            let label = Label::new(&spot.name, Ink::Inside, self.size.em);
            let place = (named < NAMES).then(|| self.place(obstacles, &label, spot, 5, &leaders));
            match place.flatten() {
                Some(place) => {
                    named += 1;
                    place.lead(picture, self.point(spot), self.size.em)?;
                    leaders.extend(place.leader(self.point(spot), self.size.em));
                    label.write(picture, place)?;
                }
                None => others.push(spot),
            }
        }
        // Where most are apart, codes would hide them.
        for spot in others.into_iter().take(CODES) {
            let label = Label::new(&spot.code, Ink::Note, self.size.em);
            if let Some(place) = self.place(obstacles, &label, spot, 1, &[]) {
                label.write(picture, place)?;
            }
        }
        Ok(())
    }

    /// The best place about a dot, as far away as some steps, whose line crosses none of the others; none where all are taken.
    fn place(
        &self,
        obstacles: &mut Obstacles,
        label: &Label,
        spot: &Spot,
        steps: i32,
        leaders: &[[BackendCoord; 2]],
    ) -> Option<Candidate> {
        let (x, y) = self.point(spot);
        let mut places = Vec::new();
        for away in 0..steps {
            let (aside, off) = (BESIDE - 20 + 60 * away, ABOVE + away * label.height / 2);
            let level = -label.height / 2;
            let sides = [
                (level, true),
                (level, false),
                (-off - label.height, true),
                (-off - label.height, false),
                (off, true),
                (off, false),
            ];
            for (rank, (down, right)) in (0..).step_by(6).zip(sides) {
                let from = if right { x + aside } else { x - aside };
                places.push(label.beside((from, y), down, right).costing(45 * away + rank));
            }
        }
        choose(obstacles, &places, COVERED, |_, place| {
            let leader = place.leader((x, y), self.size.em);
            match leader.is_some_and(|line| leaders.iter().any(|other| cross(line, *other))) {
                true => COVERED,
                false => 0,
            }
        })
    }
}
