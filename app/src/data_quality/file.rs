//! The quality of the figures as a table to be taken elsewhere.

use super::QualityPage;
use crate::scope::about;
use domain::{
    adoption::Quality,
    freshness::{SILENT_AFTER_DAYS, STALE_AFTER_DAYS},
};
use report::{Cell, Kind, Sheet, Table};

/// One row a territory: the one shown first, then its children. Of a year that is over, nothing is told of silence.
pub fn territories_sheet(page: &QualityPage) -> Sheet {
    let columns = [
        ("annee_scolaire", Kind::Text),
        ("code", Kind::Text),
        ("nom", Kind::Text),
        ("au", Kind::Day),
        ("recensees", Kind::Number),
        ("a_relancer", Kind::Number),
        ("sans_nouvelle", Kind::Number),
        ("estimees", Kind::Number),
        ("contradictoires", Kind::Number),
        ("mises_a_jour", Kind::Number),
        ("retard_median_jours", Kind::Number),
        ("retard_9_sur_10_jours", Kind::Number),
        ("derniere_nouvelle", Kind::Day),
        ("attendue_au_plus_tard", Kind::Day),
    ];
    let mut table = Table::of(format!("{} : qualité des chiffres", page.name()), &columns);
    let row = |code: String, name: &str, quality: &Quality| {
        let expected = |number: i64| Cell::or_empty(page.current.then_some(number), Cell::Number);
        vec![
            Cell::Text(page.scope.year.to_string()),
            Cell::Text(code),
            Cell::text(name),
            Cell::Day(page.until),
            Cell::Number(quality.units),
            expected(quality.stale),
            expected(quality.silent),
            Cell::Number(quality.estimated),
            Cell::Number(quality.contradicted),
            Cell::Number(quality.updates()),
            Cell::or_empty(quality.written_within(50), Cell::Number),
            Cell::or_empty(quality.written_within(90), Cell::Number),
            Cell::or_empty(quality.last_news, Cell::Day),
            Cell::or_empty(quality.due().filter(|_| page.current), Cell::Day),
        ]
    };
    table
        .rows
        .push(row(page.here.to_string(), &page.name(), &page.told.whole));
    let children = page
        .rows()
        .map(|(code, name, quality)| row(code.to_string(), name, quality));
    table.rows.extend(children);
    let mut about = about(&page.scope, page.told.whole.units, page.until);
    about.push((
        "Silence",
        format!("à relancer : plus de {STALE_AFTER_DAYS} jours sans nouvelle ; sans nouvelle : plus de {SILENT_AFTER_DAYS} jours, depuis le recensement s'il n'y en a eu aucune"),
    ));
    Sheet {
        table,
        about,
        day: page.until,
    }
}
