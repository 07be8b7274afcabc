//! Two territories face to face as files: a table by week, the chart.

use super::{Measure, Pair, Row, Side, course, view};
use crate::{figures::per_mille, scope::about};
use chart::Layout;
use report::{Cell, Column, Columns, Kind, Sheet};
use store::adoption::WeekFigures;

/// The columns of a week of the school year.
pub(super) fn columns(pair: &Pair) -> Columns<'_, Row> {
    let mut columns = Columns::new()
        .with(
            Column::filed("Semaine de l'année", "semaine_de_l_annee", Kind::Number),
            |row: &Row| Cell::Number(i64::from(row.rank)),
        )
        .with(Column::on_page("Semaine du").naming_rows(), |row| {
            Cell::text(course::days(pair, row))
        });
    half(&mut columns, pair, &pair.a, ("a", |row| row.a.as_ref()));
    half(&mut columns, pair, &pair.b, ("b", |row| row.b.as_ref()));
    columns.with(Column::new("Écart", "ecart_pour_mille", Kind::Points), |row| {
        let both = row.a.as_ref().zip(row.b.as_ref());
        Cell::or_empty(both.map(|(a, b)| share(a) - share(b)), Cell::Points)
    })
}

/// A side's letter, and its week in a row.
type Of = (&'static str, fn(&Row) -> Option<&WeekFigures>);

/// The columns of a side.
fn half<'a>(columns: &mut Columns<'a, Row>, pair: &Pair, side: &'a Side, (letter, week): Of) {
    let label = pair.label(side);
    let title = |what: &str| format!("{label}, {what}");
    let name = |what: &str| format!("{what}_{letter}");
    let letter = letter.to_uppercase();
    let filed = |title: &str, what, kind| Column::filed(format!("{title} {letter}"), name(what), kind);
    let number =
        move |row: &Row, of: fn(&WeekFigures) -> i64| Cell::or_empty(week(row).map(of), Cell::Number);
    columns.push(filed("Territoire", "territoire", Kind::Text), |_| {
        Cell::text(side.code.as_str())
    });
    columns.push(filed("Année scolaire", "annee_scolaire", Kind::Text), |_| {
        Cell::text(side.year.to_string())
    });
    columns.push(filed("Semaine du, côté", "semaine_du", Kind::Day), |row| {
        Cell::or_empty(side.year.week(row.rank).map(domain::Week::monday), Cell::Day)
    });
    columns.push(
        Column::new(title("recensées"), name("recensees"), Kind::Number),
        move |row| number(row, |week| week.counts.census()),
    );
    let onboarded = Column::filed(title("embarquées"), name("embarquees"), Kind::Number);
    columns.push(onboarded, move |row| number(row, |week| week.counts.onboarded()));
    columns.push(
        Column::new(title("utilisatrices"), name("utilisatrices"), Kind::Number),
        move |row| number(row, |week| week.counts.using()),
    );
    let part = Column::new(title("part"), name("part_utilisatrices_pour_mille"), Kind::Share);
    columns.push(part, move |row| {
        Cell::or_empty(week(row), |week| {
            let (part, whole) = Measure::Using.of(week);
            Cell::Share { part, whole }
        })
    });
}

/// One row a week of the school year.
pub fn sheet(pair: &Pair) -> Sheet {
    let table = columns(pair).file("Face à face", &pair.rows());
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

/// The chart as a file of its own.
pub fn svg(pair: &Pair) -> String {
    let figures = course::figures(pair);
    chart::standalone(
        &chart::usage(&figures, Layout::Wide),
        &figures.title,
        &course::source(pair),
    )
}
