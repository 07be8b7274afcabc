//! The convention's address in Chorus (« paramétrage de l'adhérence », article 4), kept as signed and never corrected by us.

use crate::account::coded;
use std::collections::BTreeMap;

coded! {
    /// A part of the coding.
    CodingField {
        /// Unité opérationnelle, centre financier.
        BudgetUnit = "budget-unit",
        /// Service prescripteur.
        Requester = "requester",
        /// Société.
        Company = "company",
        /// Organisation d'achat.
        PurchasingOrganisation = "purchasing-organisation",
        /// Groupe d'acheteurs.
        PurchasingGroup = "purchasing-group",
        /// RTM.
        Rtm = "rtm",
        /// Code service exécutant.
        ExecutingService = "executing-service",
        /// Comptable assignataire.
        Accountant = "accountant",
        /// Centre de coûts.
        CostCentre = "cost-centre",
    }
}

/// What a form or a file says of the coding.
pub type CodingInput = Vec<(CodingField, String)>;

/// The coding as signed: each part, and whether it is to be checked with the ministry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChorusCoding(pub BTreeMap<CodingField, (String, bool)>);

impl ChorusCoding {
    /// A part, as signed.
    pub fn of(&self, field: CodingField) -> &str {
        self.0.get(&field).map_or("", |(value, _)| value.as_str())
    }

    /// Whether a part is to be checked: UO 0181 reads as programme 181, « prévention des risques ».
    pub fn is_to_check(&self, field: CodingField) -> bool {
        self.0.get(&field).is_some_and(|(_, check)| *check)
    }
}
