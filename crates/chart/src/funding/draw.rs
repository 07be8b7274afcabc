//! The marks of the window chart, from the back to the front.

use super::credit::{COMMITTED, PAID};
use super::flags::FlagSpot;
use super::line_height;
use super::scene::{Day, FundingScene};
use crate::render::axes::{Axes, Drawn, Picture, Plot, filled, pixels, text};
use crate::render::backend::Ink;
use crate::render::geometry::Rect;
use crate::render::obstacles::Obstacles;
use crate::render::series::DataPoint;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::BackendCoord;

/// The radius of the dot at a line's end, in tenths of a pixel.
const DOT: u32 = 45;

/// How a line looks, and how much labels keep away from it.
struct Stroke {
    ink: Ink,
    weight: i32,
}

const fn stroke(ink: Ink, weight: i32) -> Stroke {
    Stroke { ink, weight }
}

impl FundingScene<'_> {
    pub(super) fn draw(&self, out: &mut String) -> Drawn {
        let Axes { size, area, .. } = self.axes;
        let picture = size.picture(out);
        let mut plot = self.axes.plot(&picture)?;
        let mut obstacles = Obstacles::new(Rect {
            top: area.top - 40,
            right: size.width,
            ..area
        });
        let fans = [&PAID, &COMMITTED].map(|credit| {
            let end = self.end(credit.total)?;
            Some((credit, self.fan(end, credit.spread)?))
        });
        self.area(&picture, &plot, &self.wedge(), Ink::Pace)?;
        for (credit, (area, _)) in fans.iter().flatten() {
            self.area(&picture, &plot, area, credit.area)?;
            obstacles.line(pixels(&plot, area), 30);
        }
        self.axes.draw(&picture, &mut plot, french::euros)?;
        self.days(&picture, &plot, &mut obstacles)?;
        self.limits(&picture, &plot, &mut obstacles)?;
        for (credit, (_, median)) in fans.iter().flatten() {
            self.line(&picture, &plot, &mut obstacles, median, stroke(credit.ahead, 150))?;
        }
        for credit in [&COMMITTED, &PAID] {
            let stairs = self.stairs(credit.total);
            self.line(&picture, &plot, &mut obstacles, &stairs, stroke(credit.line, 900))?;
        }
        for credit in [&COMMITTED, &PAID] {
            if let Some(end) = self.end(credit.total) {
                let point = plot.backend_coord(&end);
                picture.draw(&Circle::new(point, DOT, filled(credit.line)))?;
                obstacles.take(Rect::around(point, 50));
            }
        }
        let forecast = fans.iter().any(Option::is_some);
        self.labels(&picture, &plot, &mut obstacles, forecast)
    }

    /// The steady paces that end between the sixth and the eighth month.
    fn wedge(&self) -> [DataPoint; 3] {
        let figures = self.figures;
        [
            (figures.start, figures.band_from),
            (figures.month6, figures.ceiling),
            (figures.month8, figures.ceiling),
        ]
    }

    /// The three corners of the steady paces: where they start, the sixth month, the eighth.
    pub(super) fn corners(&self, plot: &Plot) -> [BackendCoord; 3] {
        self.wedge().map(|mark| plot.backend_coord(&mark))
    }

    fn area(&self, picture: &Picture, plot: &Plot, marks: &[DataPoint], ink: Ink) -> Drawn {
        picture.draw(&Polygon::new(pixels(plot, marks), filled(ink)))
    }

    fn line(
        &self,
        picture: &Picture,
        plot: &Plot,
        obstacles: &mut Obstacles,
        marks: &[DataPoint],
        stroke: Stroke,
    ) -> Drawn {
        let points = pixels(plot, marks);
        obstacles.line(points.clone(), stroke.weight);
        picture.draw(&PathElement::new(points, stroke.ink.color()))
    }

    /// The ceiling, and the planned credits where they differ from it.
    fn limits(&self, picture: &Picture, plot: &Plot, obstacles: &mut Obstacles) -> Drawn {
        for piece in self.allotted() {
            self.line(picture, plot, obstacles, &piece, stroke(Ink::Allotted, 200))?;
        }
        let ceiling = self.figures.ceiling;
        let days = self.axes.days;
        let across = [(days.first, ceiling), (days.last, ceiling)];
        self.line(picture, plot, obstacles, &across, stroke(Ink::Ceiling, 500))
    }

    /// A line for each day that counts, from its name down; today's over the others.
    fn days(&self, picture: &Picture, plot: &Plot, obstacles: &mut Obstacles) -> Drawn {
        let Axes { size, area, days, .. } = &self.axes;
        let row = |day: &Day| day.spot.map_or(0, |spot| spot.row);
        let high = |day: &Day| area.top - 70 - row(day) * line_height(size.em);
        for day in self.days.iter().rev().filter(|day| day.day <= days.last) {
            let (x, low) = plot.backend_coord(&(day.day, 0));
            let line = vec![(x, high(day) + 20), (x, low)];
            obstacles.line(line.clone(), if day.ink == Ink::Today { 80 } else { 25 });
            picture.draw(&PathElement::new(line, day.ink.color()))?;
        }
        for day in &self.days {
            let Some(FlagSpot { left, right, .. }) = day.spot else {
                continue;
            };
            // The room is generous: the name keeps to its line, or to the edge of the picture.
            let (anchor, x) = if i32::midpoint(left, right) == day.flag.x {
                (HPos::Center, day.flag.x)
            } else if right == size.width || right < day.flag.x + day.flag.width / 2 {
                (HPos::Right, right)
            } else {
                (HPos::Left, left)
            };
            let ink = if day.ink == Ink::Today {
                Ink::Strong
            } else {
                Ink::Inside
            };
            let style = text(ink, anchor, VPos::Bottom);
            picture.draw(&Text::new(day.flag.text.as_str(), (x, high(day) - 10), style))?;
        }
        Ok(())
    }
}
