//! What is ahead: today's line, the forecast from there on, the objective at its day, and today's figures beside their lines.

use super::scene::{AdoptionScene, steps};
use crate::render::axes::{Drawn, Picture, Plot, filled, pixels};
use crate::render::backend::Ink;
use crate::render::end_labels::EndLabel;
use crate::render::labels::{ABOVE, BESIDE, Label, choose, nothing};
use crate::render::obstacles::Obstacles;
use crate::render::series::DataPoint;
use plotters::prelude::*;
use plotters_backend::BackendCoord;

impl AdoptionScene<'_> {
    pub(super) fn outlook(&self, picture: &Picture, plot: &Plot) -> Drawn {
        if self.ahead.is_empty() && self.objective.is_none() {
            return Ok(());
        }
        let mut obstacles = self.obstacles(plot);
        if let Some((area, median)) = self.fan() {
            picture.draw(&Polygon::new(pixels(plot, &area), filled(Ink::OnboardedSpread)))?;
            obstacles.line(pixels(plot, &area), 30);
            picture.draw(&PathElement::new(
                pixels(plot, &median),
                Ink::OnboardedAhead.color(),
            ))?;
            obstacles.line(pixels(plot, &median), 150);
        }
        if self.goes_on() {
            let (x, low) = plot.backend_coord(&(self.today, 0));
            let line = vec![(x, self.axes.area.top - 40), (x, low)];
            picture.draw(&PathElement::new(line.clone(), Ink::Today.color()))?;
            obstacles.line(line, 200);
        }
        self.objective_point(picture, plot, &mut obstacles)?;
        self.beside
            .iter()
            .try_for_each(|label| self.name(picture, plot, &mut obstacles, label))
    }

    /// The lines that labels keep away from.
    fn obstacles(&self, plot: &Plot) -> Obstacles {
        let mut obstacles = Obstacles::new(self.axes.area);
        let course = |units: fn(&super::Week) -> i64| -> Vec<DataPoint> {
            self.weeks.iter().map(|week| (week.day, units(week))).collect()
        };
        for line in [
            course(|week| week.onboarded),
            course(|week| week.using),
            steps(self.weeks),
        ] {
            obstacles.line(pixels(plot, &line), 900);
        }
        obstacles.line(pixels(plot, &self.previous), 250);
        obstacles
    }

    /// The objective's point, a diamond, and its name where it covers the least.
    fn objective_point(&self, picture: &Picture, plot: &Plot, obstacles: &mut Obstacles) -> Drawn {
        const HALF: i32 = 65;
        let Some(objective) = self.objective else {
            return Ok(());
        };
        let (x, y) = plot.backend_coord(&(objective.day, objective.units));
        let corners = vec![(x - HALF, y), (x, y - HALF), (x + HALF, y), (x, y + HALF)];
        picture.draw(&Polygon::new(corners, filled(Ink::Objective)))?;
        obstacles.line(vec![(x - HALF, y), (x + HALF, y)], 900);
        let words = Label::new(&objective.name, Ink::Inside, self.axes.size.em);
        let sides = [(true, false), (true, true), (false, false), (false, true)];
        self.beside_point(picture, obstacles, &words, (x, y), &sides)
    }

    /// A line's figure of today beside its end: over it, or under it for the lowest line, before the other sides.
    fn name(&self, picture: &Picture, plot: &Plot, obstacles: &mut Obstacles, label: &EndLabel) -> Drawn {
        let em = self.axes.size.em;
        let words = Label::new(&label.text, Ink::Inside, em);
        let (x, y) = plot.backend_coord(&label.end);
        let lowest = self.weeks.last().map_or(0, |week| week.using);
        let sides = if label.end.1 <= lowest {
            [(false, true), (true, true), (true, false)]
        } else {
            [(true, false), (true, true), (false, true)]
        };
        self.beside_point(picture, obstacles, &words, (x, y), &sides)
    }

    /// Writes a label beside a point where it covers the least. `sides`: over it, right of it; the first is the best.
    fn beside_point(
        &self,
        picture: &Picture,
        obstacles: &mut Obstacles,
        words: &Label,
        point: BackendCoord,
        sides: &[(bool, bool)],
    ) -> Drawn {
        let (x, y) = point;
        let mut places = Vec::new();
        for away in 0..12 {
            let step = ABOVE + away * words.height / 3;
            for (rank, (over, right)) in (0..).step_by(200).zip(sides) {
                let down = if *over { -words.height - step } else { step };
                let from = if *right { x + BESIDE } else { x - BESIDE };
                places.push(words.beside((from, y), down, *right).costing(40 * away + rank));
            }
        }
        match choose(obstacles, &places, i32::MAX, nothing) {
            Some(place) => {
                place.lead(picture, point, self.axes.size.em)?;
                words.write(picture, place)
            }
            None => Ok(()),
        }
    }
}
