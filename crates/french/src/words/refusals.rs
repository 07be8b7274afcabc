//! Refusals of adoption, of accounts and of tokens: why, then what to do; the ledger's are in `words::funding`.

use super::{
    calendar::calendar_refusal,
    funding,
    stages::{stage, step},
};
use crate::{long_day, number};
use domain::{
    Refusal,
    adoption::{AdoptionRefused, BatchKind, BatchRefused, ClassRefused, CorrectionRefused},
    token::TokenRefused,
};

/// A refusal, and what to do.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Adoption(refused) => adoption_refusal(refused),
        Refusal::Batch(refused) => batch_refusal(*refused),
        Refusal::Correction(refused) => correction_refusal(refused),
        Refusal::Forbidden(_) => "Votre rôle ne le permet pas ici.".to_owned(),
        Refusal::EmailTaken => {
            "Une autre personne a déjà cette adresse : cherchez-la dans la liste.".to_owned()
        }
        Refusal::IdentityTaken => "Cette identité ProConnect est déjà celle d'une autre personne.".to_owned(),
        Refusal::UnknownAccount => {
            "Ce compte n'existe pas, ou est déjà fermé : rechargez la page.".to_owned()
        }
        Refusal::LastAdministrator => {
            "C'est le dernier compte qui administre le service : donnez d'abord ce rôle à quelqu'un d'autre."
                .to_owned()
        }
        Refusal::DeadLink => {
            "Ce lien ou ce code ne sert plus : il a déjà servi, ou il est trop ancien.".to_owned()
        }
        Refusal::Token(TokenRefused::Name) => {
            "Donnez au jeton un nom de 1 à 80 caractères : ce qui s'en servira.".to_owned()
        }
        Refusal::Token(TokenRefused::Days(_)) => {
            "Un jeton dure de 1 à 365 jours : choisissez une durée de la liste.".to_owned()
        }
        Refusal::Token(TokenRefused::TooMany) => {
            "Vous avez déjà 5 jetons qui servent : révoquez-en un, puis recommencez.".to_owned()
        }
        Refusal::UnknownToken => "Ce jeton n'existe pas, ou n'existe plus : rechargez la page.".to_owned(),
        Refusal::Calendar(refused) => calendar_refusal(refused),
        Refusal::Funding(refused) => funding::refusal(refused),
        Refusal::Duty(refused) => funding::duty_refusal(*refused),
        Refusal::SeenAnother => {
            "Quelqu'un a changé cette valeur depuis que votre page est ouverte : rien n'est écrit. Rechargez la page.".to_owned()
        }
        Refusal::RequestReused => {
            "Ce formulaire a déjà servi pour une autre saisie : rechargez la page et recommencez.".to_owned()
        }
    }
}

fn adoption_refusal(refused: &AdoptionRefused) -> String {
    let on = long_day;
    match refused {
        AdoptionRefused::UnknownUnit(unit) => {
            format!("La classe n° {unit} n'existe pas : rechargez la page.")
        }
        AdoptionRefused::Stale { current, .. } => format!(
            "Entre-temps, cette classe a été mise à jour : elle est « {} » depuis le {}. Vérifiez, puis renvoyez votre saisie si elle tient toujours.",
            step(current.step).to_lowercase(),
            on(current.since)
        ),
        AdoptionRefused::CannotFollow { from, since, to } => format!(
            "« {} » ne peut pas suivre « {} » (depuis le {}). Pour revenir en arrière, corrigez la mise à jour erronée.",
            stage(*to),
            stage(*from),
            on(*since)
        ),
        AdoptionRefused::SameStage { stage: same, since } => {
            format!(
                "Cette classe est déjà « {} » depuis le {} : il n'y a rien à changer.",
                stage(*same),
                on(*since)
            )
        }
        AdoptionRefused::CannotPrecede { to, next, next_day } => format!(
            "« {} » ne peut pas précéder « {} », déjà noté le {}. Choisissez un autre jour, ou corrigez cette mise à jour.",
            stage(*to),
            stage(*next),
            on(*next_day)
        ),
        AdoptionRefused::DayOutsideYear { day, first, last } => {
            format!(
                "Le {} est hors de l'année scolaire : choisissez un jour du {} au {}.",
                on(*day),
                on(*first),
                on(*last)
            )
        }
        AdoptionRefused::DayBeforeCensus { day, census_day } => format!(
            "Le {} est avant le recensement de la classe ({}) : choisissez un jour plus tardif.",
            on(*day),
            on(*census_day)
        ),
        AdoptionRefused::DayInFuture { day, today } => {
            let (day, today) = (on(*day), on(*today));
            format!("Le {day} n'est pas encore passé : choisissez un jour jusqu'au {today}.")
        }
        AdoptionRefused::Class(refused) => class_refusal(refused),
        AdoptionRefused::Withdrawn { day } => {
            format!("Cette classe a quitté le recensement le {}.", on(*day))
        }
        AdoptionRefused::NothingToCorrect(_) => {
            "La mise à jour à corriger n'existe pas, ou a déjà été corrigée : rechargez la page.".to_owned()
        }
        AdoptionRefused::NothingToAnnul(_) => {
            "Cette mise à jour n'existe pas, ou a déjà été annulée : rechargez la page.".to_owned()
        }
        AdoptionRefused::HeldBy { step: held, day } => {
            let (held, day) = (step(*held), on(*day));
            format!(
                "L'histoire de la classe ne tiendrait plus : « {held} » du {day} n'y aurait pas sa place. Commencez par cette mise à jour."
            )
        }
        AdoptionRefused::CensusNotCorrectable => {
            "L'entrée au recensement ne se corrige ni ne s'annule : une classe recensée par erreur se retire."
                .to_owned()
        }
        AdoptionRefused::NoShare(_) => "Un objectif est une part des classes, de 1 à 100 %.".to_owned(),
    }
}

