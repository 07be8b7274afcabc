//! The marks of the window chart, from the back to the front.

use super::credit::{COMMITTED, PAID};
use super::flags::Spot;
use super::scene::{Day, Scene};
use crate::ground::{Area, Ground};
use crate::ink::{Ink, InkBackend};
use crate::plane::{Axes, Drawn, Picture, Plot, axes, filled, pixels, text};
use crate::series::DataPoint;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::BackendCoord;

/// The radius of the dot at a line's end, in tenths of a pixel.
const DOT: u32 = 45;

impl Scene<'_> {
    pub(super) fn draw(&self, out: &mut String) -> Drawn {
        let size = (self.frame.width.unsigned_abs(), self.frame.height.unsigned_abs());
        let picture = InkBackend {
            out,
            size,
            em: self.frame.em,
        }
        .into_drawing_area();
        let months = self.months.iter().map(|month| month.day).collect();
        let mut plot: Plot = ChartBuilder::on(&picture)
            .margin_top(self.above)
            .margin_right(self.frame.right)
            .x_label_area_size(self.frame.bottom)
            .y_label_area_size(self.left)
            .build_cartesian_2d(
                (self.first..self.last).with_key_points(months),
                (0..self.top).with_key_points(self.values.clone()),
            )?;
        let mut ground = Ground::new(Area {
            left: self.left,
            top: self.above - 40,
            right: self.frame.width,
            bottom: self.frame.height - self.frame.bottom,
        });
        let fans = [&PAID, &COMMITTED].map(|credit| {
            let end = self.end(credit.total)?;
            Some((credit, self.fan(end, credit.spread)?))
        });
        self.area(&picture, &plot, &self.wedge(), Ink::Pace)?;
        for (credit, (area, _)) in fans.iter().flatten() {
            self.area(&picture, &plot, area, credit.area)?;
            ground.line(pixels(&plot, area), 30);
        }
        axes(
            &picture,
            &mut plot,
            &Axes {
                first: self.first,
                right: self.frame.width - self.frame.right,
                values: &self.values,
                months: &self.months,
            },
            french::euros,
        )?;
        self.days(&picture, &plot, &mut ground)?;
        self.limits(&picture, &plot, &mut ground)?;
        for (credit, (_, median)) in fans.iter().flatten() {
            self.line(&picture, &plot, &mut ground, median, (credit.ahead, 150))?;
        }
        for credit in [&COMMITTED, &PAID] {
            let stairs = self.stairs(credit.total);
            self.line(&picture, &plot, &mut ground, &stairs, (credit.line, 900))?;
        }
        for credit in [&COMMITTED, &PAID] {
            if let Some(end) = self.end(credit.total) {
                let point = plot.backend_coord(&end);
                picture.draw(&Circle::new(point, DOT, filled(credit.line)))?;
                ground.take(Area::around(point, 50));
            }
        }
        let forecast = fans.iter().any(Option::is_some);
        self.words(&picture, &plot, &mut ground, forecast)
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
        ground: &mut Ground,
        marks: &[DataPoint],
        (ink, weight): (Ink, i32),
    ) -> Drawn {
        let points = pixels(plot, marks);
        ground.line(points.clone(), weight);
        picture.draw(&PathElement::new(points, ink.color()))
    }

    /// The ceiling, and the planned credits where they differ from it.
    fn limits(&self, picture: &Picture, plot: &Plot, ground: &mut Ground) -> Drawn {
        for piece in self.allotted() {
            self.line(picture, plot, ground, &piece, (Ink::Allotted, 200))?;
        }
        let ceiling = self.figures.ceiling;
        let across = [(self.first, ceiling), (self.last, ceiling)];
        self.line(picture, plot, ground, &across, (Ink::Ceiling, 500))
    }

    /// A line for each day that counts, from its name down; today's over the others.
    fn days(&self, picture: &Picture, plot: &Plot, ground: &mut Ground) -> Drawn {
        let high = |day: &Day| self.above - 70 - day.spot.map_or(0, |spot| spot.row) * self.frame.line();
        for day in self.days.iter().rev().filter(|day| day.day <= self.last) {
            let (x, low) = plot.backend_coord(&(day.day, 0));
            let line = vec![(x, high(day) + 20), (x, low)];
            ground.line(line.clone(), if day.ink == Ink::Today { 80 } else { 25 });
            picture.draw(&PathElement::new(line, day.ink.color()))?;
        }
        for day in &self.days {
            let Some(Spot { left, right, .. }) = day.spot else {
                continue;
            };
            // The room is generous: the name keeps to its line, or to the edge of the picture.
            let (anchor, x) = if i32::midpoint(left, right) == day.flag.x {
                (HPos::Center, day.flag.x)
            } else if right == self.frame.width || right < day.flag.x + day.flag.width / 2 {
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
