//! An estimate of the halved classes out of the ministry's class counts: they go down to the school, not to the class.

use crate::{
    fields,
    headers::Wanted,
    job::{End, Job},
    reading::{Row, Source},
    units::{put, summary},
};
use domain::{
    PriorityEducation,
    unit::{Levels, Unit, estimated_classes},
};
use store::intake::Intake;

const AUTUMN: usize = 0;
const UAI: usize = 1;
const SECTOR: usize = 2;
const REP: usize = 3;
const REP_PLUS: usize = 4;
const CP: usize = 5;
const CE1: usize = 6;
const WANTED: &[Wanted] = &[
    Wanted {
        title: "Rentrée scolaire",
        spellings: &["rentree scolaire", "rentree", "annee scolaire"],
        required: true,
    },
    Wanted {
        title: "Numéro de l'école",
        spellings: &["numero de l ecole", "numero ecole", "uai", "numero uai"],
        required: true,
    },
    Wanted {
        title: "Secteur",
        spellings: &["secteur"],
        required: true,
    },
    Wanted {
        title: "REP",
        spellings: &["rep"],
        required: true,
    },
    Wanted {
        title: "REP +",
        spellings: &["rep plus"],
        required: false,
    },
    Wanted {
        title: "Nombre d'élèves en CP hors ULIS",
        spellings: &[
            "nombre d eleves en cp hors ulis",
            "nombre eleves cp hors ulis",
            "nombre eleves en cp hors ulis",
        ],
        required: true,
    },
    Wanted {
        title: "Nombre d'élèves en CE1 hors ULIS",
        spellings: &[
            "nombre d eleves en ce1 hors ulis",
            "nombre eleves ce1 hors ulis",
            "nombre eleves en ce1 hors ulis",
        ],
        required: true,
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
    let Some(year) = job.request.year else {
        return Ok((0, Vec::new()));
    };
    let (mut units, mut other_years, mut other_schools, mut unknown) = (Vec::new(), 0_u64, 0_u64, 0_u64);
    while let Some(rows) = source.batch().await? {
        for row in &rows {
            let text = |column| columns.value(&row.record, column);
            if text(AUTUMN).get(..4).and_then(|year| year.parse().ok()) != Some(year.first()) {
                other_years += 1;
                continue;
            }
            let plus = text(REP_PLUS) == "1";
            let mark = match (plus, text(REP) == "1") {
                (true, _) => PriorityEducation::RepPlus,
                (false, true) => PriorityEducation::Rep,
                (false, false) => PriorityEducation::None,
            };
            if mark == PriorityEducation::None || domain::fold::fold(text(SECTOR)) != "public" {
                other_schools += 1;
                continue;
            }
            let Some(uai) = fields::uai(row, &columns, UAI, job) else {
                continue;
            };
            let Some(school) = schools.get(&uai) else {
                unknown += 1;
                job.findings.warning(
                    row.line,
                    Some(columns.title(UAI)),
                    text(UAI),
                    "Cette école n'est pas dans l'annuaire importé.",
                    "Elle n'est pas estimée.",
                );
                continue;
            };
            for (column, level) in [(CP, "CP"), (CE1, "CE1")] {
                let Some(pupils) = pupils(row, text(column), columns.title(column), job) else {
                    continue;
                };
                let levels = job.policy.level(level).and_then(|level| Levels::new(vec![level]));
                let Some(levels) = levels else { continue };
                for rank in 1..=estimated_classes(pupils) {
                    let unit = Unit {
                        policy: job.policy.code,
                        year,
                        school: uai,
                        label: format!("{level} {rank}"),
                        levels: levels.clone(),
                        priority_education: mark,
                        pupils: None,
                        co_teaching: false,
                        estimated: true,
                        census_day: year.start(),
                        district: school.district,
                        department: school.department,
                        academy: school.academy,
                    };
                    units.push((row.line, unit));
                }
            }
        }
        source.tell(&mut job.work);
    }
    let rows = source.rows();
    if job.findings.errors_total > 0 {
        return Ok((rows, Vec::new()));
    }
    let of = |level: &str| {
        units
            .iter()
            .filter(|(_, unit)| unit.label.starts_with(level))
            .count()
    };
    let mut lines = vec![format!(
        "{} CP et {} CE1 estimés d'après les effectifs de {year}.",
        of("CP "),
        of("CE1 ")
    )];
    let changes = put(intake, &[units], job).await?;
    lines.extend(summary(&changes));
    lines.push(format!("Laissées de côté : {other_years} lignes d'autres rentrées, {other_schools} écoles hors éducation prioritaire ou privées, {unknown} écoles inconnues."));
    Ok((rows, lines))
}

fn pupils(row: &Row, text: &str, title: &str, job: &mut Job<'_>) -> Option<u32> {
    let pupils = if text.is_empty() {
        Some(0)
    } else {
        text.parse().ok()
    };
    if pupils.is_none() {
        job.findings.error(
            row.line,
            Some(title),
            text,
            "Ce n'est pas un nombre d'élèves.",
            "Écrivez un nombre entier.",
        );
    }
    pupils
}
