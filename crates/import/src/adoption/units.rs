//! A list of halved classes.

mod fields;
pub mod refused;
pub mod summary;

use crate::reading::{
    format::RowFormat,
    headers::{Columns, Row, columns},
    job::{End, Job},
    source::Source,
};
use domain::{
    Uai,
    adoption::census::{CensusAsk, CensusFile},
};
use fields::class;
use std::collections::HashMap;
use store::intake::{CensusOutcome, ClassRow, Intake, SchoolMark, TakenClasses};

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
    classes: Vec<ClassRow>,
    outcome: CensusOutcome,
}

impl RowFormat for Census {
    async fn begin(intake: &mut Intake, source: &Source, job: &mut Job<'_>) -> Result<(Columns, Self), End> {
        let columns = Columns::of(source, WANTED, &mut job.findings)?;
        let census = Self {
            schools: intake.schools().await?,
            classes: Vec::new(),
            outcome: CensusOutcome::default(),
        };
        Ok((columns, census))
    }

    fn take(&mut self, row: &Row<'_>, job: &mut Job<'_>) {
        self.classes.extend(class(row, &self.schools, job));
    }

    async fn flush(&mut self, intake: &mut Intake, _job: &mut Job<'_>) -> Result<(), End> {
        intake.stage_classes(&std::mem::take(&mut self.classes)).await?;
        Ok(())
    }

    async fn close(&mut self, intake: &mut Intake, job: &mut Job<'_>) -> Result<(), End> {
        self.outcome = decide(intake, CensusFile::List, &self.schools, job).await?;
        refused::tell(&self.outcome, job);
        Ok(())
    }

    async fn write(self, _intake: &mut Intake, job: &mut Job<'_>) -> Result<Vec<String>, End> {
        Ok(summary::summary(&self.outcome, job))
    }
}

/// Decides the classes that were put aside, and writes them; all is given up where a line is wrong.
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
        right: job.findings.errors_total == 0,
    };
    let mut progress = |done, of| job.work.wrote(done, of);
    Ok(intake.apply_classes(&taken, &mut progress).await?)
}
