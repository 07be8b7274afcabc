//! The columns of a suggestion: its box, its class, the stage that uses suggest and why.

use super::{Suggestions, ticket};
use crate::{
    french::{self, short_day},
    ui::{badge, html},
    usage::reason::reason,
};
use domain::usage::Suggestion;
use leptos::prelude::*;
use report::{Cell, Column, Columns};
use store::usage::SeenUnit;

impl Suggestions {
    /// A class, and the stage that its uses suggest.
    pub(super) fn columns(&self) -> Columns<'_, (SeenUnit, Suggestion)> {
        let words = |title| Column::on_page(title).class("c12-text");
        Columns::new()
            .with(
                Column::on_page("Cocher").unseen().classes("", "c12-check"),
                |(seen, found): &(SeenUnit, Suggestion)| self.tick_box(seen, found),
            )
            .with(words("Classe").naming_rows(), |(seen, _)| self.class(seen))
            .with(words("École"), |(seen, _)| self.school(seen))
            .with(words("Stade"), |(seen, _)| {
                let standing = &seen.unit.standing;
                let badge = standing.step.stage().map(badge::stage_html);
                with_note(
                    badge.unwrap_or_default(),
                    &format!("depuis le {}", short_day(standing.since)),
                )
            })
            .with(words("Suggestion"), |(_, found)| {
                with_note(
                    badge::stage_html(found.stage),
                    &format!("le {}", short_day(found.day)),
                )
            })
            .with(words("Pourquoi"), |(seen, found)| {
                Cell::Text(reason(&self.calendar, seen, found))
            })
    }

    /// Why what a form said of a unit was refused.
    fn why_not(&self, seen: &SeenUnit) -> Option<&String> {
        let (_, units) = self.refused.as_ref()?;
        units.get(&seen.unit.id)
    }

    /// The box that accepts a suggestion; ticked where it was, and was refused.
    fn tick_box(&self, seen: &SeenUnit, found: &Suggestion) -> Cell {
        let unit = &seen.unit;
        let name = format!(
            "{}, {} ({}) : {}",
            unit.unit.label,
            unit.school_name,
            unit.commune,
            french::stage(found.stage)
        );
        let ticked = self.why_not(seen).is_some();
        let input = view! { <input type="checkbox" name="unit" value=ticket(seen, found) checked=ticked aria-label=name/> };
        Cell::html(input.to_html())
    }

    fn class(&self, seen: &SeenUnit) -> Cell {
        let mut out = html::escape(&seen.unit.unit.label);
        if let Some(why) = self.why_not(seen) {
            out.push_str("<p class=\"fr-error-text\">");
            html::escape_into(&mut out, why);
            out.push_str("</p>");
        }
        Cell::html(out)
    }

    fn school(&self, seen: &SeenUnit) -> Cell {
        let href = self.scope.page(&seen.unit.unit.school.to_string());
        with_note(html::link(&seen.unit.school_name, &href), &seen.unit.commune)
    }
}

/// What a cell shows, then what is said beside it.
fn with_note(mut shown: String, beside: &str) -> Cell {
    shown.push_str(" <span class=\"c12-muted\">");
    html::escape_into(&mut shown, beside);
    shown.push_str("</span>");
    Cell::html(shown)
}