fn batch_refusal(refused: BatchRefused) -> String {
    let whole = |count: u64| number(i64::try_from(count).unwrap_or(i64::MAX));
    match refused {
        BatchRefused::Unknown => {
            "Cet envoi n'existe pas : vérifiez son numéro, il est sur son reçu.".to_owned()
        }
        BatchRefused::NotUndoable(BatchKind::Networks) => {
            "Une liste de réseaux ne s'annule pas : importez celle qui doit valoir.".to_owned()
        }
        BatchRefused::NotUndoable(_) => {
            "Un annuaire ne s'annule pas : importez celui qui doit valoir.".to_owned()
        }
        BatchRefused::Followed { followed, others } => format!(
            "Quelque chose a suivi sur {} de ces classes : rien n'est annulé. Vous pouvez annuler les {} autres, et laisser celles-là.",
            whole(followed),
            whole(others)
        ),
        BatchRefused::NothingLeft => {
            "Il n'y a plus rien à annuler dans cet envoi : tout l'est déjà, ou quelque chose a suivi partout."
                .to_owned()
        }
    }
}

fn class_refusal(refused: &ClassRefused) -> String {
    match refused {
        ClassRefused::ClosedBefore { step: last, day } => {
            let (day, last) = (long_day(*day), step(*last).to_lowercase());
            format!(
                "Cette classe est « {last} » depuis le {day} : choisissez ce jour ou un jour plus tardif, ou annulez d'abord cette mise à jour."
            )
        }
        ClassRefused::UnknownSchool(uai) => {
            format!("L'école {uai} n'est pas dans l'annuaire : vérifiez le UAI.")
        }
        ClassRefused::SameSchool(_) => {
            "La classe est déjà dans cette école : donnez le UAI d'une autre.".to_owned()
        }
        ClassRefused::NotClosed(_) => "Cette classe n'est pas fermée : rechargez la page.".to_owned(),
    }
}

fn correction_refusal(refused: &CorrectionRefused) -> String {
    match refused {
        CorrectionRefused::Stale(_) => {
            "Entre-temps, quelqu'un a corrigé cette classe : vérifiez ce qui est écrit, puis renvoyez votre saisie si elle tient toujours.".to_owned()
        }
        CorrectionRefused::NothingChanged(_) => {
            "La classe est déjà ainsi : il n'y a rien à changer.".to_owned()
        }
        CorrectionRefused::Label => "Donnez à la classe un nom de 1 à 40 caractères.".to_owned(),
        CorrectionRefused::EstimatedAgain(_) => {
            "Cette classe a été confirmée : elle ne redevient pas une estimation.".to_owned()
        }
        CorrectionRefused::NameTaken {
            label,
            is_closed: false,
        } => format!(
            "« {label} » porte déjà ce nom dans cette école, ou l'a porté cette année : donnez-en un autre, ou corrigez « {label} » dans sa fiche."
        ),
        CorrectionRefused::NameTaken {
            label,
            is_closed: true,
        } => format!(
            "Ce nom est celui de « {label} », une classe fermée de cette école : rouvrez-la dans sa fiche, elle garde son histoire."
        ),
        CorrectionRefused::NearTwin { label, other } => format!(
            "« {label} » ressemble à « {other} », déjà dans cette école. Si ce sont deux classes, cochez « Ce sont deux classes » et renvoyez ; sinon, corrigez « {other} » dans sa fiche."
        ),
    }
}
