//! Weekly chart of adoption: how many units use the product, were onboarded, are counted at all.

pub mod bars;
mod draw;
pub mod inline;
mod outlook;
mod scene;

use crate::calendar::Shade;
use crate::render::axes::drawing;
use crate::render::layout::{Dimensions, Layout, Size};
use chrono::{Days, NaiveDate};

/// Units at each stage at the end of a week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The Monday of the week.
    pub week: NaiveDate,
    /// Units Identified, Contacted, Onboarded, Active, Regular, Lapsed, Declined, in this order.
    pub counts: [i64; 7],
}

/// Units forecast to be onboarded at the end of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// The Monday of the week.
    pub week: NaiveDate,
    /// The lower edge of the area.
    pub low: i64,
    /// The median.
    pub middle: i64,
    /// The upper edge of the area.
    pub high: i64,
}

/// A number of units to be reached by a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objective {
    /// By when.
    pub day: NaiveDate,
    /// How many units are to be onboarded.
    pub units: i64,
    /// What stands beside its point, in as many lines as it needs: `objectif au 30 juin`, `800 (80 %)`.
    pub name: String,
}

/// The figures of the weekly chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weekly {
    /// One per week, in order. Weeks that begin after `today` are not drawn; a missing week is a gap.
    pub points: Vec<Point>,
    /// Shown where they meet the weeks drawn.
    pub shades: Vec<Shade>,
    /// Last year's share of units that used the product, per mille, each at this year's week (its Monday).
    /// Drawn as the number of units that this share is of this year's census. May be empty.
    pub previous: Vec<(NaiveDate, i64)>,
    /// The day the figures are of: the running week ends here.
    pub today: NaiveDate,
    /// One per week after today, in order: the axis reaches to the last. Empty without a forecast.
    pub ahead: Vec<Forecast>,
    /// A point at its day: the axis reaches to it. Not drawn where its day is before the weeks.
    pub objective: Option<Objective>,
    /// The finding, as the name of the picture.
    pub title: String,
    /// What the picture shows, for those who don't see it.
    pub description: String,
    /// The beginning of the ids within the picture: one per chart of a page.
    pub id: String,
}

/// What is drawn of a week.
#[derive(Clone, Copy, Debug)]
struct Week {
    monday: NaiveDate,
    /// The last day that the counts cover.
    day: NaiveDate,
    census: i64,
    onboarded: i64,
    using: i64,
}

/// The adoption chart as an `<svg>`. Both layouts may stand in a page: their ids differ.
///
/// Without a week to draw, or where all counts are zero, the text is empty: the page then shows its empty state.
pub fn weekly(figures: &Weekly, layout: Layout) -> String {
    let weeks = weeks(figures);
    if weeks.iter().all(|week| week.census == 0) {
        return String::new();
    }
    let Some(scene) = scene::AdoptionScene::new(figures, &weeks, layout) else {
        return String::new();
    };
    let words: [&str; 3] = [&figures.id, &figures.title, &figures.description];
    drawing(layout, scene.axes.size, words, |svg| scene.draw(svg))
}

fn weeks(figures: &Weekly) -> Vec<Week> {
    let begun = figures.points.iter().filter(|point| point.week <= figures.today);
    let weeks = begun.map(|point| {
        let [_, _, onboarded, active, regular, _, _] = point.counts;
        Week {
            monday: point.week,
            day: (point.week + Days::new(6)).min(figures.today),
            census: point.counts.iter().sum(),
            onboarded: onboarded + active + regular,
            using: active + regular,
        }
    });
    weeks.collect()
}

const fn dimensions(layout: Layout) -> Dimensions {
    match layout {
        Layout::Wide => Dimensions {
            size: Size {
                width: 10_800,
                height: 3_800,
                em: 140,
            },
            top: 260,
            bottom: 460,
            month: 520,
            values: 5,
        },
        Layout::Narrow => Dimensions {
            size: Size {
                width: 3_580,
                height: 3_000,
                em: 130,
            },
            top: 240,
            bottom: 430,
            month: 400,
            values: 4,
        },
    }
}
