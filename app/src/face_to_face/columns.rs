//! The columns of a week of both sides, on the page and in files.

use super::{Measure, Pair, PairedWeek, Side};
use crate::{
    adoption::figures::per_mille,
    french::{self, short_day},
};
use report::{Cell, Column, Columns, Kind};
use store::adoption::WeekFigures;

/// The columns of a week of the school year.
pub(super) fn columns(pair: &Pair) -> Columns<'_, PairedWeek> {
    let mut columns = Columns::new()
        .with(
            Column::filed("Semaine de l'année", "semaine_de_l_annee", Kind::Number),
            |row: &PairedWeek| Cell::Number(i64::from(row.rank)),
        )
        .with(Column::on_page("Semaine du").naming_rows(), |row| {
            Cell::text(days(pair, row))
        });
    for half in &HALVES {
        push_half(&mut columns, pair, half);
    }
    columns.with(Column::new("Écart", "ecart_pour_mille", Kind::Points), |row| {
        let both = row.a.as_ref().zip(row.b.as_ref());
        Cell::or_empty(both.map(|(a, b)| share(a) - share(b)), Cell::Points)
    })
}

/// A half of the columns.
struct Half {
    /// What its names end with.
    letter: &'static str,
    /// The side that it tells of.
    side: fn(&Pair) -> &Side,
    /// The week of that side in a row.
    week: fn(&PairedWeek) -> Option<&WeekFigures>,
}

/// The first side, then the second.
static HALVES: [Half; 2] = [
    Half {
        letter: "a",
        side: |pair| &pair.a,
        week: |row| row.a.as_ref(),
    },
    Half {
        letter: "b",
        side: |pair| &pair.b,
        week: |row| row.b.as_ref(),
    },
];

/// Appends the columns of a side.
fn push_half<'a>(columns: &mut Columns<'a, PairedWeek>, pair: &'a Pair, half: &'static Half) {
    let (side, week) = ((half.side)(pair), half.week);
    let label = pair.label(side);
    let title = |what: &str| format!("{label}, {what}");
    let name = |what: &str| format!("{what}_{}", half.letter);
    let letter = half.letter.to_uppercase();
    let filed = |title: &str, what, kind| Column::filed(format!("{title} {letter}"), name(what), kind);
    let number =
        move |row: &PairedWeek, of: fn(&WeekFigures) -> i64| Cell::or_empty(week(row).map(of), Cell::Number);
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

/// The share of utilisatrices, per mille.
pub(super) fn share(week: &WeekFigures) -> i64 {
    per_mille(week.counts.using(), week.counts.census())
}

/// The Mondays of a row: one where both years are the same.
fn days(pair: &Pair, row: &PairedWeek) -> String {
    let mut years = vec![pair.a.year, pair.b.year];
    years.dedup();
    let mondays: Vec<_> = years
        .into_iter()
        .filter_map(|year| Some(short_day(year.week(row.rank)?.monday())))
        .collect();
    french::list(&mondays)
}
