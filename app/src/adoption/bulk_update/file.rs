//! The classes of a list as a file, to be filled and imported back.

use super::List;
use crate::{context::Context, failure::PageError, french, query::Query, scope::about};
use domain::{Action, TerritoryCode};
use report::{Cell, Kind, Sheet, Table};
use store::adoption::KnownUnit;

/// Classes of a file.
const FILE_MAX: i64 = 100_000;

/// The classes of a list as a table, to be filled and imported back.
///
/// # Errors
/// [`PageError`]: no such policy, year or territory.
pub async fn units_sheet(
    context: &Context,
    policy: &str,
    territory: TerritoryCode,
    query: &Query,
) -> Result<Sheet, PageError> {
    let List {
        scope,
        territory,
        stage,
    } = List::of(context, policy, Some(territory), query).await?;
    let within = context.reach(Action::ReadSchools, Some(scope.policy.code))?;
    let list = context
        .store
        .list_units(&scope.slice(territory), stage, &within, 0, FILE_MAX)
        .await?;
    let mut table = Table::filed(format!("Classes de {territory}"), &UNITS);
    table.rows = list.units.iter().map(unit_row).collect();
    let until = scope.until(context.today);
    let mut about = about(&scope, list.total, until);
    let stage = stage.map_or("tous", french::stage);
    about.push(("Stade", stage.to_lowercase()));
    about.push((
        "Réimport",
        "une fois rempli, importez ce classeur : « Mises à jour de l'adoption ».".to_owned(),
    ));
    Ok(Sheet {
        table,
        about,
        day: until,
    })
}

/// The columns of a list of classes: each title that an update is read by is a spelling of its import.
const UNITS: [(&str, &str, Kind); 10] = [
    ("Identifiant", "id", Kind::Number),
    ("UAI", "uai", Kind::Text),
    ("École", "ecole", Kind::Text),
    ("Commune", "commune", Kind::Text),
    ("Classe", "classe", Kind::Text),
    ("Niveau", "niveau", Kind::Text),
    ("Année scolaire", "annee", Kind::Text),
    ("Stade", "etape", Kind::Text),
    ("Date", "date", Kind::Day),
    ("Dernière nouvelle", "derniere_nouvelle", Kind::Day),
];

fn unit_row(known: &KnownUnit) -> Vec<Cell> {
    let (unit, standing) = (&known.unit, known.standing);
    vec![
        Cell::Number(known.id.0),
        Cell::text(unit.school.to_string()),
        Cell::text(&known.school_name),
        Cell::text(&known.commune),
        Cell::text(&unit.label),
        Cell::text(unit.levels.to_string()),
        Cell::text(unit.year.to_string()),
        Cell::text(french::step(standing.step).to_lowercase()),
        Cell::Day(standing.since),
        Cell::or_empty(known.last_news, Cell::Day),
    ]
}
