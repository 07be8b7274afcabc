//! A file of updates: by UAI and class, or by the number of a downloaded list.

use crate::{
    fields,
    headers::{Columns, Wanted},
    job::{End, Job},
    reading::{Row, Source},
    unreadable::Unreadable,
    words,
};
use domain::{AdoptionStage, UnitId};
use store::intake::{Intake, UnitKey, UpdateRow};

const ID: usize = 0;
const UAI: usize = 1;
const LABEL: usize = 2;
const YEAR: usize = 3;
const STAGE: usize = 4;
const DAY: usize = 5;
const WANTED: &[Wanted] = &[
    Wanted {
        title: "id",
        spellings: &["id", "identifiant"],
        required: false,
    },
    Wanted {
        title: "UAI",
        spellings: &["uai", "rne", "numero uai", "code uai", "code etablissement"],
        required: false,
    },
    Wanted {
        title: "classe",
        spellings: &["classe", "libelle", "nom de la classe", "libelle de la classe"],
        required: false,
    },
    Wanted {
        title: "année",
        spellings: &["annee", "annee scolaire"],
        required: false,
    },
    Wanted {
        title: "étape",
        spellings: &["etape", "stade", "stade d adoption"],
        required: true,
    },
    Wanted {
        title: "date",
        spellings: &["date", "jour", "le"],
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
    let named = columns.has(ID) || (columns.has(UAI) && columns.has(LABEL));
    if !named {
        return Err(End::Unreadable(Unreadable {
            line: 1,
            why: "Rien ne dit de quelle classe il s'agit : il manque « UAI » et « classe », ou « id »."
                .to_owned(),
            advice: "Ajoutez ces colonnes, ou repartez d'un fichier téléchargé depuis la liste des classes.",
        }));
    }
    while let Some(rows) = source.batch().await? {
        let updates: Vec<UpdateRow> = rows.iter().filter_map(|row| update(row, &columns, job)).collect();
        // Once a line is wrong nothing will be kept: the others are only checked.
        if job.findings.errors_total == 0 {
            intake.stage_updates(&updates).await?;
        }
        source.tell(&mut job.work);
    }
    let rows = source.rows();
    if job.findings.errors_total > 0 {
        return Ok((rows, Vec::new()));
    }
    let outcome = intake
        .apply_updates(job.policy.code, job.today, &mut |done, of| {
            job.work.wrote(done, of)
        })
        .await?;
    for refused in &outcome.refused {
        let (column, reason, advice) = words::refused(&refused.reason);
        job.findings.error(refused.line, Some(column), "", reason, advice);
    }
    job.findings
        .more_errors(outcome.refused_total - outcome.refused.len() as u64);
    let mut summary = match outcome.applied {
        0 => vec!["Rien n'a changé : toutes ces mises à jour étaient déjà là.".to_owned()],
        1 => vec!["1 mise à jour enregistrée.".to_owned()],
        many => vec![format!("{many} mises à jour enregistrées.")],
    };
    if outcome.applied > 0 && outcome.same > 0 {
        summary.push(format!("{} étaient déjà là.", outcome.same));
    }
    Ok((rows, summary))
}

fn update(row: &Row, columns: &Columns, job: &mut Job<'_>) -> Option<UpdateRow> {
    let key = key(row, columns, job);
    let (stage, day) = (columns.value(&row.record, STAGE), columns.value(&row.record, DAY));
    let read_stage = words::stage(stage);
    if read_stage.is_none() {
        let known = AdoptionStage::ALL.map(|stage| french::stage(stage).to_lowercase());
        job.findings.error(
            row.line,
            Some(columns.title(STAGE)),
            stage,
            "Ce mot n'est pas une étape.",
            format!("Les étapes sont : {}.", known.join(", ")),
        );
    }
    let read_day = fields::day(day);
    if read_day.is_none() {
        job.findings.error(
            row.line,
            Some(columns.title(DAY)),
            day,
            "Ce n'est pas un jour.",
            "Écrivez-le comme 15/03/2021 ou 2021-03-15.",
        );
    }
    Some(UpdateRow {
        line: row.line,
        key: key?,
        stage: read_stage?,
        day: read_day?,
    })
}

fn key(row: &Row, columns: &Columns, job: &mut Job<'_>) -> Option<UnitKey> {
    let id = columns.value(&row.record, ID);
    if !id.is_empty() {
        let number = id.parse().ok().filter(|id| *id > 0);
        let read = number.map(|id| UnitKey::Id(UnitId(id)));
        if read.is_none() {
            job.findings.error(
                row.line,
                Some(columns.title(ID)),
                id,
                "Ce n'est pas le numéro d'une classe.",
                "Repartez d'un fichier téléchargé depuis la liste des classes.",
            );
        }
        return read;
    }
    let school = fields::uai(row, columns, UAI, job);
    let label = columns.value(&row.record, LABEL);
    if label.is_empty() {
        job.findings.error(
            row.line,
            Some(columns.title(LABEL)),
            "",
            "Le nom de la classe manque.",
            "Écrivez-le comme dans la liste des classes, par exemple CP A.",
        );
    }
    let year = fields::year(row, columns, YEAR, job);
    (!label.is_empty()).then_some(UnitKey::Label {
        school: school?,
        label: label.to_owned(),
        year: year?,
    })
}
