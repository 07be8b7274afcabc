//! What the charts of time share: their two layouts, the head of the drawing, the axes.

use crate::ink::{Ink, InkBackend, UnknownInk, escape};
use crate::series::DataPoint;
use crate::ticks::Month;
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

/// Which of the two drawings of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// 1080 px wide, for the column of a computer's page.
    Wide,
    /// 358 px wide, for a phone: fewer months, shorter labels, the same size of text.
    Narrow,
}

/// What an `<svg>` is to the stylesheet and to those who don't see it.
pub struct Kind {
    class: &'static str,
    role: &'static str,
}

impl Kind {
    /// A picture told by its title and description.
    const CHART: Self = Self {
        class: "c12-chart",
        role: "img",
    };
    /// Links in a picture: an image would hide them.
    pub const MAP: Self = Self {
        class: "c12-map",
        role: "group",
    };
}

/// Opens the `<svg>` of a chart: `size` is the width, the height and the text's size in tenths of a pixel; the words
/// are the chart's id, title and description.
pub fn head(svg: &mut String, layout: Layout, size: (i32, i32, i32), words: [&str; 3]) {
    open(svg, &Kind::CHART, layout, size, words);
}

/// Opens an `<svg>` of a kind.
pub fn open(
    svg: &mut String,
    kind: &Kind,
    layout: Layout,
    size: (i32, i32, i32),
    [id, title, description]: [&str; 3],
) {
    let (width, height, font) = (size.0 / 10, size.1 / 10, size.2 / 10);
    let Kind { class, role } = kind;
    let name = match layout {
        Layout::Wide => "wide",
        Layout::Narrow => "narrow",
    };
    let mut escaped = String::new();
    escape(&mut escaped, id);
    let id = escaped;
    svg.push_str(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{class} c12-chart--{name}\" viewBox=\"0 0 {width} {height}\" \
         font-size=\"{font}\" role=\"{role}\" aria-labelledby=\"{id}-{name}-title {id}-{name}-desc\">\
         <title id=\"{id}-{name}-title\">"
    ));
    escape(svg, title);
    svg.push_str(&format!("</title><desc id=\"{id}-{name}-desc\">"));
    escape(svg, description);
    svg.push_str("</desc>");
}

/// What the two axes carry.
pub struct Axes<'s> {
    /// The axis' first day.
    pub first: NaiveDate,
    /// The right end of the time axis, in tenths of a pixel.
    pub right: i32,
    /// The values that have a line, in the chart's unit.
    pub values: &'s [i64],
    /// The months that have a tooth.
    pub months: &'s [Month],
}

/// Draws the lines of the values, their names and the time axis.
pub fn axes(picture: &Picture, plot: &mut Plot, axes: &Axes, name: impl Fn(i64) -> String) -> Drawn {
    plot.configure_mesh()
        .disable_x_mesh()
        .disable_axes()
        .bold_line_style(Ink::Grid.color())
        .light_line_style(TRANSPARENT)
        .draw()?;
    for value in axes.values {
        let (left, y) = plot.backend_coord(&(axes.first, *value));
        let style = text(Ink::Tick, HPos::Right, VPos::Center);
        picture.draw(&Text::new(name(*value), (left - VALUE_GAP, y), style))?;
    }
    // One line with a tooth per month: as marks of their own they would be a tenth of the picture's bytes.
    let (left, y) = plot.backend_coord(&(axes.first, 0));
    let mut axis = vec![(left, y)];
    for month in axes.months {
        let (x, _) = plot.backend_coord(&(month.day, 0));
        axis.extend([(x, y), (x, y + 40), (x, y)]);
        let style = text(Ink::Tick, HPos::Center, VPos::Top);
        picture.draw(&Text::new(month.text.as_str(), (x, y + 80), style))?;
    }
    axis.push((axes.right, y));
    picture.draw(&PathElement::new(axis, Ink::Axis.color()))
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
