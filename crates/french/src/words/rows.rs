//! A refusal of a row: the column at fault, why, then what to do with the row. A file's sentences are not a form's: who reads one has the
//! file before them, and mends it there.

use super::stages::stage;
use crate::short_day as on;
use domain::{AdoptionStage, adoption::AdoptionRefused};

/// A stage within a sentence.
fn low(of: AdoptionStage) -> String {
    stage(of).to_lowercase()
}

/// Why a row is refused: its column, the reason, the advice.
pub fn row_refusal(refused: &AdoptionRefused) -> (&'static str, String, String) {
    let text = |column, reason: String, advice: &str| (column, reason, advice.to_owned());
    match refused {
        AdoptionRefused::CannotFollow { from, since, to } => text(
            "étape",
            format!(
                "« {} » ne peut pas suivre « {} » (depuis le {}).",
                low(*to),
                low(*from),
                on(*since)
            ),
            "Vérifiez l'étape et le jour ; une erreur passée se corrige sur la page de l'école.",
        ),
        AdoptionRefused::SameStage { stage, since } => text(
            "étape",
            format!("La classe est déjà « {} » depuis le {}.", low(*stage), on(*since)),
            "Enlevez cette ligne.",
        ),
        AdoptionRefused::CannotPrecede { to, next, next_day } => text(
            "étape",
            format!(
                "« {} » ne peut pas précéder « {} », déjà noté le {}.",
                low(*to),
                low(*next),
                on(*next_day)
            ),
            "Vérifiez l'étape et le jour.",
        ),
        AdoptionRefused::DayOutsideYear { first, last, .. } => text(
            "date",
            format!(
                "Ce jour est hors de l'année de la classe (du {} au {}).",
                on(*first),
                on(*last)
            ),
            "Vérifiez le jour et l'année.",
        ),
        AdoptionRefused::DayBeforeCensus { census_day, .. } => text(
            "date",
            format!(
                "Ce jour est avant le recensement de la classe ({}).",
                on(*census_day)
            ),
            "Choisissez un jour plus tardif.",
        ),
        AdoptionRefused::DayInFuture { today, .. } => text(
            "date",
            format!("Ce jour n'est pas encore passé (nous sommes le {}).", on(*today)),
            "Vérifiez le jour.",
        ),
        AdoptionRefused::Withdrawn { day } => text(
            "classe",
            format!("Cette classe a quitté le recensement le {}.", on(*day)),
            "Enlevez cette ligne.",
        ),
        // A row names a unit that is known, by a form that saw its last event, and neither corrects nor closes anything.
        AdoptionRefused::UnknownUnit(_)
        | AdoptionRefused::Stale { .. }
        | AdoptionRefused::NothingToCorrect(_)
        | AdoptionRefused::NothingToAnnul(_)
        | AdoptionRefused::HeldBy { .. }
        | AdoptionRefused::CensusNotCorrectable
        | AdoptionRefused::Class(_)
        | AdoptionRefused::NoShare(_) => text(
            "classe",
            "Cette ligne ne peut pas être appliquée.".to_owned(),
            "Importez le fichier à nouveau.",
        ),
    }
}
