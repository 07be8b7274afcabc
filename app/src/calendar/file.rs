//! The breaks of a school year as a table to be taken elsewhere.

use super::{CalendarPage, form};
use crate::french;
use chrono::NaiveDate;
use domain::calendar::{Break, Zone};
use leptos::prelude::RenderHtml;
use report::{Cell, Column, Columns, Kind, Sheet};

/// A break, its entry where it can be taken back, and whether the holidays of its zone are entered to the year's end.
pub(super) struct BreakRow<'a> {
    pub(super) id: Option<i64>,
    pub(super) off: &'a Break,
    pub(super) known: bool,
}

/// The columns of a break.
pub(super) fn columns(shown: &CalendarPage) -> Columns<'_, BreakRow<'_>> {
    let mut columns = Columns::new()
        .with(
            Column::filed("Année scolaire", "annee_scolaire", Kind::Text),
            |_| Cell::Text(shown.year.to_string()),
        )
        .with(Column::filed("Zone", "zone", Kind::Text), |row: &BreakRow<'_>| {
            Cell::text(french::zone(row.off.zone))
        })
        .with(Column::filed("Nature", "nature", Kind::Text), nature)
        .with(
            Column::new("Premier jour", "premier_jour", Kind::Day).naming_rows(),
            |row| Cell::Day(row.off.from),
        )
        .with(
            Column::new("Dernier jour", "dernier_jour", Kind::Day)
                .class("c12-text")
                .labelled("au"),
            |row| Cell::Day(row.off.to),
        )
        .with(
            Column::new("Jours", "jours", Kind::Number).labelled("jours"),
            |row| Cell::Number((row.off.to - row.off.from).num_days() + 1),
        )
        .with(Column::on_page("Nature").class("c12-text"), nature)
        .with(
            Column::new("Motif", "motif", Kind::Text)
                .class("c12-text")
                .blank(""),
            |row| Cell::or_empty(row.off.label.as_deref(), Cell::text),
        )
        .with(Column::filed("Zone saisie", "zone_saisie", Kind::Text), |row| {
            Cell::text(if row.known { "oui" } else { "non" })
        });
    if shown.may_set {
        columns.push(Column::on_page("Retirer").unseen().blank(""), |row| {
            let form = row.id.map(|id| form::taking_back(id, row.off, shown.year));
            Cell::or_empty(form, |form| Cell::html(form.to_html()))
        });
    }
    columns
}

fn nature(row: &BreakRow<'_>) -> Cell {
    Cell::text(french::break_kind(row.off.kind))
}

/// One row a break; a zone whose holidays are not entered to the year's end says so on each of its rows, or has none.
pub fn sheet(shown: &CalendarPage, today: NaiveDate) -> Sheet {
    let of_zone = |zone: &Zone| {
        let known = shown.calendar.is_known(shown.year, Some(*zone));
        let breaks = shown.calendar.breaks(shown.year, Some(*zone));
        breaks.into_iter().map(move |off| (off, known))
    };
    let breaks: Vec<_> = Zone::ALL.iter().flat_map(of_zone).collect();
    let rows = breaks.iter().map(|(off, known)| BreakRow {
        id: None,
        off,
        known: *known,
    });
    let rows: Vec<_> = rows.collect();
    let table = columns(shown).file(format!("Calendrier scolaire {}", shown.year), &rows);
    let breaks = i64::try_from(table.rows.len()).unwrap_or(0);
    Sheet {
        about: vec![
            (
                "Source",
                "calendrier tenu dans le service de pilotage de Classe à 12".to_owned(),
            ),
            ("Filtres", format!("année scolaire {}", shown.year)),
            ("Population", french::count(breaks, "période", "périodes")),
            ("Au", french::long_day(today)),
        ],
        table,
        day: today,
    }
}
