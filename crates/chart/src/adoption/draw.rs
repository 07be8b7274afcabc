//! The marks of the adoption chart, from the back to the front.

use super::scene::{LABEL_GAP, Scene, dots, steps};
use crate::ink::{Ink, InkBackend, text_width};
use crate::labels::{Wish, spread};
use crate::plane::{Axes, Drawn, Picture, Plot, axes, filled, text};
use crate::series::{DataPoint, runs};
use chrono::TimeDelta;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

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
            .margin_top(self.frame.top)
            .margin_right(self.right)
            .x_label_area_size(self.frame.bottom)
            .y_label_area_size(self.left)
            .build_cartesian_2d(
                (self.first..self.last).with_key_points(months),
                (0..self.top).with_key_points(self.values.clone()),
            )?;
        self.shading().draw(&mut plot)?;
        axes(
            &picture,
            &mut plot,
            &Axes {
                first: self.first,
                right: self.frame.width - self.right,
                values: &self.values,
                months: &self.months,
            },
            french::number,
        )?;
        self.series(&mut plot)?;
        self.previous(&mut plot)?;
        self.outlook(&picture, &plot)?;
        self.name_shades(&picture, &plot)?;
        self.label_ends(&picture, &plot)
    }

    /// A missing week parts a line in two; a week alone is a dot.
    fn series(&self, plot: &mut Plot) -> Drawn {
        let weeks = || {
            self.weeks
                .chunk_by(|week, next| next.monday - week.monday <= TimeDelta::days(7))
        };
        for run in weeks().filter(|run| run.len() > 1) {
            let onboarded = run.iter().map(|week| (week.day, week.onboarded));
            let using = run.iter().map(|week| (week.day, week.using));
            plot.draw_series(AreaSeries::new(onboarded, 0, Ink::Onboarded.color()))?;
            plot.draw_series(AreaSeries::new(using, 0, Ink::Using.color()))?;
            plot.draw_series(LineSeries::new(steps(run), Ink::Census.color()))?;
        }
        for run in weeks() {
            if let [alone] = run {
                plot.draw_series(dots(alone).map(|(mark, ink)| Circle::new(mark, 35, filled(ink))))?;
            }
        }
        Ok(())
    }

    fn previous(&self, plot: &mut Plot) -> Drawn {
        for run in runs(&self.previous) {
            for ink in [Ink::Halo, Ink::Previous] {
                plot.draw_series(LineSeries::new(run.iter().copied(), ink.color()))?;
            }
        }
        Ok(())
    }

    /// The names of the shades above the plot, and today's where the axis goes on.
    fn name_shades(&self, picture: &Picture, plot: &Plot) -> Drawn {
        let mut taken: Vec<(i32, i32)> = Vec::new();
        if !self.ahead.is_empty() {
            let name = "aujourd’hui";
            let half = text_width(name, self.frame.em) / 2;
            let (x, _) = plot.backend_coord(&(self.today, 0));
            // Before the labels at the lines' ends.
            let most = self.frame.width - self.right + LABEL_GAP / 2;
            let x = x.min(most - half).max(half);
            taken.push((x - half, x + half));
            let style = text(Ink::Label, HPos::Center, VPos::Bottom);
            picture.draw(&Text::new(name, (x, self.frame.top - 80), style))?;
        }
        self.shading().name(picture, plot, taken)
    }

    /// Each line's name and last figure beside its end.
    fn label_ends(&self, picture: &Picture, plot: &Plot) -> Drawn {
        let height = |mark: &DataPoint| plot.backend_coord(mark).1;
        let wish = |(mark, label): &(DataPoint, String)| Wish {
            centre: height(mark),
            height: self.frame.em * (12 * lines(label) + 3) / 10,
        };
        let wishes: Vec<Wish> = self.ends.iter().map(wish).collect();
        let right = self.frame.width - self.right;
        for ((mark, label), centre) in self.ends.iter().zip(spread(&wishes, 0, self.frame.height)) {
            let leader = [(right + 70, height(mark)), (right + LABEL_GAP - 40, centre)];
            // From a line that ends today, past the forecast.
            if mark.0 == self.today && self.today < self.last {
                let (x, y) = plot.backend_coord(mark);
                picture.draw(&PathElement::new([(x + 70, y), leader[0]], Ink::Level.color()))?;
            }
            picture.draw(&PathElement::new(leader, Ink::Leader.color()))?;
            let style = text(Ink::Label, HPos::Left, VPos::Center);
            picture.draw(&Text::new(label.as_str(), (right + LABEL_GAP, centre), style))?;
        }
        for (mark, ink) in self.weeks.last().map(dots).into_iter().flatten() {
            picture.draw(&Circle::new(plot.backend_coord(&mark), 45, filled(ink)))?;
        }
        Ok(())
    }
}

fn lines(label: &str) -> i32 {
    i32::try_from(label.lines().count()).unwrap_or(1)
}
