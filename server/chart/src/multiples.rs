//! Many territories side by side: a small panel for each, all on one scale.

use crate::ink::escape;
use crate::number::tenths;
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
struct Scale {
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
    let weeks = || {
        let panels = figures.panels.iter();
        panels.flat_map(|panel| panel.weeks.iter().chain(&panel.previous))
    };
    let days = || weeks().map(|(day, _)| *day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else {
        return String::new();
    };
    let greatest = weeks().map(|(_, share)| *share).max().unwrap_or_default();
    let scale = Scale {
        first,
        last,
        top: (greatest.clamp(1, 1_000) + 199) / 200 * 200,
    };
    let mut out = String::with_capacity(1_024 * figures.panels.len());
    let mut id = String::new();
    escape(&mut id, &figures.id);
    out.push_str(&format!("<p class=\"c12-panels-key\" id=\"{id}-key\">"));
    escape(&mut out, &figures.description);
    out.push_str(" Même échelle partout, de 0 à ");
    out.push_str(&french::percent(scale.top, 1_000));
    let before = figures.panels.iter().any(|panel| !panel.previous.is_empty());
    out.push_str(if before {
        ". Trait épais : cette année ; trait fin : l’an passé.</p>"
    } else {
        ".</p>"
    });
    out.push_str("<ul class=\"c12-panels\" aria-label=\"");
    escape(&mut out, &figures.title);
    out.push_str(&format!("\" aria-describedby=\"{id}-key\">"));
    for panel in &figures.panels {
        draw(&mut out, panel, &scale);
    }
    out.push_str("</ul>");
    out
}

fn draw(out: &mut String, panel: &Panel, scale: &Scale) {
    out.push_str("<li><a href=\"");
    escape(out, &panel.href);
    out.push_str("\"><span class=\"c12-panels-name\">");
    escape(out, &panel.name);
    out.push_str("</span> <span class=\"c12-panels-share\">");
    match panel.weeks.last() {
        Some((day, share)) => {
            out.push_str("<b>");
            out.push_str(&french::percent(*share, 1_000));
            out.push_str("</b>");
            if let Some((_, before)) = panel.previous.iter().find(|(week, _)| week == day) {
                out.push_str(", l’an passé ");
                out.push_str(&french::percent(*before, 1_000));
            }
        }
        None => out.push_str("aucune donnée"),
    }
    out.push_str(
        "</span><svg class=\"c12-panel\" viewBox=\"0 0 160 100\" font-size=\"12\" aria-hidden=\"true\">",
    );
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
    out.push_str("</svg></a></li>");
}

impl Scale {
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
fn line(out: &mut String, class: &str, weeks: &[(NaiveDate, i64)], scale: &Scale) {
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
