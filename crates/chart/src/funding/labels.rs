//! Labels of the window chart, each where it covers the least.

use super::Layout;
use super::credit::{COMMITTED, Credit, PAID, Side};
use super::scene::FundingScene;
use crate::render::axes::{Drawn, Picture, Plot};
use crate::render::backend::Ink;
use crate::render::geometry::Rect;
use crate::render::labels::{ABOVE, BESIDE, Candidate, Label, choose, nothing};
use crate::render::obstacles::{Obstacles, TAKEN};
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;
use plotters_backend::BackendCoord;

impl FundingScene<'_> {
    pub(super) fn labels(
        &self,
        picture: &Picture,
        plot: &Plot,
        obstacles: &mut Obstacles,
        forecast: bool,
    ) -> Drawn {
        self.name_ceiling(picture, plot, obstacles)?;
        // The first one stands at its end; near the axis the other has its room above it, else below.
        let high = self
            .end(COMMITTED.total)
            .is_some_and(|(_, total)| total > self.axes.top / 2);
        let credits = if high {
            [&COMMITTED, &PAID]
        } else {
            [&PAID, &COMMITTED]
        };
        for credit in credits {
            self.name_end(picture, plot, obstacles, credit)?;
        }
        self.name_pace(picture, plot, obstacles)?;
        self.name_allotted(picture, plot, obstacles)?;
        if forecast {
            self.name_forecast(picture, plot, obstacles)?;
        }
        Ok(())
    }

    fn name_ceiling(&self, picture: &Picture, plot: &Plot, obstacles: &mut Obstacles) -> Drawn {
        let name = format!("Plafond : {}", french::euros(self.figures.ceiling));
        let label = Label::new(&name, Ink::Strong, self.axes.size.em);
        let (left, y) = plot.backend_coord(&(self.axes.days.first, self.figures.ceiling));
        let room = self.axes.area.right - left - label.width;
        let along = (0..=12).map(|step| left + 60 + (room - 60) / 12 * step);
        let above = along
            .clone()
            .map(|x| label.beside((x, y), -ABOVE - label.height, true));
        let below = along.map(|x| label.beside((x, y), ABOVE, true));
        let places: Vec<Candidate> = above.chain(below).collect();
        match choose(obstacles, &places, i32::MAX, nothing) {
            Some(place) => label.write(picture, place),
            None => Ok(()),
        }
    }

    /// A line's name and its total, beside its end.
    fn name_end(&self, picture: &Picture, plot: &Plot, obstacles: &mut Obstacles, credit: &Credit) -> Drawn {
        let Some(end) = self.end(credit.total) else {
            return Ok(());
        };
        let name = credit.end(end.1);
        let label = Label::new(&name, Ink::Inside, self.axes.size.em);
        let (x, y) = plot.backend_coord(&end);
        let (over, under) = (-ABOVE - label.height, ABOVE);
        let sides = match credit.prefers {
            Side::Over => [(over, false), (under, true), (over, true), (under, false)],
            Side::Under => [(under, true), (over, true), (under, false), (over, false)],
        };
        let edge = self.axes.size.width - 20;
        let mut places = Vec::new();
        // Beside the plot nothing is covered, where it leaves the room.
        let outside = self.axes.area.right + BESIDE / 2;
        if outside + label.width <= edge {
            let level = -label.height / 2;
            let heights = [0, -1, 1, -2, 2, -3, 3].map(|step| level + step * label.height / 3);
            let rank = (0..).step_by(4);
            places.extend(
                heights
                    .into_iter()
                    .zip(rank)
                    .map(|(down, rank)| label.beside((outside, y), down, true).costing(rank)),
            );
        }
        for away in 0..9 {
            // From the second place on a leader is needed.
            let later = 50 * away + if away > 1 { 60 } else { 0 };
            let (step, aside) = (away * label.height / 2, BESIDE + 90 * away);
            for ((down, right), rank) in sides.into_iter().zip((0..).step_by(40)) {
                let down = if down > 0 { down + step } else { down - step };
                let point = if right { (x + aside, y) } else { (x - aside, y) };
                let point = if right {
                    (point.0.min(edge - label.width), y)
                } else {
                    point
                };
                places.push(label.beside(point, down, right).costing(later + rank));
            }
        }
        let Some(place) = choose(obstacles, &places, i32::MAX, nothing) else {
            return Ok(());
        };
        let middle = place.area.middle();
        let leader = match place.anchor {
            HPos::Left => [(x + 55, y), (place.area.left - 30, middle)],
            _ => [(x - 55, y), (place.area.right + 30, middle)],
        };
        if (middle - y).abs() > label.height && obstacles.passes(leader[0], leader[1]) {
            picture.draw(&PathElement::new(leader, Ink::Leader.color()))?;
        }
        label.write(picture, place)
    }

    /// What the wedge is, at one of its sides.
    fn name_pace(&self, picture: &Picture, plot: &Plot, obstacles: &mut Obstacles) -> Drawn {
        let [start, sixth, eighth] = self.corners(plot);
        if eighth.0 <= self.axes.area.left {
            return Ok(());
        }
        let name = match self.layout {
            Layout::Wide => "rythme régulier d’une fin\nentre le mois 6 et le mois 8",
            Layout::Narrow => "rythme\nrégulier",
        };
        let label = Label::new(name, Ink::Note, self.axes.size.em);
        let edge = |corner: BackendCoord, y: i32| {
            let (run, rise) = (
                i64::from(corner.0 - start.0),
                i64::from(start.1 - corner.1).max(1),
            );
            start.0 + i32::try_from(run * i64::from(start.1 - y) / rise).unwrap_or_default()
        };
        let rise = start.1 - sixth.1;
        let heights = [19, 17, 15, 13, 11, 9, 7, 5, 3].map(|part| start.1 - rise * part / 20);
        let leader = |place: &Candidate| {
            let y = place.area.middle();
            match place.anchor {
                HPos::Left => [(edge(eighth, y) - 50, y), (place.area.left - 30, y)],
                _ => [(place.area.right + 30, y), (edge(sixth, y) + 50, y)],
            }
        };
        let mut places = Vec::new();
        for (away, later) in [(80, 0), (500, 60), (1_200, 120)] {
            let left = heights.map(|y| (edge(sixth, y + label.height) - away, y, false));
            let right = heights.map(|y| (edge(eighth, y) + away, y, true));
            for ((x, y, side), rank) in left
                .into_iter()
                .chain(right.into_iter().rev())
                .zip((0..).step_by(4))
            {
                places.push(label.beside((x, y), 0, side).costing(later + rank));
            }
        }
        let crossing = |obstacles: &Obstacles, place: &Candidate| {
            let [(from, y), (to, _)] = leader(place);
            let along = Rect {
                left: from.min(to),
                top: y - 60,
                right: from.max(to),
                bottom: y + 60,
            };
            obstacles.cost(along, i32::MAX)
        };
        if let Some(place) = choose(obstacles, &places, 150, crossing) {
            picture.draw(&PathElement::new(leader(&place), Ink::Leader.color()))?;
            return label.write(picture, place);
        }
        // Both sides are crowded: on the ceiling, between the two months.
        let short = Label::new("rythme régulier", Ink::Note, self.axes.size.em);
        let left = i32::midpoint(sixth.0, eighth.0) - short.width / 2;
        let over = short.beside((left, sixth.1), -ABOVE - short.height, true);
        if let Some(place) = choose(obstacles, &[over], 20, nothing) {
            return short.write(picture, place);
        }
        let Some(place) = choose(obstacles, &places, i32::MAX, crossing) else {
            return Ok(());
        };
        picture.draw(&PathElement::new(leader(&place), Ink::Leader.color()))?;
        label.write(picture, place)
    }

    /// The planned credits' name, along the longest of their flat parts.
    fn name_allotted(&self, picture: &Picture, plot: &Plot, obstacles: &mut Obstacles) -> Drawn {
        let pieces = self.allotted();
        let parts = pieces.iter().flat_map(|piece| piece.windows(2));
        let flat = parts.filter(|pair| pair[0].1 == pair[1].1 && pair[0].1 != self.figures.ceiling);
        let Some(pair) = flat.max_by_key(|pair| pair[1].0 - pair[0].0) else {
            return Ok(());
        };
        let label = Label::new("dotation", Ink::Note, self.axes.size.em);
        let (left, y) = plot.backend_coord(&pair[0]);
        let (right, _) = plot.backend_coord(&pair[1]);
        let mut places = Vec::new();
        for step in 0..=8 {
            let x = left + 60 + (right - left - label.width - 120).max(0) / 8 * step;
            places.push(label.beside((x, y), -ABOVE / 2 - label.height, true));
            places.push(label.beside((x, y), ABOVE, true));
        }
        match choose(obstacles, &places, TAKEN, nothing) {
            Some(place) => label.write(picture, place),
            None => Ok(()),
        }
    }

    /// What dashes and light areas are, where there is room for it.
    fn name_forecast(&self, picture: &Picture, plot: &Plot, obstacles: &mut Obstacles) -> Drawn {
        let name = match self.layout {
            Layout::Wide => "pointillé : prévision\nzone teintée : 8 fois sur 10",
            Layout::Narrow => "prévision,\n8 fois sur 10\nen zone teintée",
        };
        let label = Label::new(name, Ink::Note, self.axes.size.em);
        let (left, low) = plot.backend_coord(&(self.figures.today, 0));
        let right = self.axes.area.right - label.width;
        let (across, down) = ((right - left).max(0) / 10, (low - self.axes.area.top) / 12);
        let mut places = Vec::new();
        let (_, ceiling) = plot.backend_coord(&(self.figures.today, self.figures.ceiling));
        for row in (3..11).rev().filter(|row| low - down * row > ceiling) {
            for column in (1..=10).rev() {
                places.push(label.beside((left + across * column, low - down * row), 0, true));
            }
        }
        match choose(obstacles, &places, 30, nothing) {
            Some(place) => label.write(picture, place),
            None => Ok(()),
        }
    }
}
