//! An estimate of the halved classes out of the ministry's class counts: they go down to the school, not to the class.

use super::units::{decide, refused, summary::summary};
use crate::reading::{
    fields,
    format::RowFormat,
    headers::{Columns, Row, columns},
    job::{End, Job, Request},
    report::Findings,
    source::Source,
    unreadable::Unreadable,
};
use chrono::NaiveDate;
use domain::{
    PriorityEducation, SchoolYear, Uai,
    adoption::census::{CensusFile, CensusLine},
    calendar::Zone,
    search::fold,
    unit::{Levels, estimated_classes},
};
use std::collections::{HashMap, hash_map::Entry};
use store::intake::{CensusOutcome, ClassKey, ClassRow, Intake, SchoolMark};

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

/// What a row says of a school, and where it stands.
struct SchoolCounts {
    line: u64,
    pupils: [Option<u32>; LEVELS.len()],
    priority_education: PriorityEducation,
}

/// Estimate under way, with the counts of the rows that it leaves out.
pub struct Estimate {
    year: SchoolYear,
    schools: HashMap<Uai, SchoolMark>,
    seen: HashMap<Uai, SchoolCounts>,
    classes: Vec<ClassRow>,
    /// Classes estimated, by level.
    estimated: [u64; LEVELS.len()],
    outcome: CensusOutcome,
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
        let year = job.request.year.ok_or_else(year_missing)?;
        if year.start() > job.today {
            return Err(End::Unreadable(Unreadable::new(
                0,
                format!("L'année {year} n'a pas encore commencé."),
                "Estimez ses classes à partir de la rentrée.",
            )));
        }
        let estimate = Self {
            year,
            schools: intake.schools().await?,
            seen: HashMap::new(),
            classes: Vec::new(),
            estimated: [0; LEVELS.len()],
            outcome: CensusOutcome::default(),
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
        let counts = SchoolCounts {
            line: row.line,
            pupils: LEVELS.map(|(column, _)| pupils(row, column, job)),
            priority_education: mark,
        };
        let zone = Zone::of_lineage(&[school.academy]);
        let day = job.calendar.start_in(self.year, zone);
        if self.is_new(uai, counts, row, job) {
            self.estimate(uai, day, job);
        }
    }

    async fn flush(&mut self, intake: &mut Intake, _job: &mut Job<'_>) -> Result<(), End> {
        intake.stage_classes(&std::mem::take(&mut self.classes)).await?;
        Ok(())
    }

    async fn close(&mut self, intake: &mut Intake, job: &mut Job<'_>) -> Result<(), End> {
        self.outcome = decide(intake, CensusFile::Estimate, &self.schools, job).await?;
        refused::tell(&self.outcome, job);
        Ok(())
    }

    async fn write(self, _intake: &mut Intake, job: &mut Job<'_>) -> Result<Vec<String>, End> {
        let [cp, ce1] = self.estimated;
        let estimated = format!(
            "{cp} CP et {ce1} CE1 estimés d'après les effectifs de {}.",
            self.year
        );
        let mut lines = vec![estimated];
        lines.extend(summary(&self.outcome, job));
        lines.push(format!(
            "Laissées de côté : {} lignes d'autres rentrées, {} écoles hors éducation prioritaire ou privées, {} écoles inconnues.",
            self.other_years, self.other_schools, self.unknown
        ));
        Ok(lines)
    }
}

impl Estimate {
    /// Whether a row is the first of its school. One that says the same again is told; another is wrong.
    fn is_new(&mut self, school: Uai, counts: SchoolCounts, row: &Row<'_>, job: &mut Job<'_>) -> bool {
        let first = match self.seen.entry(school) {
            Entry::Vacant(free) => {
                free.insert(counts);
                return true;
            }
            Entry::Occupied(first) => first.into_mut(),
        };
        if (first.pupils, first.priority_education) == (counts.pupils, counts.priority_education) {
            let why = format!(
                "Cette école est déjà à la ligne {}, avec les mêmes effectifs.",
                first.line
            );
            row.warning(UAI, why, "Elle est comptée une fois.", &mut job.findings);
        } else {
            let why = format!(
                "Cette école est déjà à la ligne {}, avec d'autres effectifs.",
                first.line
            );
            row.error(UAI, why, "Gardez une des deux lignes.", &mut job.findings);
        }
        false
    }

    /// The classes that the pupils of a school make.
    fn estimate(&mut self, school: Uai, day: NaiveDate, job: &Job<'_>) {
        let Some(counts) = self.seen.get(&school) else {
            return;
        };
        for (at, (_, level)) in LEVELS.into_iter().enumerate() {
            let levels = job.policy.level(level).and_then(|level| Levels::new(vec![level]));
            let (Some(levels), Some(pupils)) = (levels, counts.pupils.get(at).copied().flatten()) else {
                continue;
            };
            let classes = estimated_classes(pupils);
            if let Some(estimated) = self.estimated.get_mut(at) {
                *estimated += u64::from(classes);
            }
            self.classes.extend((1..=classes).map(|rank| ClassRow {
                key: ClassKey {
                    year: self.year,
                    school,
                },
                class: CensusLine {
                    line: counts.line,
                    label: format!("{level} {rank}"),
                    levels: levels.clone(),
                    pupils: None,
                    co_teaching: None,
                    day,
                },
                priority_education: counts.priority_education,
            }));
        }
    }
}

/// The most pupils that a school has of one level.
const PUPILS_MAX: u32 = 1_000;

/// The pupils of a level; none written is none.
fn pupils(row: &Row<'_>, column: usize, job: &mut Job<'_>) -> Option<u32> {
    let pupils = match row.text(column) {
        "" => Some(0),
        pupils => pupils.parse().ok().filter(|pupils| *pupils <= PUPILS_MAX),
    };
    if pupils.is_none() {
        let advice = "Écrivez un nombre entier, 1 000 au plus.";
        row.error(
            column,
            "Ce n'est pas un nombre d'élèves.",
            advice,
            &mut job.findings,
        );
    }
    pupils
}
