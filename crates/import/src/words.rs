//! Why a row is refused, and what to do.

use domain::AdoptionStage;
use store::intake::RowReason;

/// The stages as files write them.
pub fn stage(text: &str) -> Option<AdoptionStage> {
    let folded = domain::search::fold(text);
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

/// Of a school that who brings the file does not see, or that the directory does not have: they can't tell which.
pub const NOT_YOURS: &str = "Cette école n'est pas dans votre territoire, d'après l'annuaire importé.";
/// What to do then.
pub const NOT_YOURS_ADVICE: &str = "Vérifiez le UAI ; s'il est juste, enlevez la ligne, ou demandez à l'administrateur d'étendre votre rôle ou de mettre l'annuaire à jour.";

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
        RowReason::ForbiddenSchool => ("UAI", NOT_YOURS.to_owned(), NOT_YOURS_ADVICE.to_owned()),
        RowReason::Forbidden => (
            "classe",
            "Cette classe n'est pas dans votre territoire.".to_owned(),
            "Vérifiez-la ; si elle est juste, enlevez la ligne, ou demandez à l'administrateur d'étendre votre rôle."
                .to_owned(),
        ),
        RowReason::Refused(refused) => french::row_refusal(refused),
    }
}
