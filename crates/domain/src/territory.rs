//! Territories: nation ⊃ académie ⊃ département ⊃ circonscription ⊃ school. A code carries its kind, since académie 14 is Rennes and département 14 Calvados.

use std::fmt;

mod code;
mod lineage;
mod nation;
mod place;
mod uai;

pub(crate) use code::Code;
pub use lineage::Lineage;
pub use nation::{ACADEMIES, Academy, academy_of_department, current_academy, department_of_uai};
pub use place::Place;
pub use uai::{Uai, UaiError};

/// What a territory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TerritoryKind {
    /// France.
    Nation,
    /// Académie, `A14`.
    Academy,
    /// Département, `D35`.
    Department,
    /// Circonscription de l'inspection, `C0350739N`: its own UAI.
    District,
}

impl TerritoryKind {
    /// Every kind, from the widest.
    pub const ALL: [Self; 4] = [Self::Nation, Self::Academy, Self::Department, Self::District];

    /// The code kept in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nation => "nation",
            Self::Academy => "academy",
            Self::Department => "department",
            Self::District => "district",
        }
    }

    /// The kind of a code, if it is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A territory's code, which is also its address: `FR`, `A14`, `D35`, `D2A`, `C0350739N`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TerritoryCode(Code<9>);

impl TerritoryCode {
    /// France.
    pub const fn nation() -> Self {
        Self(Code::constant(*b"FR\0\0\0\0\0\0\0", 2))
    }

    /// An académie by its two digits; `None` when they are not. The old codes 05 and 21 read as 70, Normandie.
    pub fn academy(digits: &str) -> Option<Self> {
        let two = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
        two.then(|| Code::new(&format!("A{}", current_academy(digits))).map(Self))?
    }

    /// A département by its code of two or three characters: `35`, `2A`, `974`.
    pub fn department(code: &str) -> Option<Self> {
        let fits = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
        fits.then(|| Code::new(&format!("D{code}")).map(Self))?
    }

    /// A circonscription by its own UAI.
    pub fn district(uai: Uai) -> Option<Self> {
        Code::new(&format!("C{uai}")).map(Self)
    }

    /// The territory so written, if it is one; a school's UAI is not a territory.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_at_checked(1)? {
            ("F", "R") => Some(Self::nation()),
            ("A", digits) => Self::academy(digits),
            ("D", code) => Self::department(code),
            ("C", uai) => uai.parse().ok().and_then(Self::district),
            _ => None,
        }
    }

    /// What it is.
    pub fn kind(&self) -> TerritoryKind {
        match self.as_str().as_bytes().first() {
            Some(b'A') => TerritoryKind::Academy,
            Some(b'D') => TerritoryKind::Department,
            Some(b'C') => TerritoryKind::District,
            _ => TerritoryKind::Nation,
        }
    }

    /// The code as it is written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The code without the letter of its kind: `35` for `D35`. The nation's is empty.
    pub fn local(&self) -> &str {
        match self.kind() {
            TerritoryKind::Nation => "",
            _ => self.as_str().get(1..).unwrap_or_default(),
        }
    }
}
impl fmt::Display for TerritoryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A territory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Territory {
    /// Its code, which says its kind.
    pub code: TerritoryCode,
    /// Its name on the screen.
    pub name: String,
    /// The territory it stands in; the nation has none.
    pub parent: Option<TerritoryCode>,
}

impl Territory {
    /// France.
    pub fn nation() -> Self {
        Self {
            code: TerritoryCode::nation(),
            name: "France".to_owned(),
            parent: None,
        }
    }
}

/// France, its académies and their départements: parents before their children.
pub fn country() -> Vec<Territory> {
    let nation = TerritoryCode::nation();
    let mut list = vec![Territory::nation()];
    for academy in &ACADEMIES {
        let Some(code) = TerritoryCode::academy(academy.code) else {
            continue;
        };
        let named = |code, name: &str, parent| Territory {
            code,
            name: name.to_owned(),
            parent: Some(parent),
        };
        list.push(named(code, academy.name, nation));
        let departments = academy.departments.iter();
        list.extend(
            departments.filter_map(|(own, name)| Some(named(TerritoryCode::department(own)?, name, code))),
        );
    }
    list
}

#[cfg(test)]
mod tests;
