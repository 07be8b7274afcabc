//! The words of the screen for the values of the rules: one home for each.

use crate::french;
use domain::{
    AccountId, Actor, AdoptionStage, PriorityEducation, Refusal, Role, TerritoryKind,
    account::Party,
    adoption::{Refused, Source, Step},
    calendar::{BREAK_DAYS_MAX, Break, BreakKind, CalendarRefused, LABEL_MAX, Zone},
    school::SchoolKind,
    territory::Place,
};
use std::collections::BTreeMap;

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

/// A person by their name, where it is known; the machine's own work.
pub fn author(actor: Actor, names: &BTreeMap<AccountId, String>) -> String {
    let named = actor.account().and_then(|id| names.get(&id).cloned());
    named.unwrap_or_else(|| match actor {
        Actor::LocalOperator => "la ligne de commande".to_owned(),
        Actor::Demonstration => "démonstration".to_owned(),
        Actor::Nobody => "personne non connectée".to_owned(),
        Actor::Account(id) => format!("personne {id}"),
    })
}

/// What is said above a form that came after its session had ended.
pub const RESUMED: &str = "Votre session avait pris fin : rien n'était enregistré. Votre saisie est revenue telle quelle, relisez-la puis enregistrez.";

/// A role.
pub const fn role(role: Role) -> &'static str {
    match role {
        Role::Officer => "Chargée ou chargé de déploiement",
        Role::Intrapreneur => "Intrapreneuse ou intrapreneur",
        Role::Coach => "Coach",
        Role::Leadership => "Direction",
        Role::BudgetManager => "Gestionnaire budgétaire",
        Role::Administrator => "Administratrice ou administrateur",
    }
}

/// A party of the convention.
pub const fn party(party: Party) -> &'static str {
    match party {
        Party::Menj => "Ministère (MENJ)",
        Party::Dinum => "DINUM",
    }
}

/// A mark of priority education.
pub const fn mark(mark: PriorityEducation) -> &'static str {
    match mark {
        PriorityEducation::None => "Hors éducation prioritaire",
        PriorityEducation::Rep => "REP",
        PriorityEducation::RepPlus => "REP+",
    }
}

/// What an establishment is.
pub const fn kind(kind: SchoolKind) -> &'static str {
    match kind {
        SchoolKind::Nursery => "École maternelle",
        SchoolKind::Elementary => "École élémentaire",
        SchoolKind::Primary => "École primaire",
        SchoolKind::Middle => "Collège",
    }
}

/// A territory with its kind: `Académie de Rennes`, `Ille-et-Vilaine`.
pub fn territory(kind: TerritoryKind, name: &str) -> String {
    match kind {
        TerritoryKind::Nation | TerritoryKind::Department => name.to_owned(),
        TerritoryKind::Academy => format!("Académie {}", french::de(name)),
        TerritoryKind::District => format!("Circonscription {}", french::de(name)),
    }
}

/// The name of the territory that a path leads to.
pub fn place(place: &Place) -> String {
    let here = place.here();
    territory(here.code.kind(), &here.name)
}

/// What the children of a territory are called.
pub const fn children(kind: TerritoryKind) -> &'static str {
    match kind {
        TerritoryKind::Nation => "académie",
        TerritoryKind::Academy => "département",
        TerritoryKind::Department => "circonscription",
        TerritoryKind::District => "école",
    }
}

/// What the figures of adoption count, said beside them wherever they are taken.
pub const NOTED: &str = "Embarquées : embarquée, active ou régulière ce jour-là. Utilisatrices : active ou régulière. Un refus reste au dénominateur. Estimée : pas encore confirmée.";

/// A zone of holidays.
pub const fn zone(zone: Zone) -> &'static str {
    match zone {
        Zone::A => "Zone A",
        Zone::B => "Zone B",
        Zone::C => "Zone C",
        Zone::Corsica => "Corse",
        Zone::Guadeloupe => "Guadeloupe",
        Zone::Guyane => "Guyane",
        Zone::Martinique => "Martinique",
        Zone::Mayotte => "Mayotte",
        Zone::Reunion => "La Réunion",
    }
}

/// Why there is no school.
pub const fn break_kind(kind: BreakKind) -> &'static str {
    match kind {
        BreakKind::Holiday => "Vacances",
        BreakKind::Closure => "Fermeture",
        BreakKind::Distance => "Classe à distance",
    }
}

/// A break in a few words: `Zone A, vacances du 22 octobre 2022 au 6 novembre 2022 (Toussaint)`.
pub fn school_break(off: &Break) -> String {
    let label = off.label.as_ref().map(|label| format!(" ({label})"));
    format!(
        "{}, {} du {} au {}{}",
        zone(off.zone),
        break_kind(off.kind).to_lowercase(),
        french::long_day(off.from),
        french::long_day(off.to),
        label.unwrap_or_default()
    )
}

