//! Author of a write, kept beside each event and each entry of the audit trail.

use super::AccountId;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The author of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Actor {
    /// Whoever is in front of the machine that runs the product: the command line.
    LocalOperator,
    /// The generator of the invented nation.
    Demonstration,
    /// Somebody who is not signed in, or not yet.
    Nobody,
    /// A person with an account.
    Account(AccountId),
}

impl Actor {
    /// The code kept in the store: `operator`, `demo`, `account-12`.
    pub fn code(self) -> Cow<'static, str> {
        match self {
            Self::LocalOperator => Cow::Borrowed("operator"),
            Self::Demonstration => Cow::Borrowed("demo"),
            Self::Nobody => Cow::Borrowed("nobody"),
            Self::Account(id) => Cow::Owned(format!("account-{id}")),
        }
    }

    /// The author of a code, if it is one.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "operator" => Some(Self::LocalOperator),
            "demo" => Some(Self::Demonstration),
            "nobody" => Some(Self::Nobody),
            other => other.strip_prefix("account-")?.parse().ok().map(Self::Account),
        }
    }

    /// The account, when a person wrote.
    pub const fn account(self) -> Option<AccountId> {
        match self {
            Self::Account(id) => Some(id),
            Self::LocalOperator | Self::Demonstration | Self::Nobody => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_reads_back_from_its_code() {
        for actor in [
            Actor::LocalOperator,
            Actor::Demonstration,
            Actor::Nobody,
            Actor::Account(AccountId(12)),
        ] {
            assert_eq!(Actor::from_code(&actor.code()), Some(actor));
        }
        for wrong in ["", "account-", "account-x", "admin"] {
            assert_eq!(Actor::from_code(wrong), None, "{wrong}");
        }
    }
}
