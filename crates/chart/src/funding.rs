//! Funding window chart: what is committed and paid, week by week, within the convention's ceiling and its steady pace.

mod credit;
mod draw;
mod flags;
mod labels;
mod scene;

use crate::render::axes::drawing;
use crate::render::layout::{Dimensions, Layout, Size};
use chrono::NaiveDate;

/// The totals at the end of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The last day covered, today at the latest.
    pub day: NaiveDate,
    /// Committed (AE) so far, in cents.
    pub committed: i64,
    /// Paid (CP) so far, in cents.
    pub paid: i64,
}

/// A forecast total, in cents: eight times out of ten it falls between `low` and `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// One time out of ten the total is below.
    pub low: i64,
    /// The median.
    pub middle: i64,
    /// One time out of ten the total is above.
    pub high: i64,
}

/// The totals forecast for the end of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// The last day covered, after the last step's.
    pub day: NaiveDate,
    /// Committed (AE) by then.
    pub committed: Spread,
    /// Paid (CP) by then.
    pub paid: Spread,
}

/// The figures of the window chart. Every amount is in cents of euro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// One per week, in order. Those after `today` are not drawn.
    pub steps: Vec<Step>,
    /// The window's first day.
    pub start: NaiveDate,
    /// The end of the window's sixth month.
    pub month6: NaiveDate,
    /// The end of the window's eighth month.
    pub month8: NaiveDate,
    /// The end of the convention. Where it lies far beyond everything else it is named at the edge instead of
    /// squeezing the window to the left.
    pub end: NaiveDate,
    /// The day the figures are of.
    pub today: NaiveDate,
    /// What the convention allows to commit and to pay.
    pub ceiling: i64,
    /// The planned credits: their total from each day on, in order. Drawn where they differ from the ceiling.
    pub allotted: Vec<(NaiveDate, i64)>,
    /// What was committed at `start`: the steady pace begins there.
    pub band_from: i64,
    /// One per week after today, in order. Empty when it is too early for a forecast. What lies above the
    /// ceiling is drawn at the ceiling.
    pub ahead: Vec<Ahead>,
    /// The finding, as the name of the picture.
    pub title: String,
    /// What the picture shows, for those who don't see it.
    pub description: String,
    /// The beginning of the ids within the picture: one per chart of a page.
    pub id: String,
}

/// The window chart as an `<svg>`, 1080 × 420 or 358 × 360. Both layouts may stand in a page: their ids differ.
///
/// Without a step the text is empty: the page then shows its empty state.
pub fn window(figures: &Window, layout: Layout) -> String {
    let Some(scene) = scene::FundingScene::new(figures, layout) else {
        return String::new();
    };
    let words: [&str; 3] = [&figures.id, &figures.title, &figures.description];
    drawing(layout, scene.axes.size, words, |svg| scene.draw(svg))
}

/// Above the plot area stand the names of days too, in as many rows as they need.
const fn dimensions(layout: Layout) -> Dimensions {
    match layout {
        Layout::Wide => Dimensions {
            size: Size {
                width: 10_800,
                height: 4_200,
                em: 140,
            },
            top: 90,
            bottom: 460,
            month: 520,
            values: 5,
        },
        Layout::Narrow => Dimensions {
            size: Size {
                width: 3_580,
                height: 3_600,
                em: 130,
            },
            top: 90,
            bottom: 430,
            month: 400,
            values: 5,
        },
    }
}

/// The height of a line of text.
const fn line_height(em: i32) -> i32 {
    em * 12 / 10
}
