//! Horizontal bar chart of the parts of one whole, for a file of its own: a page has them in a table.

use crate::render::backend::text_width;
use crate::render::layout::{Layout, Size, head};
use crate::render::svg::{SvgText, tenths};

/// Bars, one below the other, in the frame of their whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// Each by its name and how many it has, drawn in this order.
    pub rows: Vec<(String, i64)>,
    /// What each is a part of: the full width.
    pub whole: i64,
    /// The finding, as the name of the picture.
    pub title: String,
    /// What the picture shows, for those who don't see it.
    pub description: String,
    /// The beginning of the ids within the picture: one per chart of a page.
    pub id: String,
}

/// In tenths of a pixel: the picture, its text, a row, the bar within it, the room between words and bars.
const WIDTH: i32 = 10_800;
const EM: i32 = 140;
const ROW: i32 = 360;
const BAR: i32 = 200;
const GAP: i32 = 120;

/// The bars as an `<svg>`, 1080 wide and as high as they need, each with its number and its share of the whole.
///
/// Without a row, or of a whole that is not positive, the text is empty.
pub fn bars(figures: &Bars) -> String {
    let rows = i32::try_from(figures.rows.len()).unwrap_or_default();
    if rows == 0 || figures.whole <= 0 {
        return String::new();
    }
    let said = |value: i64| {
        let share = french::percent(value, figures.whole);
        format!("{} ({share})", french::number(value))
    };
    let widest = |texts: &mut dyn Iterator<Item = String>| texts.map(|text| text_width(&text, EM)).max();
    let left = GAP + widest(&mut figures.rows.iter().map(|(name, _)| name.clone())).unwrap_or_default();
    let room = GAP + widest(&mut figures.rows.iter().map(|(_, value)| said(*value))).unwrap_or_default();
    let plot = WIDTH - left - room;
    let mut svg = String::with_capacity(2_048);
    let size = Size {
        width: WIDTH,
        height: ROW * rows,
        em: EM,
    };
    head(
        &mut svg,
        Layout::Wide,
        size,
        [&figures.id, &figures.title, &figures.description],
    );
    for (rank, (name, value)) in (0..).zip(&figures.rows) {
        let middle = ROW * rank + ROW / 2;
        let part = value.clamp(&0, &figures.whole);
        let long = i32::try_from(i64::from(plot) * part / figures.whole).unwrap_or_default();
        write(&mut svg, left - GAP, middle, "end", name);
        bar(&mut svg, "c12-using", left, middle, long);
        bar(&mut svg, "c12-axis", left, middle, plot);
        write(&mut svg, left + plot + GAP, middle, "start", &said(*value));
    }
    svg.push_str("</svg>");
    svg
}

fn bar(svg: &mut String, class: &str, left: i32, middle: i32, long: i32) {
    svg.extend(["<path class=\"", class, "\" d=\"M"]);
    tenths(svg, left);
    for (step, value) in [(" ", middle - BAR / 2), ("h", long), ("v", BAR), ("h", -long)] {
        svg.push_str(step);
        tenths(svg, value);
    }
    svg.push_str("z\"/>");
}

fn write(svg: &mut String, x: i32, middle: i32, anchor: &str, text: &str) {
    let label = SvgText {
        class: "c12-label",
        x,
        y: middle + EM * 35 / 100,
        anchor,
    };
    label.write(svg, text);
}
