//! Lines of a list that its school's other lines or classes refuse, told as such; pairs and closings that nobody has accepted yet.

use crate::reading::job::Job;
use domain::adoption::census::{CensusChange, CensusError};
use store::intake::{CensusOutcome, OfSchool};

/// Tells the lines that are refused.
pub fn tell(outcome: &CensusOutcome, job: &mut Job<'_>) {
    // A line that can't be read may name the class that seems to be missing.
    let whole = job.findings.errors_total == 0;
    for OfSchool { key, what } in &outcome.refused.first {
        let school = key.school;
        let (line, label, reason, advice) = match what {
            CensusError::DayInFuture { line, label, day } => (
                line,
                label,
                format!(
                    "Cette classe entrerait au recensement le {}, qui n'est pas encore venu.",
                    french::short_day(*day)
                ),
                "Importez-la à partir de ce jour, ou corrigez la date.",
            ),
            CensusError::Twice {
                line,
                label,
                first_line,
                other,
            } => (
                line,
                label,
                if label == other {
                    format!("La ligne {first_line} dit autre chose de cette classe de {school}.")
                } else {
                    format!(
                        "Cette classe de {school} est aussi à la ligne {first_line}, sous le nom « {other} »."
                    )
                },
                "Gardez une des deux lignes, ou donnez deux noms si ce sont deux classes.",
            ),
            CensusError::NearTwin {
                line,
                label,
                other,
                other_line,
            } => (
                line,
                label,
                match other_line {
                    Some(other_line) => {
                        format!(
                            "Ce nom est presque celui de « {other} », ligne {other_line}, de la même école {school}."
                        )
                    }
                    None => format!(
                        "Ce nom est presque celui de « {other} », classe recensée de la même école {school}."
                    ),
                },
                "Écrivez le même nom si c'est la même classe ; si ce sont deux classes, importez avec --distinct, ou cochez la case du formulaire.",
            ),
        };
        job.findings.error(*line, Some("classe"), label, reason, advice);
    }
    job.findings
        .more_errors(outcome.refused.total - outcome.refused.first.len() as u64);
    if !job.request.census.accept_pairs && !job.request.dry_run {
        pairs(outcome, job);
    }
    if whole && !job.request.census.accept_closings && !job.request.dry_run {
        closings(outcome, job);
    }
}

/// Asks before a class closes that something followed after the day of the list.
fn closings(outcome: &CensusOutcome, job: &mut Job<'_>) {
    for OfSchool { key, what } in &outcome.followed.first {
        if let CensusChange::Close {
            line,
            label,
            day,
            followed: Some(last),
            ..
        } = what
        {
            let reason = format!(
                "« {label} », de {}, n'est pas dans la liste et fermerait le {}, alors que son histoire va jusqu'au {}.",
                key.school,
                french::short_day(*day),
                french::short_day(*last)
            );
            let advice = "Vérifiez, puis importez avec --accept-closings, ou cochez la case du formulaire : elle fermerait ce dernier jour.";
            job.findings.error(*line, Some("classe"), label, reason, advice);
        }
    }
    job.findings
        .more_errors(outcome.followed.total - outcome.followed.first.len() as u64);
}

/// Advice of a pair that is not the right one.
pub const ANOTHER_PAIR: &str = "Si une estimation correspond à une autre classe, donnez-lui d'abord le nom de cette classe, sur la page de l'école.";

/// Asks before a class inherits what somebody wrote of an estimate.
fn pairs(outcome: &CensusOutcome, job: &mut Job<'_>) {
    for OfSchool { key, what } in &outcome.paired.first {
        if let CensusChange::Correct {
            line,
            before,
            after,
            paired: Some(stage),
            ..
        } = what
        {
            let stage = french::stage(*stage).to_lowercase();
            let reason = format!(
                "Cette classe de {} reprendrait l'estimation « {} », {stage}, et son histoire.",
                key.school, before.label
            );
            let advice =
                format!("{ANOTHER_PAIR} Puis importez avec --accept-pairs, ou cochez la case du formulaire.");
            job.findings
                .error(*line, Some("classe"), &after.label, reason, advice);
        }
    }
    job.findings
        .more_errors(outcome.paired.total - outcome.paired.first.len() as u64);
}
