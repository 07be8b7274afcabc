//! Label placement: of its candidate places among lines, each label takes the one that covers the least.

use crate::render::axes::{Drawn, Picture, text};
use crate::render::backend::{Ink, text_width};
use crate::render::geometry::Rect;
use crate::render::obstacles::Obstacles;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::BackendCoord;

/// From a line to the label about it, in tenths of a pixel.
pub const BESIDE: i32 = 110;
/// From a line to the label over it or under it.
pub const ABOVE: i32 = 50;

/// A text to place, and its size.
pub struct Label<'w> {
    text: &'w str,
    ink: Ink,
    /// The room that it takes, in tenths of a pixel.
    pub width: i32,
    /// Likewise.
    pub height: i32,
}

/// A candidate place of a label, the anchor of the text in it, and what it costs beyond what it covers.
#[derive(Clone, Copy)]
pub struct Candidate {
    /// Where the label stands.
    pub area: Rect,
    /// The side on which its lines begin or end together.
    pub anchor: HPos,
    /// What the place costs by itself.
    pub extra: i32,
}

impl Candidate {
    /// The same place, at another price.
    pub const fn costing(self, extra: i32) -> Self {
        Self { extra, ..self }
    }

    /// Draws the line from a dot to a label that stands away from it.
    pub fn lead(self, picture: &Picture, point: BackendCoord, em: i32) -> Drawn {
        match self.leader(point, em) {
            Some(leader) => picture.draw(&PathElement::new(leader, Ink::Leader.color())),
            None => Ok(()),
        }
    }

    /// The ends of the line from a dot to a label that stands away from it; none where it stands beside it.
    pub fn leader(self, point: BackendCoord, em: i32) -> Option<[BackendCoord; 2]> {
        let (x, y) = point;
        let (from, to) = match self.anchor {
            HPos::Left => (x + 55, self.area.left - 25),
            _ => (x - 55, self.area.right + 25),
        };
        let middle = self.area.middle();
        let away = (to - x).abs() > BESIDE || (middle - y).abs() > self.area.height() / 2 + em;
        away.then_some([(from, y), (to, middle)])
    }
}

impl<'w> Label<'w> {
    /// A label of one look.
    pub fn new(text: &'w str, ink: Ink, em: i32) -> Self {
        let lines = i32::try_from(text.lines().count()).unwrap_or(1);
        Self {
            text,
            ink,
            width: text_width(text, em),
            height: em * (12 * lines - 1) / 10,
        }
    }

    /// To the right of a point, or to its left, `down` from the point to the top of the label.
    pub fn beside(&self, point: BackendCoord, down: i32, right: bool) -> Candidate {
        let (x, y) = point;
        let (left, anchor) = if right {
            (x, HPos::Left)
        } else {
            (x - self.width, HPos::Right)
        };
        let area = Rect {
            left,
            top: y + down,
            right: left + self.width,
            bottom: y + down + self.height,
        };
        Candidate {
            area,
            anchor,
            extra: 0,
        }
    }

    /// Draws the label at a place.
    pub fn write(&self, picture: &Picture, Candidate { area, anchor, .. }: Candidate) -> Drawn {
        let x = match anchor {
            HPos::Left => area.left,
            HPos::Center => i32::midpoint(area.left, area.right),
            HPos::Right => area.right,
        };
        let style = text(self.ink, anchor, VPos::Center);
        picture.draw(&Text::new(self.text, (x, area.middle()), style))
    }
}

/// Takes the place that costs the least, the earlier the better, unless each costs `most` or more.
/// `also` says what a place costs beyond what its label covers.
pub fn choose(
    obstacles: &mut Obstacles,
    places: &[Candidate],
    most: i32,
    also: impl Fn(&Obstacles, &Candidate) -> i32,
) -> Option<Candidate> {
    let (mut least, mut chosen) = (most, None);
    for place in places {
        // Most places are refused by their rank alone.
        if place.extra < least {
            let cost = place
                .extra
                .saturating_add(obstacles.cost(place.area, least.saturating_sub(place.extra)));
            if cost < least {
                let cost = cost.saturating_add(also(obstacles, place));
                if cost < least {
                    (least, chosen) = (cost, Some(*place));
                }
            }
        }
    }
    obstacles.take(chosen?.area);
    chosen
}

/// A place costs what it covers and no more.
pub fn nothing(_: &Obstacles, _: &Candidate) -> i32 {
    0
}
