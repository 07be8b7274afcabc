//! Small multiples: a panel for each territory, side by side, all on one scale.

use crate::render::layout::{Layout, Size, head};
use crate::render::svg::{escape, tenths};
use chrono::{Days, NaiveDate, TimeDelta};

/// A territory's course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// The territory's name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// The share at the end of each week (its Monday), per mille, in order; a missing week is a gap.
    pub weeks: Vec<(NaiveDate, i64)>,
    /// Last year's, each at this year's week. May be empty.
    pub previous: Vec<(NaiveDate, i64)>,
}

/// The figures of the panels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiples {
    /// Drawn in this order.
    pub panels: Vec<Panel>,
    /// The finding, as the name of the list.
    pub title: String,
    /// What the panels show; stands over them, followed by what their scale and their lines are.
    pub description: String,
    /// The beginning of the ids within: one per chart of a page.
    pub id: String,
}

/// A panel's width, and the top and bottom of its plot, in tenths of a pixel.
const WIDTH: i32 = 1_600;
const TOP: i32 = 80;
const BOTTOM: i32 = 800;
/// Room for the dot at a line's end.
const SIDE: i32 = 40;

/// What all panels share.
struct SharedScale {
    first: NaiveDate,
    last: NaiveDate,
    /// The share at the top, per mille.
    top: i64,
}

/// The panels as a list of links, each with its name, its last share and an `<svg>` of 160 × 100: one drawing for
/// both computers and phones, since it's the list that takes the room there is. On paper it breaks between panels.
///
/// Without a week in any panel the text is empty.
pub fn multiples(figures: &Multiples) -> String {
    let Some(scale) = SharedScale::of(figures) else {
        return String::new();
    };
    let mut out = String::with_capacity(1_024 * figures.panels.len());
    let mut id = String::new();
    escape(&mut id, &figures.id);
    out.push_str(&format!("<p class=\"c12-panels-key\" id=\"{id}-key\">"));
    escape(&mut out, &multiples_key(figures));
    out.push_str("</p>");
    out.push_str("<ul class=\"c12-panels\" aria-label=\"");
    escape(&mut out, &figures.title);
    out.push_str(&format!("\" aria-describedby=\"{id}-key\">"));
    for panel in &figures.panels {
        draw(&mut out, panel, &scale);
    }
    out.push_str("</ul>");
    out
}

/// What the panels show, their scale and their lines, in words; empty without a week in any panel.
pub fn multiples_key(figures: &Multiples) -> String {
    let Some(scale) = SharedScale::of(figures) else {
        return String::new();
    };
    let top = french::percent(scale.top, 1_000);
    let lines = match figures.panels.iter().all(|panel| panel.previous.is_empty()) {
        true => "",
        false => " Trait épais : cette année ; trait fin : l’an passé.",
    };
    format!(
        "{} Même échelle partout, de 0 à {top}.{lines}",
        figures.description
    )
}

/// The same panels as one `<svg>`, 1080 wide and as high as they need, without links: for a file of its own.
///
/// Without a week in any panel the text is empty.
pub fn multiples_sheet(figures: &Multiples) -> String {
    /// A panel beside the next, and above it, with its words; in tenths of a pixel.
    const COLUMNS: usize = 6;
    const ASIDE: i32 = 1_840;
    const DOWN: i32 = 1_720;
    const WORDS: i32 = 400;
    let Some(scale) = SharedScale::of(figures) else {
        return String::new();
    };
    let mut svg = String::with_capacity(1_024 * figures.panels.len());
    let count = |number: usize| i32::try_from(number).unwrap_or_default();
    let rows = count(figures.panels.len().div_ceil(COLUMNS));
    head(
        &mut svg,
        Layout::Wide,
        Size {
            width: 10_800,
            height: DOWN * rows,
            em: 130,
        },
        [&figures.id, &figures.title, &figures.description],
    );
    for (rank, panel) in figures.panels.iter().enumerate() {
        let (x, y) = (ASIDE * count(rank % COLUMNS), DOWN * count(rank / COLUMNS));
        svg.push_str("<g transform=\"translate(");
        pair(&mut svg, x, y);
        svg.push_str(")\"><text class=\"c12-strong\" y=\"14\">");
        escape(&mut svg, &panel.name);
        svg.push_str("</text><text class=\"c12-tick\" y=\"31\">");
        let (share, before) = panel.now();
        svg.extend([share.as_str(), before.as_str()]);
        svg.push_str("</text><g class=\"c12-panel\" font-size=\"12\" transform=\"translate(");
        pair(&mut svg, 0, WORDS);
        svg.push_str(")\">");
        plot(&mut svg, panel, &scale);
        svg.push_str("</g></g>");
    }
    svg.push_str("</svg>");
    svg
}

