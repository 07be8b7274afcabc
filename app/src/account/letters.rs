//! The messages that carry a link: subject and text.

use domain::account::LinkKind;

const FOOT: &str = "Si vous n'attendiez pas ce message, ignorez-le : sans vous, le lien ne fait rien.\n\nPilotage de Classe à 12\n";

/// An invitation, or a link that an administrator sends.
pub fn link(kind: LinkKind, name: &str, link: &str) -> (&'static str, String) {
    match kind {
        LinkKind::Invitation => (
            "Votre invitation au pilotage de Classe à 12",
            format!(
                "Bonjour {name},\n\nVous êtes invitée ou invité au pilotage du déploiement de Classe à 12.\nOuvrez votre compte par ce lien, dans les 7 jours :\n\n{link}\n\n{FOOT}"
            ),
        ),
        LinkKind::SignIn => (
            "Votre lien de connexion",
            format!(
                "Bonjour {name},\n\nCe lien vous connecte une fois, dans les 15 minutes :\n\n{link}\n\n{FOOT}"
            ),
        ),
    }
}

/// A sign-in that somebody asked for: the link, and the code for another browser.
pub fn sign_in(name: &str, link: &str, code: &str) -> (&'static str, String) {
    (
        "Votre lien de connexion",
        format!(
            "Bonjour {name},\n\nCe lien vous connecte une fois, dans les 15 minutes :\n\n{link}\n\nSi vous l'avez demandé dans un autre navigateur, tapez-y ce code :\n\n{code}\n\n{FOOT}"
        ),
    )
}
