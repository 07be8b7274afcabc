//! Retention curves of cohorts: a small panel for each with its interval, all on one scale so that they compare.

use crate::render::backend::text_width;
use crate::render::layout::{Layout, Size, head};
use crate::render::svg::{SvgText, tenths};

/// A share after some weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareAt {
    /// The weeks.
    pub week: u32,
    /// The share, per mille.
    pub share_per_mille: i64,
    /// Its interval, low then high, per mille; none where none can be given.
    pub interval: Option<(i64, i64)>,
}

/// A cohort's course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortPanel {
    /// Its name: `octobre 2021`.
    pub name: String,
    /// How many it has, in words: `245 classes`.
    pub units: String,
    /// Each week from 0, in order.
    pub course: Vec<ShareAt>,
}

/// The figures of the panels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohorts {
    /// Drawn in this order.
    pub panels: Vec<CohortPanel>,
    /// All of them together: drawn thin behind each panel's own course. May be empty.
    pub together: Vec<ShareAt>,
    /// What the weeks are, under each panel: `semaines d’école`.
    pub measure: String,
    /// The finding, as the name of the picture.
    pub title: String,
    /// What the picture shows, for those who don't see it.
    pub description: String,
    /// The beginning of the ids within the picture: one per chart of a page.
    pub id: String,
}

/// Sizes of a layout, in tenths of a pixel.
struct PanelGrid {
    width: i32,
    em: i32,
    columns: usize,
}

/// Between two panels, above a plot (three lines of words), a plot, below it; in tenths of a pixel.
const GAP: i32 = 240;
const ABOVE: i32 = 640;
const PLOT: i32 = 1_200;
const BELOW: i32 = 600;
/// From the plot to the words beside it.
const BESIDE: i32 = 70;

const fn panel_grid(layout: Layout) -> PanelGrid {
    match layout {
        Layout::Wide => PanelGrid {
            width: 10_800,
            em: 140,
            columns: 4,
        },
        Layout::Narrow => PanelGrid {
            width: 3_580,
            em: 130,
            columns: 2,
        },
    }
}

/// A panel's plot: where it stands and what its axes reach.
struct PanelPlot {
    left: i32,
    top: i32,
    width: i32,
    /// Weeks that the axis reaches: the last week of the longest course and its end.
    weeks: u32,
    em: i32,
}

/// The panels as an `<svg>`, 1080 or 358 wide and as high as they need. Both layouts may stand in a page: their ids differ.
///
/// Without a cohort that has a course the text is empty.
pub fn cohorts(figures: &Cohorts, layout: Layout) -> String {
    let panels: Vec<_> = figures
        .panels
        .iter()
        .filter(|panel| !panel.course.is_empty())
        .collect();
    let last = |course: &[ShareAt]| course.last().map(|at| at.week);
    let weeks = panels.iter().filter_map(|panel| last(&panel.course)).max();
    let Some(weeks) = weeks else {
        return String::new();
    };
    let PanelGrid { width, em, columns } = panel_grid(layout);
    let rows = panels.len().div_ceil(columns);
    let height = ABOVE + PLOT + BELOW;
    let count = |number: usize| i32::try_from(number).unwrap_or_default();
    let axis = text_width("100 %", em) + BESIDE;
    let cell = (width - GAP * (count(columns) - 1)) / count(columns);
    let mut svg = String::with_capacity(4_096 * panels.len());
    head(
        &mut svg,
        layout,
        Size {
            width,
            height: height * count(rows),
            em,
        },
        [&figures.id, &figures.title, &figures.description],
    );
    for (rank, panel) in panels.into_iter().enumerate() {
        let plot = PanelPlot {
            left: (cell + GAP) * count(rank % columns) + axis,
            top: height * count(rank / columns) + ABOVE,
            // The last week's number stands half beyond the axis.
            width: cell - axis - em * 6 / 10,
            weeks: weeks + 1,
            em,
        };
        plot.words(&mut svg, panel, &figures.measure);
        plot.scale(&mut svg);
        plot.band(&mut svg, &panel.course);
        plot.line(&mut svg, "c12-share-all", &figures.together);
        plot.line(&mut svg, "c12-share", &panel.course);
    }
    svg.push_str("</svg>");
    svg
}

impl PanelPlot {
    fn x(&self, week: u32) -> i32 {
        let along = i64::from(self.width) * i64::from(week.min(self.weeks)) / i64::from(self.weeks);
        self.left + i32::try_from(along).unwrap_or_default()
    }

