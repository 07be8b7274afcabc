//! A list of halved classes.

use crate::{
    fields,
    headers::{Columns, Wanted},
    job::{End, Job},
    reading::{Row, Source},
};
use domain::{
    PriorityEducation, SchoolYear, Uai,
    unit::{LABEL_MAX, Unit},
};
use std::collections::HashMap;
use store::intake::{Intake, SchoolMark, UnitChanges};

const UAI: usize = 0;
const LABEL: usize = 1;
const LEVELS: usize = 2;
const PUPILS: usize = 3;
const CO_TEACHING: usize = 4;
const YEAR: usize = 5;
const DAY: usize = 6;
const WANTED: &[Wanted] = &[
    Wanted {
        title: "UAI",
        spellings: &[
            "uai",
            "rne",
            "numero uai",
            "code uai",
            "code etablissement",
            "numero de l ecole",
        ],
        required: true,
    },
    Wanted {
        title: "classe",
        spellings: &["classe", "libelle", "nom de la classe", "libelle de la classe"],
        required: true,
    },
    Wanted {
        title: "niveau",
        spellings: &["niveau", "niveaux", "niveau x", "niveau s"],
        required: true,
    },
    Wanted {
        title: "effectif",
        spellings: &["effectif", "effectifs", "eleves", "nombre d eleves"],
        required: false,
    },
    Wanted {
        title: "co-enseignement",
        spellings: &["co enseignement", "coenseignement", "deux enseignants"],
        required: false,
    },
    Wanted {
        title: "année",
        spellings: &["annee", "annee scolaire"],
        required: false,
    },
    Wanted {
        title: "date",
        spellings: &["date", "date de recensement", "jour"],
        required: false,
    },
];

/// Reads it.
pub async fn read(
    intake: &mut Intake,
    mut source: Source,
    job: &mut Job<'_>,
) -> Result<(u64, Vec<String>), End> {
    let columns = source.columns(WANTED, job)?;
    let schools = intake.schools().await?;
    let mut seen = HashMap::<(Uai, SchoolYear, String), u64>::new();
    let mut by_year = std::collections::BTreeMap::<i32, Vec<(u64, Unit)>>::new();
    while let Some(rows) = source.batch().await? {
        for row in &rows {
            let Some(unit) = unit(row, &columns, &schools, job) else {
                continue;
            };
            if !job.allows(&unit) {
                job.findings.error(
                    row.line,
                    Some("UAI"),
                    &unit.school.to_string(),
                    "Cette école n'est pas dans votre territoire.",
                    "Enlevez la ligne, ou demandez à l'administrateur d'étendre votre rôle.",
                );
                continue;
            }
            let identity = (unit.school, unit.year, unit.label.clone());
            if let Some(first) = seen.get(&identity) {
                let why = format!("Cette classe est déjà à la ligne {first}.");
                job.findings.error(
                    row.line,
                    Some("classe"),
                    &unit.label,
                    why,
                    "Enlevez une des deux lignes, ou distinguez leurs noms.",
                );
                continue;
            }
            seen.insert(identity, row.line);
            by_year
                .entry(unit.year.first())
                .or_default()
                .push((row.line, unit));
        }
        source.tell(&mut job.work);
    }
    let rows = source.rows();
    if job.findings.errors_total > 0 {
        return Ok((rows, Vec::new()));
    }
    let years: Vec<_> = by_year.into_values().collect();
    Ok((rows, summary(&put(intake, &years, job).await?)))
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

fn unit(row: &Row, columns: &Columns, schools: &HashMap<Uai, SchoolMark>, job: &mut Job<'_>) -> Option<Unit> {
    let text = |column| columns.value(&row.record, column);
    let school = fields::uai(row, columns, UAI, job);
    let year = fields::year(row, columns, YEAR, job);
    let mut wrong = |column: usize, reason: String, advice: &str| {
        job.findings.error(
            row.line,
            Some(columns.title(column)),
            text(column),
            reason,
            advice,
        );
    };
    let label = text(LABEL);
    let label_fits = !label.is_empty() && label.chars().count() <= LABEL_MAX;
    if !label_fits {
        wrong(
            LABEL,
            format!("Le nom d'une classe a de 1 à {LABEL_MAX} caractères."),
            "Donnez-lui un nom court, comme CP A.",
        );
    }
    let pupils = match text(PUPILS) {
        "" => Some(None),
        pupils => pupils.parse::<u16>().ok().map(Some),
    };
    if pupils.is_none() {
        wrong(
            PUPILS,
            "Ce n'est pas un nombre d'élèves.".to_owned(),
            "Écrivez un nombre entier, ou laissez vide.",
        );
    }
    let co_teaching = fields::yes(text(CO_TEACHING));
    if co_teaching.is_none() {
        wrong(
            CO_TEACHING,
            "Ce n'est ni oui ni non.".to_owned(),
            "Écrivez oui ou non, ou laissez vide.",
        );
    }
    let levels = fields::levels(text(LEVELS), &job.policy);
    if levels.is_none() {
        let known: Vec<_> = job
            .policy
            .levels
            .iter()
            .map(|level| level.code.to_string())
            .collect();
        let advice = format!(
            "Les niveaux suivis sont : {} ; plusieurs s'écrivent CP+CE1.",
            known.join(", ")
        );
        job.findings.error(
            row.line,
            Some(columns.title(LEVELS)),
            text(LEVELS),
            "Ce niveau n'est pas suivi ici.",
            advice,
        );
    }
    let (school, year) = (school?, year?);
    let day = match text(DAY) {
        "" => Some(year.start()),
        day => fields::day(day).filter(|day| (year.first_event_day()..=year.last_event_day()).contains(day)),
    };
    if day.is_none() {
        job.findings.error(
            row.line,
            Some(columns.title(DAY)),
            text(DAY),
            "Ce n'est pas un jour de cette année scolaire.",
            "Écrivez-le comme 01/09/2020, ou laissez vide.",
        );
    }
    let Some(mark) = schools.get(&school) else {
        job.findings.error(
            row.line,
            Some(columns.title(UAI)),
            text(UAI),
            "Cette école n'est pas dans l'annuaire importé.",
            "Vérifiez le UAI, ou importez d'abord l'annuaire.",
        );
        return None;
    };
    if mark.priority_education == PriorityEducation::None {
        job.findings.warning(
            row.line,
            Some(columns.title(UAI)),
            text(UAI),
            "Cette école n'est pas en éducation prioritaire selon l'annuaire.",
            "Vérifiez : la classe est recensée quand même.",
        );
    }
    Some(Unit {
        policy: job.policy.code,
        year,
        school,
        label: label_fits.then(|| label.to_owned())?,
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
