//! The table of children, written by hand: a nation's département may have sixty rows and a view for each cell would cost more than all the rest.

use super::figures::moved;
use crate::{
    french,
    ui::html::{attribute_into, escape_into},
};
use chrono::NaiveDate;
use store::adoption::Child;

/// A territory or a school of the table: its figures, its name, where it leads.
pub fn row<Code>(out: &mut String, child: &Child<Code>, name: &str, href: &str, today: NaiveDate) {
    let (counts, census) = (&child.counts, child.counts.census());
    out.push_str("<tr><th scope=\"row\"><a");
    attribute_into(out, "href", href);
    out.push('>');
    escape_into(out, name);
    out.push_str("</a></th><td>");
    out.push_str(&french::number(census));
    if child.estimated > 0 {
        out.push_str(" <span class=\"c12-estimated\">dont ");
        out.push_str(&french::number(child.estimated));
        out.push_str(" est.</span>");
    }
    out.push_str("</td><td>");
    out.push_str(&french::percent(counts.onboarded(), census));
    out.push_str("</td><td>");
    out.push_str(&french::percent(counts.using(), census));
    out.push_str("</td><td class=\"c12-wide\">");
    let peak = child.using.iter().copied().max().unwrap_or(0);
    if peak > 0 {
        out.push_str(&chart::sparkline(&child.using, peak));
    }
    out.push_str("</td><td class=\"c12-wide\">");
    out.push_str(&moved(counts, child.four_weeks_before).unwrap_or_else(|| "–".to_owned()));
    out.push_str("</td><td>");
    out.push_str(&french::days_ago(child.last_news, today));
    out.push_str("</td></tr>");
}

/// The head of the table; `child` is what a row is.
pub fn head(child: &str) -> String {
    let mut name = child.to_owned();
    if let Some(first) = name.chars().next() {
        name = first.to_uppercase().chain(child.chars().skip(1)).collect();
    }
    format!(
        "<thead><tr><th scope=\"col\">{name}</th><th scope=\"col\">Classes</th><th scope=\"col\">Embarquées</th>\
         <th scope=\"col\">Utilisatrices</th><th scope=\"col\" class=\"c12-wide\">Utilisatrices, au fil de l'année</th>\
         <th scope=\"col\" class=\"c12-wide\">En 4 semaines</th><th scope=\"col\">Dernière nouvelle</th></tr></thead>"
    )
}
