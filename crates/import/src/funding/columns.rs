//! Which titles the columns of an extract have: a file that the user can change, for restitutions differ.

use domain::{funding::CodingField, search::fold};
use std::{collections::BTreeMap, io, path::Path};

/// The file as it comes with the product.
const AS_SHIPPED: &str = include_str!("colonnes.toml");
/// Where it is kept, in the data folder.
const KEPT: &str = "chorus-colonnes.toml";

/// What a column of an extract says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Ej,
    CommittedOn,
    Supplier,
    Object,
    Nature,
    Committed,
    ServiceNumber,
    CertifiedOn,
    Certified,
    Payment,
    PaidOn,
    Paid,
    Coding(CodingField),
}

/// The name of what a commitment buys.
pub const NATURE: &str = "nature";

/// Every field, by its name in the file.
const FIELDS: [(&str, Field); 21] = [
    ("ej", Field::Ej),
    ("jour-ej", Field::CommittedOn),
    ("fournisseur", Field::Supplier),
    ("objet", Field::Object),
    (NATURE, Field::Nature),
    ("montant-engage", Field::Committed),
    ("numero-sf", Field::ServiceNumber),
    ("jour-sf", Field::CertifiedOn),
    ("montant-certifie", Field::Certified),
    ("dp", Field::Payment),
    ("jour-dp", Field::PaidOn),
    ("montant-paye", Field::Paid),
    ("uo", Field::Coding(CodingField::BudgetUnit)),
    ("service-prescripteur", Field::Coding(CodingField::Requester)),
    ("societe", Field::Coding(CodingField::Company)),
    (
        "organisation-achat",
        Field::Coding(CodingField::PurchasingOrganisation),
    ),
    ("groupe-acheteurs", Field::Coding(CodingField::PurchasingGroup)),
    ("rtm", Field::Coding(CodingField::Rtm)),
    ("service-executant", Field::Coding(CodingField::ExecutingService)),
    ("comptable", Field::Coding(CodingField::Accountant)),
    ("centre-de-couts", Field::Coding(CodingField::CostCentre)),
];

impl Field {
    /// Its name in the file of the mapping, for a column that an extract has not.
    pub fn name(self) -> &'static str {
        let known = FIELDS.iter().find(|(_, field)| *field == self);
        known.map_or("", |(name, _)| name)
    }
}

/// The mapping as it is kept: written there the first time, so that it can be found and changed.
///
/// # Errors
/// The data folder can't be read or written.
pub fn kept(data: &Path) -> io::Result<String> {
    let path = data.join(KEPT);
    match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            std::fs::write(&path, AS_SHIPPED)?;
            Ok(AS_SHIPPED.to_owned())
        }
        read => read,
    }
}

/// The titles of each field, folded.
pub struct Mapping(BTreeMap<String, Field>);

impl Mapping {
    /// Reads a mapping; none given is the one that comes with the product.
    ///
    /// # Errors
    /// Why it can't be read, in French, with its line or its name.
    pub fn read(text: Option<&str>) -> Result<Self, String> {
        let told: BTreeMap<String, Vec<String>> =
            toml::from_str(text.unwrap_or(AS_SHIPPED)).map_err(|error| unreadable(text, &error))?;
        let mut titles = BTreeMap::new();
        for (name, spellings) in told {
            let known = FIELDS.iter().find(|(field, _)| *field == name);
            let field = known.map(|(_, field)| *field).ok_or_else(|| {
                let names: Vec<&str> = FIELDS.iter().map(|(field, _)| *field).collect();
                format!(
                    "« {name} » n'est le nom d'aucune colonne lue ; les noms sont : {}.",
                    names.join(", ")
                )
            })?;
            for spelling in spellings {
                if titles
                    .insert(fold(&spelling), field)
                    .is_some_and(|other| other != field)
                {
                    return Err(format!("Le titre « {spelling} » est donné à deux colonnes."));
                }
            }
        }
        Ok(Self(titles))
    }

    /// Where each field stands in a row of titles; none when it is no row of titles: without the EJ, or without an amount.
    pub fn find(&self, titles: &[String]) -> Option<BTreeMap<Field, usize>> {
        let mut at = BTreeMap::new();
        for (place, title) in titles.iter().enumerate() {
            if let Some(field) = self.0.get(&fold(title)) {
                at.entry(*field).or_insert(place);
            }
        }
        let amounts = [Field::Committed, Field::Certified, Field::Paid];
        let is_header = at.contains_key(&Field::Ej) && amounts.iter().any(|amount| at.contains_key(amount));
        is_header.then_some(at)
    }
}

fn unreadable(text: Option<&str>, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text?.get(..span.start));
    let line = before.map_or(1, |before| before.matches('\n').count() + 1);
    format!("Ligne {line} : ce n'est pas une liste de titres, comme ej = [\"EJ\", \"N° EJ\"].")
}

#[cfg(test)]
mod tests;
