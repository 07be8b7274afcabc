//! A file of updates: by UAI and class, or by the number of a downloaded list.

use crate::reading::{
    fields,
    format::RowFormat,
    headers::{Columns, Row, columns},
    job::{End, Job},
    source::Source,
    unreadable::Unreadable,
    verdict::Verdict,
};
use crate::words;
use domain::{AdoptionStage, UnitId};
use store::intake::{Intake, UnitKey, UpdateRow};

columns! {
    ID = optional_name("id", ["id", "identifiant"]);
    UAI = optional_name("UAI", ["uai", "rne", "numero uai", "code uai", "code etablissement"]);
    LABEL = optional_name("classe", ["classe", "libelle", "nom de la classe", "libelle de la classe"]);
    YEAR = optional("année", ["annee", "annee scolaire"]);
    STAGE = required("étape", ["etape", "stade", "stade d adoption"]);
    DAY = required("date", ["date", "jour", "le", "depuis le"]);
}

/// Updates of a batch of rows, put aside until all are read.
#[derive(Default)]
pub struct Updates(Vec<UpdateRow>);

impl RowFormat for Updates {
    const JUDGED_BESIDE_ERRORS: bool = true;

    async fn begin(_intake: &mut Intake, source: &Source, job: &mut Job<'_>) -> Result<(Columns, Self), End> {
        let columns = Columns::of(source, WANTED, &mut job.findings)?;
        let named = columns.has(ID) || (columns.has(UAI) && columns.has(LABEL));
        if !named {
            return Err(End::Unreadable(Unreadable::new(
                1,
                "Rien ne dit de quelle classe il s'agit : il manque « UAI » et « classe », ou « id ».",
                "Ajoutez ces colonnes, ou repartez d'un fichier téléchargé depuis la liste des classes.",
            )));
        }
        Ok((columns, Self::default()))
    }

    fn take(&mut self, row: &Row<'_>, job: &mut Job<'_>) {
        self.0.extend(update(row, job));
    }

    async fn flush(&mut self, intake: &mut Intake, _job: &mut Job<'_>) -> Result<(), End> {
        let updates = std::mem::take(&mut self.0);
        if !updates.is_empty() {
            intake.stage_updates(&updates).await?;
        }
        Ok(())
    }
}

impl Verdict for Updates {
    async fn decide(&mut self, intake: &mut Intake, job: &mut Job<'_>) -> Result<Vec<String>, End> {
        let outcome = intake
            .apply_updates(job.policy.code, job.today, &mut |done, of| {
                job.work.decided(done, of)
            })
            .await?;
        for refused in &outcome.refused {
            let (column, reason, advice) = words::refused(&refused.reason);
            job.findings.error(refused.line, Some(column), "", reason, advice);
        }
        job.findings
            .more_errors(outcome.refused_total - outcome.refused.len() as u64);
        let nothing = if job.request.dry_run {
            "Rien ne changerait"
        } else {
            "Rien n'a changé"
        };
        let mut summary = match (outcome.applied, job.request.dry_run) {
            (0, _) if outcome.corrected > 0 => vec![format!("{nothing}.")],
            (0, _) => vec![format!("{nothing} : toutes ces mises à jour étaient déjà là.")],
            (1, false) => vec!["1 mise à jour enregistrée.".to_owned()],
            (many, false) => vec![format!("{many} mises à jour enregistrées.")],
            (1, true) => vec!["1 mise à jour serait enregistrée.".to_owned()],
            (many, true) => vec![format!("{many} mises à jour seraient enregistrées.")],
        };
        if outcome.applied > 0 && outcome.same > 0 {
            let same = i64::try_from(outcome.same).unwrap_or(i64::MAX);
            let same = french::count(same, "était déjà là", "étaient déjà là");
            summary.push(format!("{same}."));
        }
        if outcome.corrected > 0 {
            let many = i64::try_from(outcome.corrected).unwrap_or(i64::MAX);
            let corrected = french::count(many, "a été corrigée depuis", "ont été corrigées depuis");
            summary.push(format!("{corrected} : la correction reste."));
        }
        Ok(summary)
    }
}

fn update(row: &Row<'_>, job: &mut Job<'_>) -> Option<UpdateRow> {
    let key = key(row, job);
    let stage = words::stage(row.text(STAGE));
    if stage.is_none() {
        let known = AdoptionStage::ALL.map(|stage| french::stage(stage).to_lowercase());
        let advice = format!("Les étapes sont : {}.", known.join(", "));
        row.error(STAGE, "Ce mot n'est pas une étape.", advice, &mut job.findings);
    }
    let day = fields::day(row.text(DAY));
    if day.is_none() {
        let advice = "Écrivez-le comme 15/03/2021 ou 2021-03-15.";
        row.error(DAY, "Ce n'est pas un jour.", advice, &mut job.findings);
    }
    Some(UpdateRow {
        line: row.line,
        key: key?,
        stage: stage?,
        day: day?,
    })
}

fn key(row: &Row<'_>, job: &mut Job<'_>) -> Option<UnitKey> {
    let id = row.text(ID);
    if !id.is_empty() {
        let number = id.parse().ok().filter(|id| *id > 0);
        let read = number.map(|id| UnitKey::Id(UnitId(id)));
        if read.is_none() {
            let why = "Ce n'est pas le numéro d'une classe.";
            let advice = "Repartez d'un fichier téléchargé depuis la liste des classes.";
            row.error(ID, why, advice, &mut job.findings);
        }
        return read;
    }
    let school = fields::uai(row, UAI, job);
    let label = row.text(LABEL);
    if label.is_empty() {
        let advice = "Écrivez-le comme dans la liste des classes, par exemple CP A.";
        row.error(LABEL, "Le nom de la classe manque.", advice, &mut job.findings);
    }
    let year = fields::year(row, YEAR, job);
    (!label.is_empty()).then_some(UnitKey::Label {
        school: school?,
        label: label.to_owned(),
        year: year?,
    })
}
