//! An estimate of the halved classes out of the ministry's class counts: they go down to the school, not to the class.

use super::units::{decide, still_hold, summary::summary};
use crate::reading::{
    fields,
    format::RowFormat,
    headers::{Columns, Row, columns},
    job::{End, Job, Request},
    report::Findings,
    source::Source,
    spellings::{FLAG, SECTOR, Spellings, advice, spelled},
    unreadable::Unreadable,
    verdict::Verdict,
};
use chrono::NaiveDate;
use domain::{
    PriorityEducation, SchoolYear, Uai,
    adoption::census::{CensusFile, CensusLine},
    calendar::Zone,
    unit::{Levels, estimated_classes},
};
use std::collections::{BTreeSet, HashMap, hash_map::Entry};
use store::intake::{ClassKey, ClassRow, Intake, SchoolMark};

columns! {
    AUTUMN = required("Rentrée scolaire", ["rentree scolaire", "rentree", "annee scolaire"]);
    UAI = required_name("Numéro de l'école", ["numero de l ecole", "numero ecole", "uai", "numero uai"]);
    SECTOR_COLUMN = required("Secteur", ["secteur"]);
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
    /// The autumns of the lines that are of another year.
    other_autumns: BTreeSet<i32>,
    other_years: u64,
    private: u64,
    outside: u64,
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
    const JUDGED_BESIDE_ERRORS: bool = true;

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
            other_autumns: BTreeSet::new(),
            other_years: 0,
            private: 0,
            outside: 0,
            unknown: 0,
        };
        Ok((columns, estimate))
    }

    fn take(&mut self, row: &Row<'_>, job: &mut Job<'_>) {
        let Some(mark) = self.mark(row, job) else {
            return;
        };
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
        let zone = Zone::of_lineage(&[school.lineage.academy]);
        let day = job.calendar.start_in(self.year, zone);
        if self.is_new(uai, counts, row, job) {
            self.estimate(uai, day, job);
        }
    }

    async fn flush(&mut self, intake: &mut Intake, _job: &mut Job<'_>) -> Result<(), End> {
        intake.stage_classes(&std::mem::take(&mut self.classes)).await?;
        Ok(())
    }
}

impl Verdict for Estimate {
    async fn decide(&mut self, intake: &mut Intake, job: &mut Job<'_>) -> Result<Vec<String>, End> {
        let outcome = decide(intake, CensusFile::Estimate, &self.schools, job).await?;
        if job.findings.errors_total > 0 {
            return Ok(Vec::new());
        }
        let [cp, ce1] = self.estimated;
        let estimated = format!(
            "{cp} CP et {ce1} CE1 estimés d'après les effectifs de {}.",
            self.year
        );
        let mut lines = vec![estimated];
        if cp + ce1 == 0 {
            self.tell_nothing(job);
        } else {
            lines.extend(summary(&outcome, job));
        }
        lines.push(format!(
            "Lignes laissées de côté, d'autres rentrées : {} ; d'écoles privées : {} ; d'écoles hors éducation prioritaire : {} ; d'écoles inconnues : {}.",
            self.other_years, self.private, self.outside, self.unknown
        ));
        Ok(lines)
    }

    async fn still_holds(&mut self, intake: &mut Intake, job: &mut Job<'_>) -> Result<bool, End> {
        still_hold(&self.schools, intake, job).await
    }
}

impl Estimate {
    /// The mark of a line that is estimated; none of one that is left out, which is counted, or wrong, which is told.
    fn mark(&mut self, row: &Row<'_>, job: &mut Job<'_>) -> Option<PriorityEducation> {
        let autumn = fields::autumn(row.text(AUTUMN));
        let Some(autumn) = autumn else {
            let why = "Ce n'est pas une rentrée scolaire.";
            row.error(AUTUMN, why, "Écrivez son année, comme 2020.", &mut job.findings);
            return None;
        };
        if autumn != self.year.first() {
            self.other_years += 1;
            self.other_autumns.insert(autumn);
            return None;
        }
        let public = told(row, SECTOR_COLUMN, SECTOR, "Écrivez public ou privé.", job);
        let rep = told(row, REP, FLAG, "Écrivez 1 ou 0, oui ou non.", job);
        let rep_plus = told(row, REP_PLUS, FLAG, "Écrivez 1 ou 0, oui ou non.", job);
        let (public, rep, rep_plus) = (public?, rep?, rep_plus?);
        if !public {
            self.private += 1;
            return None;
        }
        match (rep_plus, rep) {
            (true, _) => Some(PriorityEducation::RepPlus),
            (_, true) => Some(PriorityEducation::Rep),
            _ => {
                self.outside += 1;
                None
            }
        }
    }

    /// Where nothing is estimated, why.
    fn tell_nothing(&self, job: &mut Job<'_>) {
        let years = || {
            self.other_autumns
                .iter()
                .filter_map(|first| SchoolYear::starting(*first))
        };
        if self.unknown > 0 {
            let why = format!(
                "Rien n'est estimé : {} écoles ne sont pas dans l'annuaire importé.",
                self.unknown
            );
            job.findings.nothing(why, "Importez d'abord l'annuaire.");
        } else if let (Some(first), Some(last), true) = (
            years().next(),
            years().next_back(),
            self.seen.is_empty() && self.private + self.outside == 0,
        ) {
            let span = if first == last {
                format!("est de {first}")
            } else {
                format!("va de {first} à {last}")
            };
            let why = format!("Aucune ligne de {} : ce fichier {span}.", self.year);
            job.findings.nothing(
                why,
                "Demandez une de ces années, ou choisissez le fichier de la bonne année.",
            );
        } else {
            let why = format!(
                "Rien n'est estimé : aucune école publique d'éducation prioritaire n'a d'élèves en CP ou en CE1 en {}.",
                self.year
            );
            job.findings.nothing(why, "Vérifiez le fichier et l'année.");
        }
    }

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
                    dated: false,
                },
                priority_education: counts.priority_education,
            }));
        }
    }
}

/// What a field of few values says; what is none of them is told with the nearest.
fn told(row: &Row<'_>, column: usize, table: &Spellings<bool>, may: &str, job: &mut Job<'_>) -> Option<bool> {
    match spelled(row.text(column), table) {
        Ok(value) => Some(value),
        Err(nearest) => {
            row.error(
                column,
                "Ce mot n'est pas compris.",
                advice(may, nearest),
                &mut job.findings,
            );
            None
        }
    }
}

/// The most pupils of a level in a school: more is a column taken for another.
const PUPILS_MAX: u64 = 1_000;

/// The pupils of a level; none written is none.
fn pupils(row: &Row<'_>, column: usize, job: &mut Job<'_>) -> Option<u32> {
    let read = match row.text(column) {
        "" => Some(0),
        text => fields::count(text),
    };
    let why = match read {
        Some(pupils) if pupils <= PUPILS_MAX => return u32::try_from(pupils).ok(),
        Some(_) => "Une école n'a pas plus de 1 000 élèves d'un niveau.",
        None => "Ce n'est pas un nombre d'élèves.",
    };
    row.error(column, why, "Écrivez un nombre entier.", &mut job.findings);
    None
}
