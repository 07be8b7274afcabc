//! The marks of the funnel plot, from the back to the front.

use super::Standing;
use super::labels::COVERED;
use super::scene::{FunnelScene, LABEL_GAP};
use crate::render::axes::{Drawn, Picture, VALUE_GAP, filled, text};
use crate::render::backend::{Ink, text_width};
use crate::render::geometry::Rect;
use crate::render::layout::Layout;
use crate::render::obstacles::Obstacles;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

const fn ink(standing: Standing) -> (Ink, u32) {
    match standing {
        Standing::Within => (Ink::Within, 35),
        Standing::Apart => (Ink::Apart, 45),
        Standing::FarApart => (Ink::FarApart, 50),
    }
}

impl FunnelScene<'_> {
    pub(super) fn draw(&self, out: &mut String) -> Drawn {
        let picture = self.size.picture(out);
        let mut obstacles = Obstacles::new(Rect {
            top: self.area.top - 60,
            ..self.area
        });
        self.axes(&picture)?;
        self.key(&picture)?;
        for (which, ink) in (0..).zip([Ink::FarLimit, Ink::Limit, Ink::Limit, Ink::FarLimit]) {
            let line = self.limit(which);
            picture.draw(&PathElement::new(line.clone(), ink.color()))?;
            obstacles.line(line, 60);
        }
        self.whole(&picture, &mut obstacles)?;
        self.dots(&picture, &mut obstacles)?;
        self.names(&picture, &mut obstacles)
    }

    fn axes(&self, picture: &Picture) -> Drawn {
        let Rect { left, right, .. } = self.area;
        for share in (0..=5).map(|step| step * 200) {
            let y = self.y(share * 1_000);
            picture.draw(&PathElement::new([(left, y), (right, y)], Ink::Grid.color()))?;
            let style = text(Ink::Tick, HPos::Right, VPos::Center);
            let name = french::percent(share, 1_000);
            picture.draw(&Text::new(name, (left - VALUE_GAP, y), style))?;
        }
        let y = self.area.bottom;
        let mut axis = vec![(left, y)];
        for size in self.sizes().into_iter().rev() {
            let x = self.x(size);
            axis.extend([(x, y), (x, y + 40), (x, y)]);
            let style = text(Ink::Tick, HPos::Center, VPos::Top);
            picture.draw(&Text::new(french::number(size), (x, y + 80), style))?;
        }
        axis.push((right, y));
        picture.draw(&PathElement::new(axis, Ink::Axis.color()))?;
        let style = text(Ink::Tick, HPos::Right, VPos::Top);
        let below = y + 90 + self.size.em * 12 / 10;
        picture.draw(&Text::new(self.figures.measure.as_str(), (right, below), style))
    }

    /// What the limits are, above the plot.
    fn key(&self, picture: &Picture) -> Drawn {
        const SAMPLE: i32 = 280;
        let em = self.size.em;
        let heading = "Par hasard seul, entre ces lignes :";
        let style = || text(Ink::Tick, HPos::Left, VPos::Center);
        let (mut x, mut y) = (20, em * 8 / 10);
        picture.draw(&Text::new(heading, (x, y), style()))?;
        match self.layout {
            Layout::Wide => x += text_width(heading, em) + 100,
            Layout::Narrow => y += em * 14 / 10,
        }
        for (ink, words) in [
            (Ink::Limit, "19 fois sur 20"),
            (Ink::FarLimit, "499 fois sur 500"),
        ] {
            picture.draw(&PathElement::new([(x, y), (x + SAMPLE, y)], ink.color()))?;
            picture.draw(&Text::new(words, (x + SAMPLE + 60, y), style()))?;
            x += SAMPLE + 60 + text_width(words, em) + 100;
        }
        Ok(())
    }

    /// The share of all units, named beside the plot.
    fn whole(&self, picture: &Picture, obstacles: &mut Obstacles) -> Drawn {
        let right = self.area.right;
        let y = self.y(self.figures.share_per_mille * 1_000);
        let line = vec![(self.area.left, y), (right, y)];
        picture.draw(&PathElement::new(line.clone(), Ink::Whole.color()))?;
        obstacles.line(line, 120);
        let style = text(Ink::Label, HPos::Left, VPos::Center);
        picture.draw(&Text::new(self.whole.as_str(), (right + LABEL_GAP, y), style))
    }

    /// Those within first: the others stand over them.
    fn dots(&self, picture: &Picture, obstacles: &mut Obstacles) -> Drawn {
        let figures = self.figures;
        for standing in [Standing::Within, Standing::Apart, Standing::FarApart] {
            let (ink, radius) = ink(standing);
            let weight = if standing == Standing::Within { 40 } else { COVERED };
            let shown = figures.territories.iter().filter(|spot| spot.units > 0);
            for spot in shown.filter(|spot| figures.standing(spot) == standing) {
                let point = self.point(spot);
                picture.draw(&Circle::new(point, radius, filled(ink)))?;
                let Rect {
                    left,
                    top,
                    right,
                    bottom,
                } = Rect::around(point, 40);
                obstacles.line(vec![(left, top), (right, bottom)], weight);
            }
        }
        Ok(())
    }
}
