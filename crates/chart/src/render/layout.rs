//! Layouts: how large a chart is drawn, and the head of its `<svg>`.

use super::geometry::Rect;
use super::svg::escape;

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
    pub const fn plot_area(&self, left: i32, right: i32) -> Rect {
        Rect {
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