/// Why the calendar does not take a break: the field first, then what to do.
pub fn calendar_refusal(refused: &CalendarRefused) -> String {
    let on = french::long_day;
    match refused {
        CalendarRefused::EndsBefore { from, to } => format!(
            "Dernier jour : le {} est avant le premier jour ({}). Choisissez un jour plus tardif.",
            on(*to),
            on(*from)
        ),
        CalendarRefused::FromOutside(_) => "Premier jour : choisissez un jour de 2000 à 2099.".to_owned(),
        CalendarRefused::ToOutside(_) => "Dernier jour : choisissez un jour de 2000 à 2099.".to_owned(),
        CalendarRefused::TooLong { days } => format!(
            "Dernier jour : la période aurait {days} jours, une période en a {BREAK_DAYS_MAX} au plus. Vérifiez les deux jours."
        ),
        CalendarRefused::Label => {
            format!("Motif : écrivez-le en {LABEL_MAX} caractères au plus, sur une ligne.")
        }
        CalendarRefused::NoZone => "Zones : choisissez-en au moins une.".to_owned(),
        CalendarRefused::Overlaps(other) => format!(
            "Premier et dernier jours : une autre période en a une partie ({}). Retirez-la d'abord, ou choisissez d'autres jours.",
            school_break(other)
        ),
        CalendarRefused::NotThere => {
            "Cette période n'est plus au calendrier : quelqu'un l'a retirée entre-temps. La page est à jour."
                .to_owned()
        }
    }
}

/// A refusal, and what to do.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Adoption(refused) => adoption_refusal(refused),
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
        Refusal::TokenName => "Donnez au jeton un nom de 1 à 80 caractères : ce qui s'en servira.".to_owned(),
        Refusal::TokenDays(_) => {
            "Un jeton dure de 1 à 365 jours : choisissez une durée de la liste.".to_owned()
        }
        Refusal::TooManyTokens => {
            "Vous avez déjà 5 jetons qui servent : révoquez-en un, puis recommencez.".to_owned()
        }
        Refusal::UnknownToken => "Ce jeton n'existe pas, ou n'existe plus : rechargez la page.".to_owned(),
        Refusal::Calendar(refused) => calendar_refusal(refused),
        Refusal::Funding(refused) => crate::funding::words::refusal(refused),
        Refusal::Duty(refused) => crate::funding::words::duty_refusal(*refused),
        Refusal::RequestReused => {
            "Ce formulaire a déjà servi pour une autre saisie : rechargez la page et recommencez.".to_owned()
        }
    }
}

fn adoption_refusal(refused: &Refused) -> String {
    let on = french::long_day;
    match refused {
        Refused::UnknownUnit(unit) => format!("La classe n° {unit} n'existe pas : rechargez la page."),
        Refused::Stale { current, .. } => format!(
            "Entre-temps, cette classe a été mise à jour : elle est « {} » depuis le {}. Vérifiez, puis renvoyez votre saisie si elle tient toujours.",
            step(current.step).to_lowercase(),
            on(current.since)
        ),
        Refused::CannotFollow { from, since, to } => format!(
            "« {} » ne peut pas suivre « {} » (depuis le {}). Pour revenir en arrière, corrigez la mise à jour erronée.",
            stage(*to),
            stage(*from),
            on(*since)
        ),
        Refused::SameStage { stage: same, since } => {
            format!(
                "Cette classe est déjà « {} » depuis le {} : il n'y a rien à changer.",
                stage(*same),
                on(*since)
            )
        }
        Refused::CannotPrecede { to, next, next_day } => format!(
            "« {} » ne peut pas précéder « {} », déjà noté le {}. Choisissez un autre jour, ou corrigez cette mise à jour.",
            stage(*to),
            stage(*next),
            on(*next_day)
        ),
        Refused::DayOutsideYear { day, first, last } => {
            format!(
                "Le {} est hors de l'année scolaire : choisissez un jour du {} au {}.",
                on(*day),
                on(*first),
                on(*last)
            )
        }
        Refused::DayBeforeCensus { day, census_day } => {
            format!(
                "Le {} est avant le recensement de la classe ({}) : choisissez un jour plus tardif.",
                on(*day),
                on(*census_day)
            )
        }
        Refused::DayInFuture { day, today } => {
            format!(
                "Le {} n'est pas encore passé : choisissez un jour jusqu'au {}.",
                on(*day),
                on(*today)
            )
        }
        Refused::Withdrawn { day } => format!("Cette classe a quitté le recensement le {}.", on(*day)),
        Refused::NothingToCorrect(_) => {
            "La mise à jour à corriger n'existe pas, ou a déjà été corrigée : rechargez la page.".to_owned()
        }
        Refused::CensusNotCorrectable => "L'entrée au recensement ne se corrige pas.".to_owned(),
        Refused::NoShare(_) => "Un objectif est une part des classes, de 1 à 100 %.".to_owned(),
    }
}