    fn y(&self, share: i64) -> i32 {
        let down = (i64::from(PLOT) * (1_000 - share.clamp(0, 1_000)) + 500) / 1_000;
        self.top + i32::try_from(down).unwrap_or_default()
    }

    /// The cohort's name, how many it has and where it is now, above the plot; what the weeks are, below.
    fn words(&self, svg: &mut String, panel: &CohortPanel, measure: &str) {
        let left = self.left - text_width("100 %", self.em) - BESIDE;
        let line = self.em * 13 / 10;
        let top = self.top - ABOVE + self.em;
        write(svg, "c12-strong", left, top, "", &panel.name);
        write(svg, "c12-label", left, top + line, "", &panel.units);
        if let Some(last) = panel.course.last() {
            let share = french::percent(last.share_per_mille, 1_000);
            let after = french::count(i64::from(last.week), "semaine", "semaines");
            let now = format!("{share} après {after}");
            write(svg, "c12-label", left, top + 2 * line, "", &now);
        }
        let foot = self.top + PLOT + 60 + 2 * line;
        write(svg, "c12-tick", self.left + self.width, foot, "end", measure);
    }

    fn scale(&self, svg: &mut String) {
        for share in [1_000, 500, 0] {
            let y = self.y(share);
            let class = if share == 0 { "c12-axis" } else { "c12-grid" };
            path(svg, class, &[(self.left, y), (self.left + self.width, y)], false);
            let (x, baseline) = (self.left - BESIDE, y + self.em * 35 / 100);
            write(
                svg,
                "c12-tick",
                x,
                baseline,
                "end",
                &french::percent(share, 1_000),
            );
        }
        let step = [1, 2, 4, 8, 16]
            .into_iter()
            .find(|step| self.weeks / step <= 5)
            .unwrap_or(32);
        let down = self.top + PLOT + 60 + self.em * 9 / 10;
        for week in (0..=self.weeks).step_by(step as usize) {
            write(svg, "c12-tick", self.x(week), down, "middle", &week.to_string());
        }
    }

    /// Steps down on the week at which some stopped; the last week lasts as long as the others.
    fn steps(&self, values: impl Iterator<Item = (u32, i64)>) -> Vec<(i32, i32)> {
        let mut points: Vec<(i32, i32)> = Vec::new();
        let mut last = None;
        for (week, share) in values.filter(|(week, _)| *week < self.weeks) {
            let (x, y) = (self.x(week), self.y(share));
            last = Some(week);
            if let Some(&(_, before)) = points.last().filter(|(_, before)| *before != y) {
                points.push((x, before));
            }
            points.push((x, y));
        }
        if let Some((week, (_, y))) = last.zip(points.last().copied()) {
            points.push((self.x(week + 1), y));
        }
        points
    }

    fn line(&self, svg: &mut String, class: &str, course: &[ShareAt]) {
        let points = self.steps(course.iter().map(|at| (at.week, at.share_per_mille)));
        if !points.is_empty() {
            path(svg, class, &points, false);
        }
    }

    fn band(&self, svg: &mut String, course: &[ShareAt]) {
        let edge = |which: fn((i64, i64)) -> i64| {
            let known = course.iter();
            self.steps(known.filter_map(move |at| Some((at.week, which(at.interval?)))))
        };
        let (mut around, low) = (edge(|(_, high)| high), edge(|(low, _)| low));
        around.extend(low.into_iter().rev());
        if !around.is_empty() {
            path(svg, "c12-share-band", &around, true);
        }
    }
}

fn write(svg: &mut String, class: &str, x: i32, y: i32, anchor: &str, text: &str) {
    SvgText { class, x, y, anchor }.write(svg, text);
}

/// A path whose lines all follow an axis.
fn path(svg: &mut String, class: &str, points: &[(i32, i32)], close: bool) {
    svg.extend(["<path class=\"", class, "\" d=\""]);
    let mut before = None;
    for &(x, y) in points {
        match before {
            None => {
                svg.push('M');
                tenths(svg, x);
                svg.push(' ');
                tenths(svg, y);
            }
            Some((_, at)) if at == y => {
                svg.push('H');
                tenths(svg, x);
            }
            Some(_) => {
                svg.push('V');
                tenths(svg, y);
            }
        }
        before = Some((x, y));
    }
    svg.push_str(if close { "z\"/>" } else { "\"/>" });
}
