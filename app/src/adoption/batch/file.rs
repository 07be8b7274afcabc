//! The classes of a batch as a file, all of those that its reader may read.

use super::{
    seen,
    words::{title, written},
};
use crate::{context::Context, failure::PageError, french};
use domain::calendar::paris_day;
use report::{Cell, Kind, Sheet, Table};
use store::adoption::BatchUnitLines;

/// Classes of a file.
const FILE_MAX: i64 = 200_000;

/// The classes of a batch, with what it wrote of each.
///
/// # Errors
/// [`PageError`]: it is not there, or not the reader's.
pub async fn units_sheet(context: &Context, id: &str) -> Result<Sheet, PageError> {
    let seen = seen(context, id).await?;
    let units = context
        .store
        .batch_units(seen.row.head.id, &seen.within, FILE_MAX)
        .await?;
    let columns = [
        ("Identifiant", "id", Kind::Number),
        ("UAI", "uai", Kind::Text),
        ("École", "ecole", Kind::Text),
        ("Commune", "commune", Kind::Text),
        ("Classe", "classe", Kind::Text),
        ("Année scolaire", "annee", Kind::Text),
        ("Ce que l'envoi a écrit", "ecrit", Kind::Text),
        ("Stade aujourd'hui", "stade", Kind::Text),
    ];
    let mut table = Table::filed(title(&seen.row), &columns);
    table.rows = units.iter().map(row).collect();
    let day = paris_day(seen.row.recorded_at);
    let about = vec![
        ("Source", title(&seen.row)),
        ("Filtres", "les classes que vous pouvez lire".to_owned()),
        ("Population", french::count(seen.row.units, "classe", "classes")),
        ("Au", french::long_day(context.today)),
    ];
    Ok(Sheet { table, about, day })
}

fn row(of: &BatchUnitLines) -> Vec<Cell> {
    let known = &of.known;
    vec![
        Cell::Number(known.id.0),
        Cell::text(known.unit.school.to_string()),
        Cell::text(&known.school_name),
        Cell::text(&known.commune),
        Cell::text(&known.unit.label),
        Cell::text(known.unit.year.to_string()),
        Cell::Text(written(of)),
        Cell::text(french::step(known.standing.step).to_lowercase()),
    ]
}
