//! A list of halved classes.

mod fields;
mod refused;
pub mod summary;

use crate::reading::{
    format::RowFormat,
    headers::{Columns, Row, columns},
    job::{End, Job},
    source::Source,
    verdict::Verdict,
};
use domain::{
    Action, Uai,
    adoption::census::{CensusAsk, CensusFile},
    rights::reach,
};
use fields::{KnownSchools, class};
use std::collections::HashMap;
use store::intake::{CensusOutcome, ClassRow, Intake, KeptPlaces, SchoolMark, TakenClasses};

columns! {
    UAI = required_name("UAI", [
        "uai", "rne", "numero uai", "code uai", "code etablissement", "numero de l ecole"
    ]);
    LABEL = required_name("classe", ["classe", "libelle", "nom de la classe", "libelle de la classe"]);
    LEVELS = required("niveau", ["niveau", "niveaux", "niveau x", "niveau s"]);
    PUPILS = optional("effectif", ["effectif", "effectifs", "eleves", "nombre d eleves"]);
    CO_TEACHING = optional("co-enseignement", ["co enseignement", "coenseignement", "deux enseignants"]);
    YEAR = optional("année", ["annee", "annee scolaire"]);
    DAY = optional("date", ["date", "date de recensement", "jour"]);
}

/// List under way: the classes of a batch of rows, put aside until all are read.
pub struct Census {
    schools: HashMap<Uai, SchoolMark>,
    /// Places of the units that the list's author may write to, by school and year.
    kept: KeptPlaces,
    classes: Vec<ClassRow>,
}

impl RowFormat for Census {
    const JUDGED_BESIDE_ERRORS: bool = true;

    async fn begin(intake: &mut Intake, source: &Source, job: &mut Job<'_>) -> Result<(Columns, Self), End> {
        let columns = Columns::of(source, WANTED, &mut job.findings)?;
        let within = reach(&job.by, Action::ImportUnits, Some(job.policy.code), job.today);
        let census = Self {
            schools: intake.schools().await?,
            kept: intake.kept_places(job.policy.code, &within).await?,
            classes: Vec::new(),
        };
        Ok((columns, census))
    }

    fn take(&mut self, row: &Row<'_>, job: &mut Job<'_>) {
        let known = KnownSchools {
            schools: &self.schools,
            kept: &self.kept,
        };
        self.classes.extend(class(row, known, job));
    }

    async fn flush(&mut self, intake: &mut Intake, _job: &mut Job<'_>) -> Result<(), End> {
        intake.stage_classes(&std::mem::take(&mut self.classes)).await?;
        Ok(())
    }
}

impl Verdict for Census {
    async fn decide(&mut self, intake: &mut Intake, job: &mut Job<'_>) -> Result<Vec<String>, End> {
        let outcome = decide(intake, CensusFile::List, &self.schools, job).await?;
        Ok(summary::summary(&outcome, job))
    }

    /// The places that units keep only grow: a right that a line was read with stays.
    async fn still_holds(&mut self, intake: &mut Intake, job: &mut Job<'_>) -> Result<bool, End> {
        still_hold(&self.schools, intake, job).await
    }
}

/// Optimistic check: the directory, the policy and the calendar are still those that the lines were read against.
pub async fn still_hold(
    schools: &HashMap<Uai, SchoolMark>,
    intake: &mut Intake,
    job: &mut Job<'_>,
) -> Result<bool, End> {
    let store = intake.store().clone();
    let policy = store.policy(job.policy.code).await?;
    let same = policy.as_ref() == Some(&job.policy) && store.calendar().await? == job.calendar;
    Ok(same && intake.schools().await? == *schools)
}

/// Decides the classes that were put aside, and tells the lines that are refused.
pub async fn decide(
    intake: &mut Intake,
    file: CensusFile,
    schools: &HashMap<Uai, SchoolMark>,
    job: &mut Job<'_>,
) -> Result<CensusOutcome, End> {
    let ask = CensusAsk {
        file,
        distinct: job.request.census.distinct,
        overwrite: job.request.census.overwrite,
        complete: job.request.census.complete,
        today: job.today,
    };
    let taken = TakenClasses {
        policy: job.policy.code,
        ask,
        schools,
    };
    let mut progress = |done, of| job.work.decided(done, of);
    let outcome = intake.apply_classes(&taken, &mut progress).await?;
    refused::tell(&outcome, job);
    Ok(outcome)
}
