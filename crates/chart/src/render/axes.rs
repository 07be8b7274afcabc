//! The axes of the charts of time, and the drawing that plotters puts them in.

use crate::render::backend::{Ink, InkBackend, UnknownInk};
use crate::render::geometry::Rect;
use crate::render::layout::{Layout, Size, head};
use crate::render::series::DataPoint;
use crate::render::ticks::{DayRange, Month};
use chrono::NaiveDate;
use plotters::coord::Shift;
use plotters::coord::combinators::WithKeyPoints;
use plotters::coord::types::{RangedCoordi64, RangedDate};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_backend::BackendCoord;

pub type Drawn = Result<(), DrawingAreaErrorKind<UnknownInk>>;
pub type Picture<'a> = DrawingArea<InkBackend<'a>, Shift>;
type Plane = Cartesian2d<WithKeyPoints<RangedDate<NaiveDate>>, WithKeyPoints<RangedCoordi64>>;
pub type Plot<'p, 'a> = ChartContext<'p, InkBackend<'a>, Plane>;

/// From the values to the plot, in tenths of a pixel.
pub const VALUE_GAP: i32 = 90;

impl Size {
    /// The drawing, still empty, whose marks are written at the end of `out`.
    pub fn picture(self, out: &mut String) -> Picture<'_> {
        InkBackend {
            out,
            size: (self.width.unsigned_abs(), self.height.unsigned_abs()),
            em: self.em,
        }
        .into_drawing_area()
    }
}

/// A chart as an `<svg>`: its head, whose words are its id, title and description, then what `draw` writes.
pub fn drawing(
    layout: Layout,
    size: Size,
    words: [&str; 3],
    draw: impl FnOnce(&mut String) -> Drawn,
) -> String {
    let mut svg = String::with_capacity(8 * 1024);
    head(&mut svg, layout, size, words);
    match draw(&mut svg) {
        Ok(()) => {
            svg.push_str("</svg>");
            svg
        }
        // Only a colour that is no ink could fail, and the tests draw each: no picture rather than half of one.
        Err(_) => String::new(),
    }
}

/// The axes of a chart of time: its plot area, and what each axis carries.
pub struct Axes {
    pub size: Size,
    /// The plot area, between the names of the values and those of the months.
    pub area: Rect,
    pub days: DayRange,
    /// The value at the top of the plot area.
    pub top: i64,
    /// The values that have a line, in the chart's unit.
    pub values: Vec<i64>,
    /// The months that have a tooth.
    pub months: Vec<Month>,
}

impl Axes {
    /// The plot area, still empty.
    pub fn plot<'p, 'a>(
        &self,
        picture: &'p Picture<'a>,
    ) -> Result<Plot<'p, 'a>, DrawingAreaErrorKind<UnknownInk>> {
        let months = self.months.iter().map(|month| month.day).collect();
        ChartBuilder::on(picture)
            .margin_top(self.area.top)
            .margin_right(self.size.width - self.area.right)
            .x_label_area_size(self.size.height - self.area.bottom)
            .y_label_area_size(self.area.left)
            .build_cartesian_2d(
                (self.days.first..self.days.last).with_key_points(months),
                (0..self.top).with_key_points(self.values.clone()),
            )
    }

    /// Draws the lines of the values, their names and the time axis.
    pub fn draw(&self, picture: &Picture, plot: &mut Plot, name: impl Fn(i64) -> String) -> Drawn {
        plot.configure_mesh()
            .disable_x_mesh()
            .disable_axes()
            .bold_line_style(Ink::Grid.color())
            .light_line_style(TRANSPARENT)
            .draw()?;
        for value in &self.values {
            let (left, y) = plot.backend_coord(&(self.days.first, *value));
            let style = text(Ink::Tick, HPos::Right, VPos::Center);
            picture.draw(&Text::new(name(*value), (left - VALUE_GAP, y), style))?;
        }
        // One line with a tooth per month: as marks of their own they would be a tenth of the picture's bytes.
        let (left, y) = plot.backend_coord(&(self.days.first, 0));
        let mut axis = vec![(left, y)];
        for month in &self.months {
            let (x, _) = plot.backend_coord(&(month.day, 0));
            axis.extend([(x, y), (x, y + 40), (x, y)]);
            let style = text(Ink::Tick, HPos::Center, VPos::Top);
            picture.draw(&Text::new(month.text.as_str(), (x, y + 80), style))?;
        }
        axis.push((self.area.right, y));
        picture.draw(&PathElement::new(axis, Ink::Axis.color()))
    }
}

/// Where points stand, in tenths of a pixel.
pub fn pixels(plot: &Plot, points: &[DataPoint]) -> Vec<BackendCoord> {
    points.iter().map(|point| plot.backend_coord(point)).collect()
}

/// The style of a filled mark.
pub fn filled(ink: Ink) -> ShapeStyle {
    ink.color().filled()
}

/// The style of a text that stands at its point by the given anchors.
pub fn text(ink: Ink, horizontal: HPos, vertical: VPos) -> TextStyle<'static> {
    // The family and the size are never read: the page's own and the drawing's apply.
    let font = TextStyle::from(("sans-serif", 14).into_font());
    TextStyle {
        color: ink.color().to_backend_color(),
        pos: Pos::new(horizontal, vertical),
        ..font
    }
}
