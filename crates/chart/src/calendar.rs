//! School holidays and closures as plot bands behind the weeks, with their names above the plot area.

use crate::render::axes::{Axes, Drawn, Picture, Plot, filled, text};
use crate::render::backend::{Ink, text_width};
use crate::render::layout::Layout;
use chrono::{Days, NaiveDate};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

/// Days without school, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shade {
    /// The first day without school.
    pub from: NaiveDate,
    /// The last day without school.
    pub to: NaiveDate,
    /// Why there is none.
    pub kind: ShadeKind,
}

/// Why there is no school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShadeKind {
    /// School holidays.
    Holiday,
    /// Schools closed for another reason, as in the spring of 2020.
    Closure,
}

/// Shades on an axis of days.
pub struct Shades<'a> {
    /// In any order.
    pub shades: &'a [Shade],
    pub axes: &'a Axes,
    pub layout: Layout,
}

impl Shades<'_> {
    /// Draws them: before anything else, for they stand behind.
    pub fn draw(&self, plot: &mut Plot) -> Drawn {
        for (kind, ink) in [
            (ShadeKind::Holiday, Ink::Holiday),
            (ShadeKind::Closure, Ink::Closure),
        ] {
            let days = self.shaded(kind);
            let shades = days.map(|(from, to)| Rectangle::new([(from, self.axes.top), (to, 0)], filled(ink)));
            plot.draw_series(shades)?;
        }
        Ok(())
    }

    /// Their names above the plot, as many as stand apart from each other and from what is `taken`; on a phone each name once.
    pub fn name(&self, picture: &Picture, plot: &Plot, mut taken: Vec<(i32, i32)>) -> Drawn {
        let Axes { size, area, .. } = self.axes;
        for (kind, name) in [
            (ShadeKind::Closure, "écoles fermées"),
            (ShadeKind::Holiday, "vacances"),
        ] {
            let half = text_width(name, size.em) / 2;
            let within = area.left + half..=area.right - half;
            let centre = |day: NaiveDate| plot.backend_coord(&(day, 0)).0;
            let centres = self
                .shaded(kind)
                .map(|(from, to)| (centre(from) + centre(to)) / 2);
            let mut named = false;
            for centre in centres.filter(|centre| within.contains(centre)) {
                let (left, right) = (centre - half, centre + half);
                let apart = taken
                    .iter()
                    .all(|(start, end)| right + 60 < *start || end + 60 < left);
                if apart && (self.layout == Layout::Wide || !named) {
                    named = true;
                    taken.push((left, right));
                    let style = text(Ink::Tick, HPos::Center, VPos::Bottom);
                    picture.draw(&Text::new(name, (centre, area.top - 80), style))?;
                }
            }
        }
        Ok(())
    }

    /// The days of each shade of a kind that lie on the axis.
    fn shaded(&self, kind: ShadeKind) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
        let of_kind = self.shades.iter().filter(move |shade| shade.kind == kind);
        // Days are drawn at their end: the first one begins where the day before it ends.
        let days = of_kind.map(|shade| (shade.from - Days::new(1), shade.to));
        let axis = self.axes.days;
        days.map(move |(from, to)| (from.max(axis.first), to.min(axis.last)))
            .filter(|(from, to)| from < to)
    }
}
