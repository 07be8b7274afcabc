//! Words of the ledger and of its duties: kinds of entries, natures, credits, refusals.

mod refusals;

use domain::funding::{Cents, CodingField, Credit, DutyKind, EntryKind, Nature, StepKind};
pub use refusals::{amount, duty_refusal, refusal};

/// A credit: `AE`.
pub const fn credit(credit: Credit) -> &'static str {
    match credit {
        Credit::Ae => "AE",
        Credit::Cp => "CP",
    }
}

/// An amount as a spreadsheet or a form takes it: `1234,56`.
pub fn plain_euros(amount: Cents) -> String {
    crate::plain_euros(amount.0)
}

/// What an entry is.
pub const fn kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Allotment => "Dotation",
        EntryKind::Amendment => "Avenant",
        EntryKind::CarryOver => "Report de crédits",
        EntryKind::Commitment => "Engagement",
        EntryKind::Service => "Service fait",
        EntryKind::Payment => "Paiement",
        EntryKind::Withdrawal => "Retrait d'engagement",
        EntryKind::Reversal => "Annulation",
        EntryKind::Receipt => "Recette",
    }
}

/// What the money buys.
pub const fn nature(nature: Nature) -> &'static str {
    match nature {
        Nature::Deployment => "Chargées et chargés de déploiement",
        Nature::Development => "Développement",
        Nature::Coaching => "Coaching",
        Nature::Design => "Recherche et conception avec les utilisateurs",
        Nature::Hosting => "Hébergement et licences",
        Nature::Other => "Déplacements, événements, divers",
    }
}

/// A part of the coding.
pub const fn coding(field: CodingField) -> &'static str {
    match field {
        CodingField::BudgetUnit => "UO (centre financier)",
        CodingField::Requester => "Service prescripteur",
        CodingField::Company => "Société",
        CodingField::PurchasingOrganisation => "Organisation d'achat (OA)",
        CodingField::PurchasingGroup => "Groupe d'acheteurs (GA)",
        CodingField::Rtm => "RTM",
        CodingField::ExecutingService => "Code service exécutant",
        CodingField::Accountant => "Comptable assignataire",
        CodingField::CostCentre => "Centre de coûts",
    }
}

/// A duty of article 4.
pub const fn duty(kind: DutyKind) -> &'static str {
    match kind {
        DutyKind::Shortfall => "Insuffisance des crédits",
        DutyKind::Unspent => "Crédits non consommés",
    }
}

/// What happened to a duty.
pub const fn step(step: StepKind) -> &'static str {
    match step {
        StepKind::Opened => "Ouverte",
        StepKind::Told => "Délégant informé",
        StepKind::Adjusted => "Dotation ajustée",
        StepKind::Suspended => "Délégation suspendue",
        StepKind::Lifted => "Suspension levée",
        StepKind::Closed => "Close",
    }
}
