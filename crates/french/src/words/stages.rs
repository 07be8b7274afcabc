//! The words of stages and steps.

use domain::{
    AdoptionStage,
    adoption::{LeavingReason, Source, Step},
};

/// A stage, as a class stands at it: `Embarquée`.
pub const fn stage(stage: AdoptionStage) -> &'static str {
    match stage {
        AdoptionStage::Identified => "Identifiée",
        AdoptionStage::Contacted => "Contactée",
        AdoptionStage::Onboarded => "Embarquée",
        AdoptionStage::Active => "Active",
        AdoptionStage::Regular => "Régulière",
        AdoptionStage::Lapsed => "Décrochée",
        AdoptionStage::Declined => "Refus",
    }
}

/// What a stage means.
pub const fn stage_meaning(stage: AdoptionStage) -> &'static str {
    match stage {
        AdoptionStage::Identified => "recensée, personne ne lui a encore parlé du service",
        AdoptionStage::Contacted => "le service lui a été présenté",
        AdoptionStage::Onboarded => "l'enseignant a un compte et on lui a montré le service",
        AdoptionStage::Active => "s'est servie du service dans les 4 dernières semaines d'école",
        AdoptionStage::Regular => "s'en est servie dans 3 des 4 dernières semaines d'école",
        AdoptionStage::Lapsed => "ne s'en est plus servie depuis 6 semaines d'école",
        AdoptionStage::Declined => "ne souhaite pas s'en servir",
    }
}

/// A step.
pub const fn step(step: Step) -> &'static str {
    match step {
        Step::Reached(reached) => stage(reached),
        Step::Withdrawn => "Retirée du recensement",
    }
}

/// How the author knows.
pub const fn source(source: Source) -> &'static str {
    match source {
        Source::Census => "Recensement",
        Source::Visit => "Visite",
        Source::Call => "Appel",
        Source::Email => "Courriel",
        Source::Training => "Formation",
        Source::Declared => "Déclaration de l'école",
        Source::Import => "Fichier importé",
        Source::Usage => "Usages mesurés",
    }
}

/// What the figures of adoption count, said beside them wherever they are taken.
pub const NOTED: &str = "Embarquées : embarquée, active ou régulière ce jour-là. Utilisatrices : active ou régulière. Un refus reste au dénominateur. Estimée : pas encore confirmée.";

/// Why a class left, after « Classe »: `fermée`.
pub const fn leaving(why: LeavingReason) -> &'static str {
    match why {
        LeavingReason::Closed => "fermée",
        LeavingReason::Merged => "regroupée avec une autre",
        LeavingReason::Duplicate => "en double",
        LeavingReason::Mistake => "saisie par erreur",
        LeavingReason::Moved => "déplacée dans une autre école",
    }
}
