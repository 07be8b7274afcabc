//! Two territories face to face as files: a table by week, the chart.

use super::{Measure, Pair, Side, columns::columns, course, words::explained};
use crate::scope::about;
use chart::Layout;
use report::Sheet;

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
    about.push(("Écart", explained(pair, Measure::Using)));
    Sheet {
        table,
        about,
        day: pair.today,
    }
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
