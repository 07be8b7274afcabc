//! The words of the trail's actions.

use domain::AuditAction;

/// An action of the trail.
pub const fn action(action: AuditAction) -> &'static str {
    use AuditAction as A;
    match action {
        A::AdoptionRecorded => "Mise à jour de classes",
        A::AdoptionAnnulled => "Mise à jour de classes annulée",
        A::BatchUndone => "Envoi annulé",
        A::CalendarBreakAdded => "Calendrier scolaire : période ajoutée",
        A::CalendarBreakTakenBack => "Calendrier scolaire : période retirée",
        A::ForecastKept => "Prévisions de la semaine conservées",
        A::ImportOpened => "Fichier apporté",
        A::ImportApplied => "Fichier enregistré",
        A::ImportClosed => "Import terminé",
        A::ImportInterrupted => "Imports interrompus",
        A::AccountInvited => "Invitation",
        A::AccountMade => "Compte créé",
        A::RoleGiven => "Rôle donné",
        A::RoleTaken => "Rôle repris",
        A::AccountChanged => "Personne modifiée",
        A::AccountClosed => "Compte fermé",
        A::AccountReopened => "Compte rouvert",
        A::AccountErased => "Personne effacée",
        A::AccountBound => "Identité rattachée",
        A::LinkMade => "Lien créé",
        A::SessionOpened => "Connexion",
        A::SessionClosed => "Déconnexion",
        A::OtherSessionsClosed => "Autres sessions fermées",
        A::TokenMade => "Jeton créé",
        A::TokenRevoked => "Jeton révoqué",
        A::AccessRefused => "Accès",
        A::RetentionSet => "Durée de conservation changée",
        A::RetentionApplied => "Données arrivées à leur terme",
        A::DemoLoaded => "Démonstration créée",
        A::ObjectiveSet => "Objectif",
        A::UsageLinked => "Classe des usages mesurés",
        A::FundingDaySet => "Jour de la convention",
        A::LedgerEntered => "Écriture au registre",
        A::LedgerImported => "Extrait Chorus saisi au registre",
        A::DutyOpened => "Obligation ouverte",
        A::DutyTold => "Délégant informé",
        A::DutyAdjusted => "Dotation ajustée",
        A::DutySuspended => "Délégation suspendue",
        A::DutyLifted => "Suspension levée",
        A::DutyClosed => "Obligation close",
    }
}
