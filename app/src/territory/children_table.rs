//! The table of children, written by hand: a nation's département may have sixty rows and a view for each cell would cost more than all the rest.

use crate::{
    figures::moved,
    french,
    ui::html::{attribute_into, escape_into},
};
use chrono::NaiveDate;
use domain::{AdoptionStage, adoption::StageCounts, freshness::is_stale};
use store::adoption::Child;

/// A territory or a school of the table: its figures, its name, where it leads. `current`: the year is under way, hence silence is a sign.
pub fn row<Code>(
    out: &mut String,
    child: &Child<Code>,
    name: &str,
    href: &str,
    (today, current): (NaiveDate, bool),
) {
    let (counts, census) = (&child.counts, child.counts.census());
    out.push_str("<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"><a");
    attribute_into(out, "href", href);
    out.push('>');
    escape_into(out, name);
    cell(out, "</a></th>", UNITS);
    out.push_str(&french::number(census));
    if child.estimated > 0 {
        out.push_str(" <span class=\"c12-estimated\">dont ");
        out.push_str(&french::number(child.estimated));
        out.push_str(" est.</span>");
    }
    cell(out, "</td>", ONBOARDED);
    out.push_str(&french::percent(counts.onboarded(), census));
    cell(out, "</td>", USING);
    out.push_str(&french::percent(counts.using(), census));
    out.push_str("</td><td role=\"cell\" class=\"c12-stages-cell\">");
    out.push_str(&chart::stage_bar(&counts.0));
    stages(out, counts);
    out.push_str("</td><td role=\"cell\" class=\"c12-wide\">");
    let peak = child.using.iter().copied().max().unwrap_or(0);
    if peak > 0 {
        out.push_str(&chart::sparkline(&child.using, peak));
    }
    out.push_str("</td><td role=\"cell\" class=\"c12-wide\">");
    out.push_str(&moved(counts, child.four_weeks_before).unwrap_or_else(|| "–".to_owned()));
    cell(out, "</td>", NEWS);
    out.push_str(&french::days_ago(child.last_news, today));
    if current && is_stale(child.last_news, child.known_since, today) {
        out.push_str(" <span class=\"c12-badge c12-badge--stale\">à relancer</span>");
    }
    out.push_str("</td></tr>");
}

const UNITS: &str = "Classes";
const ONBOARDED: &str = "Embarquées";
const USING: &str = "Utilisatrices";
const NEWS: &str = "Dernière nouvelle";

/// What the bar shows, for who does not see it.
fn stages(out: &mut String, counts: &StageCounts) {
    out.push_str("<span class=\"c12-sr\">");
    for stage in AdoptionStage::ALL.into_iter().filter(|stage| counts[*stage] > 0) {
        out.push_str(french::stage(stage));
        out.push_str(" : ");
        out.push_str(&french::number(counts[stage]));
        out.push_str(". ");
    }
    out.push_str("</span>");
}

/// Opens a cell that says its column's word, for where the row is a card.
fn cell(out: &mut String, before: &str, word: &str) {
    out.push_str(before);
    out.push_str("<td role=\"cell\" data-cell=\"");
    out.push_str(word);
    out.push_str("\">");
}

/// The head of the table; `child` is what a row is.
pub fn head(child: &str) -> String {
    let columns = [
        ("", &*french::capital(child)),
        ("", UNITS),
        ("", ONBOARDED),
        ("", USING),
        ("c12-text", "Stades"),
        ("c12-wide", "Utilisatrices, au fil de l'année"),
        ("c12-wide", "En 4 semaines"),
        ("", NEWS),
    ];
    let head = columns.map(|(class, title)| {
        format!("<th scope=\"col\" role=\"columnheader\" class=\"{class}\">{title}</th>")
    });
    format!(
        "<thead role=\"rowgroup\"><tr role=\"row\">{}</tr></thead>",
        head.concat()
    )
}
