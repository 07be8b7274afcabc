//! Who writes. Until accounts exist the server listens on loopback only, and its one author is whoever sits at the machine.

use serde::{Deserialize, Serialize};

/// The author of a write, kept beside each event and each entry of the audit trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Actor {
    /// Whoever is in front of the machine that runs the product: a page on loopback, or the command line.
    LocalOperator,
    /// The generator of the invented nation.
    Demonstration,
}

impl Actor {
    /// Every author, in the order of their codes.
    pub const ALL: [Self; 2] = [Self::LocalOperator, Self::Demonstration];

    /// The code kept in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LocalOperator => "operator",
            Self::Demonstration => "demo",
        }
    }

    /// The author of a code, if it is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|actor| actor.code() == code)
    }
}
