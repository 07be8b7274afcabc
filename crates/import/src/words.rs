//! Why a row is refused, and what to do.

use domain::{AdoptionStage, adoption::Refused};
use store::intake::RowReason;

/// The stages as files write them.
pub fn stage(text: &str) -> Option<AdoptionStage> {
    let folded = domain::fold::fold(text);
    let by_word = match folded.as_str() {
        "identifiee" | "identifie" => AdoptionStage::Identified,
        "contactee" | "contacte" => AdoptionStage::Contacted,
        "embarquee" | "embarque" => AdoptionStage::Onboarded,
        "active" | "actif" => AdoptionStage::Active,
        "reguliere" | "regulier" => AdoptionStage::Regular,
        "decrochee" | "decroche" => AdoptionStage::Lapsed,
        "refus" | "refusee" | "refuse" => AdoptionStage::Declined,
        _ => return AdoptionStage::from_code(&folded),
    };
    Some(by_word)
}

const fn word(stage: AdoptionStage) -> &'static str {
    match stage {
        AdoptionStage::Identified => "identifiée",
        AdoptionStage::Contacted => "contactée",
        AdoptionStage::Onboarded => "embarquée",
        AdoptionStage::Active => "active",
        AdoptionStage::Regular => "régulière",
        AdoptionStage::Lapsed => "décrochée",
        AdoptionStage::Declined => "refus",
    }
}

fn on(day: chrono::NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// (column, what is wrong, what to do).
pub fn refused(reason: &RowReason) -> (&'static str, String, String) {
    match reason {
        RowReason::UnknownSchool(uai) => (
            "UAI",
            format!("L'école {uai} n'est pas dans l'annuaire importé."),
            "Vérifiez le UAI, ou importez d'abord l'annuaire.".to_owned(),
        ),
        RowReason::UnknownUnit { label, known, .. } if known.is_empty() => (
            "classe",
            format!("Cette école n'a pas de classe « {label} » cette année-là, ni aucune autre."),
            "Importez d'abord la liste de ses classes.".to_owned(),
        ),
        RowReason::UnknownUnit { label, known, .. } => (
            "classe",
            format!("Cette école n'a pas de classe « {label} » cette année-là."),
            format!("Ses classes sont : {}.", known.join(", ")),
        ),
        RowReason::UnknownUnitId(id) => (
            "id",
            format!("Aucune classe ne porte le numéro {id}."),
            "Repartez d'un fichier téléchargé depuis la liste des classes.".to_owned(),
        ),
        RowReason::TwiceInFile { first_line } => (
            "classe",
            format!("Cette classe change déjà ce jour-là à la ligne {first_line}."),
            "Gardez une seule des deux lignes.".to_owned(),
        ),
        RowReason::Forbidden => (
            "classe",
            "Cette classe n'est pas dans votre territoire.".to_owned(),
            "Enlevez la ligne, ou demandez à l'administrateur d'étendre votre rôle.".to_owned(),
        ),
        RowReason::Refused(refused) => refused_words(refused),
    }
}

fn refused_words(refused: &Refused) -> (&'static str, String, String) {
    let text = |column, reason: String, advice: &str| (column, reason, advice.to_owned());
    match refused {
        Refused::CannotFollow { from, since, to } => text(
            "étape",
            format!(
                "« {} » ne peut pas suivre « {} » (depuis le {}).",
                word(*to),
                word(*from),
                on(*since)
            ),
            "Vérifiez l'étape et le jour ; une erreur passée se corrige sur la page de l'école.",
        ),
        Refused::SameStage { stage, since } => text(
            "étape",
            format!(
                "La classe est déjà « {} » depuis le {}.",
                word(*stage),
                on(*since)
            ),
            "Enlevez cette ligne.",
        ),
        Refused::CannotPrecede { to, next, next_day } => text(
            "étape",
            format!(
                "« {} » ne peut pas précéder « {} », déjà noté le {}.",
                word(*to),
                word(*next),
                on(*next_day)
            ),
            "Vérifiez l'étape et le jour.",
        ),
        Refused::DayOutsideYear { first, last, .. } => text(
            "date",
            format!(
                "Ce jour est hors de l'année de la classe (du {} au {}).",
                on(*first),
                on(*last)
            ),
            "Vérifiez le jour et l'année.",
        ),
        Refused::DayBeforeCensus { census_day, .. } => text(
            "date",
            format!(
                "Ce jour est avant le recensement de la classe ({}).",
                on(*census_day)
            ),
            "Choisissez un jour plus tardif.",
        ),
        Refused::DayInFuture { today, .. } => text(
            "date",
            format!("Ce jour n'est pas encore passé (nous sommes le {}).", on(*today)),
            "Vérifiez le jour.",
        ),
        Refused::Withdrawn { day } => text(
            "classe",
            format!("Cette classe a quitté le recensement le {}.", on(*day)),
            "Enlevez cette ligne.",
        ),
        // A row names a unit that is known, by a form that saw its last event, and corrects nothing.
        Refused::UnknownUnit(_)
        | Refused::Stale { .. }
        | Refused::NothingToCorrect(_)
        | Refused::CensusNotCorrectable
        | Refused::NoShare(_) => text(
            "classe",
            "Cette ligne ne peut pas être appliquée.".to_owned(),
            "Importez le fichier à nouveau.",
        ),
    }
}
