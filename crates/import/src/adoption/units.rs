//! A list of halved classes.

use crate::reading::{
    fields,
    format::RowFormat,
    headers::{Columns, Row, columns},
    job::{End, Job},
    source::Source,
};
use chrono::NaiveDate;
use domain::{
    PriorityEducation, SchoolYear, Uai,
    unit::{LABEL_MAX, Levels, Unit},
};
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
        if !job.allows(&unit) {
            job.findings.error(
                row.line,
                Some("UAI"),
                &unit.school.to_string(),
                "Cette école n'est pas dans votre territoire.",
                "Enlevez la ligne, ou demandez à l'administrateur d'étendre votre rôle.",
            );
            return;
        }
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

fn unit(row: &Row<'_>, schools: &HashMap<Uai, SchoolMark>, job: &mut Job<'_>) -> Option<Unit> {
    let school = fields::uai(row, UAI, job);
    let year = fields::year(row, YEAR, job);
    let label = label(row, job);
    let pupils = pupils(row, job);
    let co_teaching = fields::yes(row.text(CO_TEACHING));
    if co_teaching.is_none() {
        let advice = "Écrivez oui ou non, ou laissez vide.";
        row.error(CO_TEACHING, "Ce n'est ni oui ni non.", advice, &mut job.findings);
    }
    let levels = levels(row, job);
    let (school, year) = (school?, year?);
    let day = day(row, year, job);
    let mark = mark(row, school, schools, job)?;
    Some(Unit {
        policy: job.policy.code,
        year,
        school,
        label: label?,
        levels: levels?,
        priority_education: mark.priority_education,
        pupils: pupils?,
        co_teaching: co_teaching?,
        estimated: false,
        census_day: day?,
        district: mark.district,
        department: mark.department,
        academy: mark.academy,
    })
}

fn label(row: &Row<'_>, job: &mut Job<'_>) -> Option<String> {
    let label = row.text(LABEL);
    if label.is_empty() || label.chars().count() > LABEL_MAX {
        let why = format!("Le nom d'une classe a de 1 à {LABEL_MAX} caractères.");
        let advice = "Donnez-lui un nom court, comme CP A.";
        row.error(LABEL, why, advice, &mut job.findings);
        return None;
    }
    Some(label.to_owned())
}

/// The number of pupils, which a list may leave empty.
fn pupils(row: &Row<'_>, job: &mut Job<'_>) -> Option<Option<u16>> {
    let pupils = match row.text(PUPILS) {
        "" => Some(None),
        pupils => pupils.parse().ok().map(Some),
    };
    if pupils.is_none() {
        let advice = "Écrivez un nombre entier, ou laissez vide.";
        row.error(
            PUPILS,
            "Ce n'est pas un nombre d'élèves.",
            advice,
            &mut job.findings,
        );
    }
    pupils
}

fn levels(row: &Row<'_>, job: &mut Job<'_>) -> Option<Levels> {
    let levels = fields::levels(row.text(LEVELS), &job.policy);
    if levels.is_none() {
        let known = job.policy.levels.iter().map(|level| level.code.to_string());
        let advice = format!(
            "Les niveaux suivis sont : {} ; plusieurs s'écrivent CP+CE1.",
            known.collect::<Vec<_>>().join(", ")
        );
        row.error(
            LEVELS,
            "Ce niveau n'est pas suivi ici.",
            advice,
            &mut job.findings,
        );
    }
    levels
}

/// The day of the census: the year's first where the list says none.
fn day(row: &Row<'_>, year: SchoolYear, job: &mut Job<'_>) -> Option<NaiveDate> {
    let day = match row.text(DAY) {
        "" => Some(year.start()),
        day => fields::day(day).filter(|day| (year.first_event_day()..=year.last_event_day()).contains(day)),
    };
    if day.is_none() {
        let why = "Ce n'est pas un jour de cette année scolaire.";
        let advice = "Écrivez-le comme 01/09/2020, ou laissez vide.";
        row.error(DAY, why, advice, &mut job.findings);
    }
    day
}

/// What the directory says of a school.
fn mark<'s>(
    row: &Row<'_>,
    school: Uai,
    schools: &'s HashMap<Uai, SchoolMark>,
    job: &mut Job<'_>,
) -> Option<&'s SchoolMark> {
    let Some(mark) = schools.get(&school) else {
        let why = "Cette école n'est pas dans l'annuaire importé.";
        let advice = "Vérifiez le UAI, ou importez d'abord l'annuaire.";
        row.error(UAI, why, advice, &mut job.findings);
        return None;
    };
    if mark.priority_education == PriorityEducation::None {
        let why = "Cette école n'est pas en éducation prioritaire selon l'annuaire.";
        let advice = "Vérifiez : la classe est recensée quand même.";
        row.warning(UAI, why, advice, &mut job.findings);
    }
    Some(mark)
}
