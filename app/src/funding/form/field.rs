//! Fields of the forms of entries: their names, those of each kind of entry, how each is asked for.

use domain::funding::EntryKind;

/// A field that a person fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryField {
    Day,
    Year,
    From,
    Ej,
    Number,
    Supplier,
    Object,
    Nature,
    Amount,
    Ae,
    Cp,
    Entry,
    Reference,
    BudgetUnit,
    CostCentre,
}

/// How a field is asked for.
pub enum Input {
    Day,
    /// The year of what is entered.
    Year,
    /// The year that credits come from.
    YearBefore,
    Nature,
    Text(TextInput),
}

/// The words of a field that is typed as text.
pub struct TextInput {
    pub label: &'static str,
    pub hint: &'static str,
    pub optional: bool,
}

/// How an amount is written.
const AMOUNT: &str = "en euros, par exemple 1 234,56";

impl EntryField {
    /// Every one.
    pub const ALL: [Self; 15] = [
        Self::Day,
        Self::Year,
        Self::From,
        Self::Ej,
        Self::Number,
        Self::Supplier,
        Self::Object,
        Self::Nature,
        Self::Amount,
        Self::Ae,
        Self::Cp,
        Self::Entry,
        Self::Reference,
        Self::BudgetUnit,
        Self::CostCentre,
    ];

    /// Its name in a form and in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Year => "year",
            Self::From => "from",
            Self::Ej => "ej",
            Self::Number => "number",
            Self::Supplier => "supplier",
            Self::Object => "object",
            Self::Nature => "nature",
            Self::Amount => "amount",
            Self::Ae => "ae",
            Self::Cp => "cp",
            Self::Entry => "entry",
            Self::Reference => "reference",
            Self::BudgetUnit => "budget-unit",
            Self::CostCentre => "cost-centre",
        }
    }

    /// Those of a kind of entry, in their order; its coding comes after them.
    pub const fn of(kind: EntryKind) -> &'static [Self] {
        use EntryField::{
            Ae, Amount, Cp, Day, Ej, Entry, From, Nature, Number, Object, Reference, Supplier, Year,
        };
        match kind {
            EntryKind::Allotment | EntryKind::Amendment => &[Day, Year, Ae, Cp, Reference],
            EntryKind::CarryOver => &[Day, From, Year, Ae, Cp, Reference],
            EntryKind::Commitment => &[Day, Ej, Supplier, Object, Nature, Amount],
            EntryKind::Service | EntryKind::Payment => &[Day, Ej, Number, Amount],
            EntryKind::Withdrawal => &[Day, Ej, Amount, Reference],
            EntryKind::Reversal => &[Day, Entry, Object],
            EntryKind::Receipt => &[Day, Amount, Object, Reference],
        }
    }

    /// How it is asked for, in the form of a kind.
    pub const fn input(self, kind: EntryKind) -> Input {
        match self {
            Self::Day => Input::Day,
            Self::Year => Input::Year,
            Self::From => Input::YearBefore,
            Self::Nature => Input::Nature,
            Self::Ej => required("N° d'engagement juridique (EJ)", "dix chiffres"),
            Self::Number => match kind {
                EntryKind::Payment => required("N° de demande de paiement (DP)", "dix chiffres"),
                _ => optional("N° de service fait", "dix chiffres, s'il en a un"),
            },
            Self::Supplier => required("Fournisseur", ""),
            Self::Object => match kind {
                EntryKind::Reversal => required("Pourquoi l'annuler", ""),
                _ => required("Objet", ""),
            },
            Self::Amount => required("Montant", AMOUNT),
            Self::Ae => optional("Montant en AE", AMOUNT),
            Self::Cp => optional("Montant en CP", AMOUNT),
            Self::Entry => required("N° de l'écriture à annuler", ""),
            Self::Reference => match kind {
                EntryKind::Withdrawal => optional(
                    "Autorisation",
                    "sa référence, si l'exercice de l'engagement est clos",
                ),
                _ => required(
                    "Référence du document",
                    "échéancier, courrier, avenant, arrêté, titre",
                ),
            },
            Self::BudgetUnit => optional("UO (centre financier)", "vide : celle de la convention"),
            Self::CostCentre => optional("Centre de coûts", "vide : celui de la convention"),
        }
    }
}

const fn required(label: &'static str, hint: &'static str) -> Input {
    Input::Text(TextInput {
        label,
        hint,
        optional: false,
    })
}

const fn optional(label: &'static str, hint: &'static str) -> Input {
    Input::Text(TextInput {
        label,
        hint,
        optional: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_field_has_a_name_of_its_own_and_each_kind_asks_a_day_first() {
        let names: BTreeSet<_> = EntryField::ALL.iter().map(|field| field.name()).collect();
        assert_eq!(names.len(), EntryField::ALL.len());
        for kind in EntryKind::ALL {
            let fields = EntryField::of(*kind);
            assert_eq!(fields.first(), Some(&EntryField::Day), "{kind:?}");
            assert!(
                fields.iter().all(|field| EntryField::ALL.contains(field)),
                "{kind:?}"
            );
        }
    }
}