impl Panel {
    /// Its last share, and the one of a year before: `19 %`, `, l’an passé 11 %`.
    fn now(&self) -> (String, String) {
        let Some((day, share)) = self.weeks.last() else {
            return ("aucune donnée".to_owned(), String::new());
        };
        let before = self.previous.iter().find(|(week, _)| week == day);
        let before = before.map(|(_, before)| format!(", l’an passé {}", french::percent(*before, 1_000)));
        (french::percent(*share, 1_000), before.unwrap_or_default())
    }
}

fn draw(out: &mut String, panel: &Panel, scale: &SharedScale) {
    out.push_str("<li><a href=\"");
    escape(out, &panel.href);
    out.push_str("\"><span class=\"c12-panels-name\">");
    escape(out, &panel.name);
    out.push_str("</span> <span class=\"c12-panels-share\">");
    let (share, before) = panel.now();
    match panel.weeks.is_empty() {
        true => out.push_str(&share),
        false => out.extend(["<b>", share.as_str(), "</b>", before.as_str()]),
    }
    out.push_str(
        "</span><svg class=\"c12-panel\" viewBox=\"0 0 160 100\" font-size=\"12\" aria-hidden=\"true\">",
    );
    plot(out, panel, scale);
    out.push_str("</svg></a></li>");
}

/// What is drawn of a panel, 160 × 100.
fn plot(out: &mut String, panel: &Panel, scale: &SharedScale) {
    out.push_str(
        "<path class=\"c12-grid\" d=\"M0 8h160M0 44h160\"/><path class=\"c12-axis\" d=\"M0 80h160\"/>",
    );
    line(out, "c12-panel-previous", &panel.previous, scale);
    line(out, "c12-panel-course", &panel.weeks, scale);
    if let Some((day, share)) = panel.weeks.last() {
        let (x, y) = scale.point(*day, *share);
        out.push_str("<circle class=\"c12-using\" cx=\"");
        tenths(out, x);
        out.push_str("\" cy=\"");
        tenths(out, y);
        out.push_str("\" r=\"3\"/>");
    }
    // Courses begin low: the corner above is free.
    out.push_str("<text class=\"c12-inside\" x=\"0\" y=\"20\">");
    out.push_str(&french::percent(scale.top, 1_000));
    out.push_str("</text><text class=\"c12-tick\" x=\"0\" y=\"95\">");
    // A week is over on its Sunday.
    let ends = [scale.first, scale.last].map(|monday| monday + Days::new(6));
    let [first, last] = ends.map(french::short_month);
    out.push_str(first);
    out.push_str("</text>");
    if first != last {
        out.push_str("<text class=\"c12-tick\" x=\"160\" y=\"95\" text-anchor=\"end\">");
        out.push_str(last);
        out.push_str("</text>");
    }
}

impl SharedScale {
    /// What holds every course; none without a week.
    fn of(figures: &Multiples) -> Option<Self> {
        let weeks = || {
            let panels = figures.panels.iter();
            panels.flat_map(|panel| panel.weeks.iter().chain(&panel.previous))
        };
        let days = || weeks().map(|(day, _)| *day);
        let greatest = weeks().map(|(_, share)| *share).max().unwrap_or_default();
        Some(Self {
            first: days().min()?,
            last: days().max()?,
            top: (greatest.clamp(1, 1_000) + 199) / 200 * 200,
        })
    }

    fn point(&self, day: NaiveDate, share: i64) -> (i32, i32) {
        let days = (self.last - self.first).num_days().max(1);
        let width = i64::from(WIDTH - SIDE);
        let height = i64::from(BOTTOM - TOP);
        let along = width * (day - self.first).num_days() / days;
        let up = (height * share.clamp(0, self.top) + self.top / 2) / self.top;
        (
            i32::try_from(along).unwrap_or_default(),
            BOTTOM - i32::try_from(up).unwrap_or_default(),
        )
    }
}

/// A line in runs of weeks that follow one another; a week alone is a dot.
fn line(out: &mut String, class: &str, weeks: &[(NaiveDate, i64)], scale: &SharedScale) {
    if weeks.is_empty() {
        return;
    }
    out.extend(["<path class=\"", class, "\" d=\""]);
    for run in weeks.chunk_by(|one, next| next.0 - one.0 <= TimeDelta::days(7)) {
        let mut at = None;
        for (day, share) in run {
            let (x, y) = scale.point(*day, *share);
            match at {
                None => {
                    out.push('M');
                    pair(out, x, y);
                    out.push_str(if run.len() == 1 { "h0" } else { "l" });
                }
                Some((left, top, begun)) => {
                    if begun && x >= left {
                        out.push(' ');
                    }
                    pair(out, x - left, y - top);
                }
            }
            at = Some((x, y, at.is_some()));
        }
    }
    out.push_str("\"/>");
}

fn pair(out: &mut String, x: i32, y: i32) {
    tenths(out, x);
    if y >= 0 {
        out.push(' ');
    }
    tenths(out, y);
}
