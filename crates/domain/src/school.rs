//! Schools and the other establishments of the directory.

mod moves;

use crate::{
    policy::PriorityEducation,
    territory::{Lineage, TerritoryCode, Uai},
};
pub use moves::{SchoolMove, asks_first, entry_lineage, first_district, places};

/// What an establishment teaches. A collège is never called a school on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SchoolKind {
    /// École maternelle.
    Nursery,
    /// École élémentaire.
    Elementary,
    /// École primaire: maternelle and élémentaire together.
    Primary,
    /// Collège.
    Middle,
}

impl SchoolKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Nursery, Self::Elementary, Self::Primary, Self::Middle];

    /// The code kept in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nursery => "nursery",
            Self::Elementary => "elementary",
            Self::Primary => "primary",
            Self::Middle => "middle",
        }
    }

    /// The kind of a code, if it is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// An establishment as the national directory gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct School {
    /// Its identifier.
    pub uai: Uai,
    /// Its name.
    pub name: String,
    /// What it teaches.
    pub kind: SchoolKind,
    /// Its commune.
    pub commune: String,
    /// Its postal code, five characters; may be empty.
    pub postal_code: String,
    /// Its département.
    pub department: TerritoryCode,
    /// Its circonscription; none for a collège, or when the directory does not tell.
    pub district: Option<TerritoryCode>,
    /// Its mark.
    pub priority_education: PriorityEducation,
    /// Latitude and longitude in degrees, when known.
    pub position: Option<(f64, f64)>,
    /// Whether the directory says it is open.
    pub open: bool,
}

impl School {
    /// The territory it stands in: its circonscription, else its département (a collège's parent).
    pub fn parent(&self) -> TerritoryCode {
        self.district.unwrap_or(self.department)
    }

    /// The territories it stands in; none where its département is of no académie.
    pub fn lineage(&self) -> Option<Lineage> {
        Lineage::of(self.department, self.district)
    }

    /// What a search matches: folded name, commune and postal code, and the UAI.
    pub fn search_text(&self) -> String {
        let uai = self.uai.to_string().to_lowercase();
        format!(
            "{} {} {} {uai}",
            crate::search::fold(&self.name),
            crate::search::fold(&self.commune),
            self.postal_code
        )
    }
}
