//! An estimate of the halved classes out of the ministry's class counts: they go down to the school, not to the class.

use super::units::{put, summary};
use crate::reading::{
    fields,
    format::RowFormat,
    headers::{Columns, Row, columns},
    job::{End, Job, Request},
    report::Findings,
    source::Source,
    unreadable::Unreadable,
};
use domain::{
    PriorityEducation, SchoolYear, Uai,
    search::fold,
    unit::{Levels, Unit, estimated_classes},
};
use std::collections::HashMap;
use store::intake::{Intake, SchoolMark};

columns! {
    AUTUMN = required("Rentrée scolaire", ["rentree scolaire", "rentree", "annee scolaire"]);
    UAI = required("Numéro de l'école", ["numero de l ecole", "numero ecole", "uai", "numero uai"]);
    SECTOR = required("Secteur", ["secteur"]);
    REP = required("REP", ["rep"]);
    REP_PLUS = optional("REP +", ["rep plus"]);
    CP = required("Nombre d'élèves en CP hors ULIS", [
        "nombre d eleves en cp hors ulis", "nombre eleves cp hors ulis", "nombre eleves en cp hors ulis"
    ]);
    CE1 = required("Nombre d'élèves en CE1 hors ULIS", [
        "nombre d eleves en ce1 hors ulis", "nombre eleves ce1 hors ulis", "nombre eleves en ce1 hors ulis"
    ]);
}

/// The levels that are estimated, by their columns.
const LEVELS: [(usize, &str); 2] = [(CP, "CP"), (CE1, "CE1")];

/// Estimate under way, with the counts of the rows that it leaves out.
pub struct Estimate {
    year: SchoolYear,
    schools: HashMap<Uai, SchoolMark>,
    units: Vec<(u64, Unit)>,
    other_years: u64,
    other_schools: u64,
    unknown: u64,
}

/// Checks that a request says the school year, before its file is opened.
pub fn check_year(request: &Request, findings: &mut Findings) -> Result<(), ()> {
    if request.year.is_some() {
        return Ok(());
    }
    let missing = year_missing();
    findings.error(0, Some("année scolaire"), "", missing.why, missing.advice);
    Err(())
}

fn year_missing() -> Unreadable {
    Unreadable::new(
        0,
        "Une estimation est celle d'une année scolaire.",
        "Dites laquelle, par exemple 2020-2021.",
    )
}

impl RowFormat for Estimate {
    async fn begin(intake: &mut Intake, source: &Source, job: &mut Job<'_>) -> Result<(Columns, Self), End> {
        let columns = Columns::of(source, WANTED, &mut job.findings)?;
        let estimate = Self {
            year: job.request.year.ok_or_else(year_missing)?,
            schools: intake.schools().await?,
            units: Vec::new(),
            other_years: 0,
            other_schools: 0,
            unknown: 0,
        };
        Ok((columns, estimate))
    }

    fn take(&mut self, row: &Row<'_>, job: &mut Job<'_>) {
        if row.text(AUTUMN).get(..4).and_then(|year| year.parse().ok()) != Some(self.year.first()) {
            self.other_years += 1;
            return;
        }
        let mark = match (row.text(REP_PLUS), row.text(REP)) {
            ("1", _) => PriorityEducation::RepPlus,
            (_, "1") => PriorityEducation::Rep,
            _ => PriorityEducation::None,
        };
        if mark == PriorityEducation::None || fold(row.text(SECTOR)) != "public" {
            self.other_schools += 1;
            return;
        }
        let Some(uai) = fields::uai(row, UAI, job) else {
            return;
        };
        let Some(school) = self.schools.get(&uai) else {
            self.unknown += 1;
            let why = "Cette école n'est pas dans l'annuaire importé.";
            row.warning(UAI, why, "Elle n'est pas estimée.", &mut job.findings);
            return;
        };
        for (column, level) in LEVELS {
            let Some(pupils) = pupils(row, column, job) else {
                continue;
            };
            let levels = job.policy.level(level).and_then(|level| Levels::new(vec![level]));
            let Some(levels) = levels else { continue };
            self.units.extend((1..=estimated_classes(pupils)).map(|rank| {
                let unit = Unit {
                    policy: job.policy.code,
                    year: self.year,
                    school: uai,
                    label: format!("{level} {rank}"),
                    levels: levels.clone(),
                    priority_education: mark,
                    pupils: None,
                    co_teaching: false,
                    estimated: true,
                    census_day: self.year.start(),
                    district: school.district,
                    department: school.department,
                    academy: school.academy,
                };
                (row.line, unit)
            }));
        }
    }

    async fn write(self, intake: &mut Intake, job: &mut Job<'_>) -> Result<Vec<String>, End> {
        let of = |level: &str| {
            let units = self.units.iter();
            units.filter(|(_, unit)| unit.label.starts_with(level)).count()
        };
        let mut lines = vec![format!(
            "{} CP et {} CE1 estimés d'après les effectifs de {}.",
            of("CP "),
            of("CE1 "),
            self.year
        )];
        let changes = put(intake, &[self.units], job).await?;
        lines.extend(summary(&changes));
        lines.push(format!(
            "Laissées de côté : {} lignes d'autres rentrées, {} écoles hors éducation prioritaire ou privées, {} écoles inconnues.",
            self.other_years, self.other_schools, self.unknown
        ));
        Ok(lines)
    }
}

/// The pupils of a level; none written is none.
fn pupils(row: &Row<'_>, column: usize, job: &mut Job<'_>) -> Option<u32> {
    let pupils = match row.text(column) {
        "" => Some(0),
        pupils => pupils.parse().ok(),
    };
    if pupils.is_none() {
        let advice = "Écrivez un nombre entier.";
        row.error(
            column,
            "Ce n'est pas un nombre d'élèves.",
            advice,
            &mut job.findings,
        );
    }
    pupils
}
