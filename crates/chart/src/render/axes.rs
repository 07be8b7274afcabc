//! What the charts of time share: their two layouts, the head of the drawing, the axes.

use crate::render::backend::{Ink, InkBackend, UnknownInk};
use crate::render::obstacles::Area;
use crate::render::series::DataPoint;
use crate::render::svg::escape;
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

/// Which of the two drawings of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// 1080 px wide, for the column of a computer's page.
    Wide,
    /// 358 px wide, for a phone: fewer months, shorter labels, the same size of text.
    Narrow,
}

/// The size of a drawing and of its text, in tenths of a pixel.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub width: i32,
    pub height: i32,
    /// The text's.
    pub em: i32,
}

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

/// The dimensions of a chart of time in a layout, in tenths of a pixel.
#[derive(Clone, Copy, Debug)]
pub struct Dimensions {
    pub size: Size,
    /// Above the plot area: names of shades or of days.
    pub top: i32,
    /// Below the plot area: months and years.
    pub bottom: i32,
    /// The room that the name of a month takes.
    pub month: i64,
    /// Steps of the values at most.
    pub values: i64,
}

impl Dimensions {
    /// The plot area between a margin on the left and one on the right.
    pub const fn plot_area(&self, left: i32, right: i32) -> Area {
        Area {
            left,
            top: self.top,
            right: self.size.width - right,
            bottom: self.size.height - self.bottom,
        }
    }
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

/// Opens the `<svg>` of a chart: the words are the chart's id, title and description.
pub fn head(svg: &mut String, layout: Layout, size: Size, words: [&str; 3]) {
    open(svg, &Kind::CHART, layout, size, words);
}

/// Opens an `<svg>` of a kind.
pub fn open(svg: &mut String, kind: &Kind, layout: Layout, size: Size, [id, title, description]: [&str; 3]) {
    let (width, height, font) = (size.width / 10, size.height / 10, size.em / 10);
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

/// The axes of a chart of time: its plot area, and what each axis carries.
pub struct Axes {
    pub size: Size,
    /// The plot area, between the names of the values and those of the months.
    pub area: Area,
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
