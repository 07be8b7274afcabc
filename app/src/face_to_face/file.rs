//! Two territories face to face as files: a table by week, the chart.

use super::{Measure, Pair, Side, course, view};
use crate::{figures::per_mille, scope::about};
use chart::Layout;
use report::{Cell, Kind, Sheet, Table};
use store::adoption::WeekFigures;

/// One row a week of the school year.
pub fn sheet(pair: &Pair) -> Sheet {
    let columns = [
        ("semaine_de_l_annee", Kind::Number),
        ("territoire_a", Kind::Text),
        ("annee_scolaire_a", Kind::Text),
        ("semaine_du_a", Kind::Day),
        ("recensees_a", Kind::Number),
        ("embarquees_a", Kind::Number),
        ("utilisatrices_a", Kind::Number),
        ("part_utilisatrices_pour_mille_a", Kind::Number),
        ("territoire_b", Kind::Text),
        ("annee_scolaire_b", Kind::Text),
        ("semaine_du_b", Kind::Day),
        ("recensees_b", Kind::Number),
        ("embarquees_b", Kind::Number),
        ("utilisatrices_b", Kind::Number),
        ("part_utilisatrices_pour_mille_b", Kind::Number),
        ("ecart_pour_mille", Kind::Number),
    ];
    let mut table = Table::of("Face à face", &columns);
    for row in pair.rows() {
        let mut cells = vec![Cell::Number(i64::from(row.rank))];
        cells.extend(half(&pair.a, row.rank, row.a.as_ref()));
        cells.extend(half(&pair.b, row.rank, row.b.as_ref()));
        let gap = row.a.as_ref().zip(row.b.as_ref());
        cells.push(Cell::or_empty(
            gap.map(|(a, b)| share(a) - share(b)),
            Cell::Number,
        ));
        table.rows.push(cells);
    }
    let census = |side: &Side| side.weekly.last().map_or(0, |week| week.counts.census());
    let mut about = about(&pair.scope, census(&pair.a), pair.today);
    let told = |side: &Side| {
        let counted = crate::french::count(census(side), "classe recensée", "classes recensées");
        format!("{}, {} : {counted}", side.name, side.year)
    };
    about.push(("Côté A", told(&pair.a)));
    about.push(("Côté B", told(&pair.b)));
    about.push(("Écart", view::explained(pair, Measure::Using)));
    Sheet {
        table,
        about,
        day: pair.today,
    }
}

/// The share of utilisatrices, per mille.
pub(super) fn share(week: &WeekFigures) -> i64 {
    per_mille(week.counts.using(), week.counts.census())
}

/// A side's cells of a week.
fn half(side: &Side, rank: i32, week: Option<&WeekFigures>) -> Vec<Cell> {
    let monday = side.year.week(rank).map(domain::Week::monday);
    let number = |of: fn(&WeekFigures) -> i64| Cell::or_empty(week.map(of), Cell::Number);
    vec![
        Cell::text(side.code.as_str()),
        Cell::text(side.year.to_string()),
        Cell::or_empty(monday, Cell::Day),
        number(|week| week.counts.census()),
        number(|week| week.counts.onboarded()),
        number(|week| week.counts.using()),
        number(share),
    ]
}

/// The chart as a file of its own.
pub fn svg(pair: &Pair) -> String {
    let figures = course::figures(pair);
    chart::standalone(
        &chart::usage(&figures, Layout::Wide),
        &figures.title,
        &course::source(pair),
    )
}
