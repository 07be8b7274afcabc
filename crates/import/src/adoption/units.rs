//! A list of halved classes.

mod fields;

use crate::reading::{
    format::RowFormat,
    headers::{Columns, Row, columns},
    job::{End, Job},
    source::Source,
};
use domain::{SchoolYear, Uai, unit::Unit};
use fields::unit;
use std::collections::{BTreeMap, HashMap};
use store::intake::{Intake, SchoolMark, UnitChanges};

columns! {
    UAI = required("UAI", [
        "uai", "rne", "numero uai", "code uai", "code etablissement", "numero de l ecole"
    ]);
    LABEL = required("classe", ["classe", "libelle", "nom de la classe", "libelle de la classe"]);
    LEVELS = required("niveau", ["niveau", "niveaux", "niveau x", "niveau s"]);
    PUPILS = optional("effectif", ["effectif", "effectifs", "eleves", "nombre d eleves"]);
    CO_TEACHING = optional("co-enseignement", ["co enseignement", "coenseignement", "deux enseignants"]);
    YEAR = optional("année", ["annee", "annee scolaire"]);
    DAY = optional("date", ["date", "date de recensement", "jour"]);
}

/// List under way: its units by school year, with their lines.
pub struct Census {
    schools: HashMap<Uai, SchoolMark>,
    seen: HashMap<(Uai, SchoolYear, String), u64>,
    by_year: BTreeMap<i32, Vec<(u64, Unit)>>,
}

impl RowFormat for Census {
    async fn begin(intake: &mut Intake, source: &Source, job: &mut Job<'_>) -> Result<(Columns, Self), End> {
        let columns = Columns::of(source, WANTED, &mut job.findings)?;
        let census = Self {
            schools: intake.schools().await?,
            seen: HashMap::new(),
            by_year: BTreeMap::new(),
        };
        Ok((columns, census))
    }

    fn take(&mut self, row: &Row<'_>, job: &mut Job<'_>) {
        let Some(unit) = unit(row, &self.schools, job) else {
            return;
        };
        let identity = (unit.school, unit.year, unit.label.clone());
        if let Some(first) = self.seen.get(&identity) {
            let why = format!("Cette classe est déjà à la ligne {first}.");
            let advice = "Enlevez une des deux lignes, ou distinguez leurs noms.";
            row.error(LABEL, why, advice, &mut job.findings);
            return;
        }
        self.seen.insert(identity, row.line);
        let of_year = self.by_year.entry(unit.year.first()).or_default();
        of_year.push((row.line, unit));
    }

    async fn write(self, intake: &mut Intake, job: &mut Job<'_>) -> Result<Vec<String>, End> {
        let years: Vec<_> = self.by_year.into_values().collect();
        Ok(summary(&put(intake, &years, job).await?))
    }
}

/// Units written between two tellings of how far it is.
const TOGETHER: usize = 2_000;

/// Writes the units of some years.
pub async fn put(
    intake: &mut Intake,
    years: &[Vec<(u64, Unit)>],
    job: &mut Job<'_>,
) -> Result<UnitChanges, End> {
    let of: usize = years.iter().map(Vec::len).sum();
    let (mut changes, mut done) = (UnitChanges::default(), 0);
    for units in years.iter().flat_map(|units| units.chunks(TOGETHER)) {
        changes += intake.put_units(units).await?;
        done += units.len();
        job.work.wrote(done as u64, of as u64);
    }
    Ok(changes)
}

/// What a census list changed, in sentences.
pub fn summary(changes: &UnitChanges) -> Vec<String> {
    let mut lines = Vec::new();
    if changes.created + changes.replaced_estimates + changes.confirmed == 0 {
        lines.push("Rien n'a changé : toutes ces classes étaient déjà là.".to_owned());
        return lines;
    }
    let said = [
        (changes.created, "classe recensée", "classes recensées"),
        (changes.same, "déjà là", "déjà là"),
        (
            changes.confirmed,
            "classe estimée confirmée",
            "classes estimées confirmées",
        ),
        (
            changes.replaced_estimates,
            "estimation remplacée par la liste",
            "estimations remplacées par la liste",
        ),
        (
            changes.kept_real,
            "estimation laissée de côté : l'école a déjà des classes de ce niveau",
            "estimations laissées de côté : leurs écoles ont déjà des classes de ce niveau",
        ),
    ];
    for (number, one, many) in said.into_iter().filter(|(number, ..)| *number > 0) {
        lines.push(format!("{number} {}.", if number == 1 { one } else { many }));
    }
    lines
}
