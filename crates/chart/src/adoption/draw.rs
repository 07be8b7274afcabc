//! The marks of the adoption chart, from the back to the front.

use super::scene::{AdoptionScene, LABEL_GAP, dots, steps};
use crate::render::axes::{Axes, Drawn, Picture, Plot, filled, text};
use crate::render::backend::{Ink, text_width};
use crate::render::end_labels::{EndLabel, Wish, spread};
use crate::render::series::runs;
use chrono::TimeDelta;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

impl AdoptionScene<'_> {
    pub(super) fn draw(&self, out: &mut String) -> Drawn {
        let picture = self.axes.size.picture(out);
        let mut plot = self.axes.plot(&picture)?;
        self.shading().draw(&mut plot)?;
        self.axes.draw(&picture, &mut plot, french::number)?;
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
        if self.goes_on() {
            let name = "aujourd’hui";
            let half = text_width(name, self.axes.size.em) / 2;
            let (x, _) = plot.backend_coord(&(self.today, 0));
            // Before the labels at the lines' ends.
            let most = self.axes.area.right + LABEL_GAP / 2;
            let x = x.min(most - half).max(half);
            taken.push((x - half, x + half));
            let style = text(Ink::Label, HPos::Center, VPos::Bottom);
            picture.draw(&Text::new(name, (x, self.axes.area.top - 80), style))?;
        }
        self.shading().name(picture, plot, taken)
    }

    /// Each line's name and last figure beside its end.
    fn label_ends(&self, picture: &Picture, plot: &Plot) -> Drawn {
        let Axes { size, area, .. } = &self.axes;
        let height = |label: &EndLabel| plot.backend_coord(&label.end).1;
        let wish = |label: &EndLabel| label.wish(height(label), size.em);
        let wishes: Vec<Wish> = self.ends.iter().map(wish).collect();
        let right = area.right;
        for (label, centre) in self.ends.iter().zip(spread(&wishes, 0, size.height)) {
            let leader = [(right + 70, height(label)), (right + LABEL_GAP - 40, centre)];
            // From a line that ends today, past the forecast.
            if label.end.0 == self.today && self.goes_on() {
                let (x, y) = plot.backend_coord(&label.end);
                picture.draw(&PathElement::new([(x + 70, y), leader[0]], Ink::Level.color()))?;
            }
            picture.draw(&PathElement::new(leader, Ink::Leader.color()))?;
            let style = text(Ink::Label, HPos::Left, VPos::Center);
            picture.draw(&Text::new(
                label.text.as_str(),
                (right + LABEL_GAP, centre),
                style,
            ))?;
        }
        for (mark, ink) in self.weeks.last().map(dots).into_iter().flatten() {
            picture.draw(&Circle::new(plot.backend_coord(&mark), 45, filled(ink)))?;
        }
        Ok(())
    }
}
