//! Page errors: status, reason and advice of each, and the page that shows them.

use crate::ui::{
    button::{ButtonLink, Weight},
    page::{Page, Part},
};
use leptos::prelude::*;
use store::{Fault, StoreError};

/// Page error.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// Nothing bears this address.
    #[error("not found: {0}")]
    NotFound(&'static str),
    /// The address or the form is not one of ours: what is wrong, in French.
    #[error("bad request: {0}")]
    Bad(String),
    /// Somebody changed the value since its form was opened.
    #[error("changed meanwhile: {0:?}")]
    Changed(Box<ChangedMeanwhile>),
    /// No role allows it.
    #[error("forbidden")]
    Forbidden,
    /// Too many requests: come back in so many seconds.
    #[error("too many requests")]
    TooMany(u64),
    /// Another writer holds on.
    #[error("busy")]
    Busy,
    /// Something broke.
    #[error(transparent)]
    Broken(#[from] Fault),
}

/// A value that somebody changed since its form was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedMeanwhile {
    /// What stands now: `Objectifs : 55 % de classes embarquées au 30 juin 2022`.
    pub stands: String,
    /// What the form asked.
    pub asked: String,
    /// Where its form is.
    pub back: String,
}

/// Words of a page error.
pub struct FailureText {
    /// Its status.
    pub status: u16,
    /// What it is.
    pub title: &'static str,
    /// Why.
    pub why: String,
    /// What to do.
    pub advice: String,
}

impl From<StoreError> for PageError {
    fn from(stop: StoreError) -> Self {
        match stop {
            StoreError::Busy => Self::Busy,
            StoreError::Broken(fault) => Self::Broken(fault),
            StoreError::Refused(domain::Refusal::Forbidden(_)) => Self::Forbidden,
            StoreError::Refused(refusal) => Self::Bad(french::refusal(&refusal)),
            StoreError::SomeRefused(_) => {
                Self::Bad("Une partie des classes ne peut pas être mise à jour.".to_owned())
            }
        }
    }
}

impl PageError {
    /// Words of the error, in French. `number` names the fault in the log.
    pub fn in_words(&self, number: &str) -> FailureText {
        let (status, title, why, advice) = match self {
            Self::NotFound(what) => (
                404,
                "Page introuvable",
                format!("{what} n'existe pas, ou n'existe plus."),
                "Vérifiez l'adresse, ou cherchez l'école par son nom, sa commune ou son UAI.".to_owned(),
            ),
            Self::Bad(why) => (
                422,
                "Demande impossible",
                why.clone(),
                "Revenez à la page précédente et corrigez, ou repartez de l'accueil.".to_owned(),
            ),
            Self::Changed(changed) => (
                409,
                "Changé entre-temps",
                format!(
                    "Quelqu'un a changé cette valeur depuis que votre page est ouverte. Maintenant : {}. Vous demandiez : {}. Rien n'est écrit.",
                    changed.stands, changed.asked
                ),
                "Rouvrez le formulaire : il montre ce qui est enregistré maintenant.".to_owned(),
            ),
            Self::Forbidden => (
                403,
                "Accès refusé",
                "Votre rôle ne permet pas de voir cette page ou de faire cette action.".to_owned(),
                "Vérifiez l'adresse ; si elle fait partie de votre travail, demandez à l'administratrice ou à l'administrateur du service d'étendre votre rôle.".to_owned(),
            ),
            Self::TooMany(seconds) => (
                429,
                "Trop de demandes",
                "Trop de demandes sont venues de vous ou de votre réseau en peu de temps.".to_owned(),
                format!("Attendez {}, puis réessayez.", crate::french::count(i64::try_from(*seconds).unwrap_or(60), "seconde", "secondes")),
            ),
            Self::Busy => (
                503,
                "Une autre écriture est en cours",
                "Un fichier est en train d'être importé : rien n'a été enregistré de votre demande."
                    .to_owned(),
                "Attendez une minute, puis renvoyez-la.".to_owned(),
            ),
            Self::Broken(_) => (
                500,
                "Une erreur est survenue",
                "Le service n'a pas pu répondre. Rien n'a été écrit à moitié.".to_owned(),
                format!("Réessayez ; si l'erreur revient, transmettez ce numéro : {number}."),
            ),
        };
        FailureText {
            status,
            title,
            why,
            advice,
        }
    }

    /// Page of the error.
    pub fn page(&self, number: &str) -> Page {
        let FailureText {
            status,
            title,
            why,
            advice,
        } = self.in_words(number);
        let heading = title.to_owned();
        let back = match self {
            Self::Changed(changed) => Some(changed.back.clone()),
            _ => None,
        };
        let mut page = Page::new(Part::None, title, move || {
            view! {
                <h1>{heading.clone()}</h1>
                <p class="fr-text--lead">{why.clone()}</p>
                <p>{advice.clone()}</p>
                <p class="c12-actions">
                    {back.clone().map(|href| view! { <ButtonLink href=href label="Rouvrir le formulaire"/> })}
                    <ButtonLink href="/" label="Aller à l'accueil"/>
                    <ButtonLink href="/recherche" label="Chercher une école" weight=Weight::Secondary/>
                </p>
            }
            .into_any()
        });
        page.status = status;
        page.kept = false;
        page
    }
}
