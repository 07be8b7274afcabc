//! A public policy that is rolled out: its levels, its words. Rows of the store, so that nothing is hard-coded to "class, GS, CP, CE1".

use crate::territory::Code;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A policy's slug, as in its address: `classes-dedoublees`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PolicyCode(Code<32>);

impl PolicyCode {
    /// The policy that the convention begins with: the halved classes.
    pub const HALVED_CLASSES: Self = Self(Code::constant(
        *b"classes-dedoublees\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        18,
    ));

    /// The slug: lower-case letters, digits and hyphens, 32 at most.
    pub fn new(text: &str) -> Option<Self> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        text.bytes().all(fits).then(|| Code::new(text).map(Self))?
    }

    /// The slug as it is written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}
impl fmt::Display for PolicyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The code of a level or of a function, opaque to the rules: `CP`, `CE1`, `6e`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LevelCode(Code<8>);

impl LevelCode {
    /// The code: letters and digits, 8 at most.
    pub fn new(text: &str) -> Option<Self> {
        text.bytes()
            .all(|b| b.is_ascii_alphanumeric())
            .then(|| Code::new(text).map(Self))?
    }

    /// The code as it is written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}
impl fmt::Display for LevelCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Whether a school belongs to a priority education network (réseau d'éducation prioritaire).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PriorityEducation {
    /// Hors éducation prioritaire.
    None,
    /// REP.
    Rep,
    /// REP+.
    RepPlus,
}

impl PriorityEducation {
    /// Every mark.
    pub const ALL: [Self; 3] = [Self::None, Self::Rep, Self::RepPlus];

    /// The code kept in the store and in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Rep => "rep",
            Self::RepPlus => "rep-plus",
        }
    }

    /// The mark of a code, if it is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.code() == code)
    }
}

/// A policy with its levels and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Its slug.
    pub code: PolicyCode,
    /// Its name on the screen.
    pub name: String,
    /// What adopts, in the singular: "classe dédoublée".
    pub unit_one: String,
    /// What adopts, in the plural: "classes dédoublées".
    pub unit_many: String,
    /// Its levels, in the order of the screen.
    pub levels: Vec<Level>,
}

/// A level of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its code.
    pub code: LevelCode,
    /// Its name on the screen: "CP", "grande section".
    pub name: String,
}

impl Policy {
    /// The level of this policy so named, by its code or its name, blind to case and accents.
    pub fn level(&self, text: &str) -> Option<LevelCode> {
        let wanted = crate::search::fold(text);
        let is = |level: &&Level| {
            crate::search::fold(level.code.as_str()) == wanted || crate::search::fold(&level.name) == wanted
        };
        self.levels.iter().find(is).map(|level| level.code)
    }
}
