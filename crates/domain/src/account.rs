//! Accounts: who may sign in, for whom they work, how long a link and a session last.

mod actor;
mod email;
pub mod rights;
pub mod token;

pub use actor::Actor;
pub use email::{EMAIL_MAX, Email};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::{fmt, num::ParseIntError, str::FromStr};

/// An account's number in the store. It stays when the person is erased: the audit trail's pseudonym.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AccountId(pub i64);

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl FromStr for AccountId {
    type Err = ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Defines an enum whose values are kept by a code.
macro_rules! coded {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $value:ident = $code:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $value),* }
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$value),*];
            /// The code kept in the store and in forms.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$value => $code),* }
            }
            /// The value of a code, if it is one.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    };
}
pub(crate) use coded;

coded! {
    /// The party of the convention that a person works for.
    Party {
        /// The ministry, délégant.
        Menj = "menj",
        /// The interministerial digital directorate, délégataire.
        Dinum = "dinum",
    }
}

coded! {
    /// Where an account stands.
    AccountState {
        /// Nobody has opened its invitation yet.
        Invited = "invited",
        /// Somebody signs in with it.
        Active = "active",
        /// It was closed: its sessions ended that second.
        Closed = "closed",
        /// Its person was erased; its number stays in the trail.
        Erased = "erased",
    }
}

coded! {
    /// What a link is for.
    LinkKind {
        /// Opens an account, once.
        Invitation = "invitation",
        /// Signs in, once: by e-mail, copied by an administrator or printed on the console.
        SignIn = "sign-in",
    }
}

impl LinkKind {
    /// How long it lasts.
    pub const fn lifetime(self) -> TimeDelta {
        match self {
            Self::Invitation => TimeDelta::days(7),
            Self::SignIn => TimeDelta::minutes(15),
        }
    }
}

/// Wrong codes after which a sign-in request is dead.
pub const CODE_TRIES_MAX: i64 = 5;

/// How long a session may rest.
pub const SESSION_IDLE: TimeDelta = TimeDelta::minutes(30);
/// How long it lasts, however busy.
pub const SESSION_LONGEST: TimeDelta = TimeDelta::hours(8);

/// Whether a session that began and was last seen at these times still stands.
pub fn session_stands(began: DateTime<Utc>, seen: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - seen < SESSION_IDLE && now - began < SESSION_LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_whatever_its_case_and_spaces() {
        assert_eq!(
            Email::new(" Prenom.Nom@AC-Creteil.fr ").unwrap().as_str(),
            "prenom.nom@ac-creteil.fr"
        );
        for wrong in [
            "",
            "a",
            "a@b",
            "@b.fr",
            "a@.fr",
            "a b@c.fr",
            "a@c.fr\r\nBcc: x@y.fr",
            "a@b..fr",
            "<a@b.fr>",
            "a@b.fr, c@d.fr",
        ] {
            assert_eq!(Email::new(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_session_ends_after_thirty_minutes_of_rest_and_after_eight_hours_of_work() {
        let began = DateTime::UNIX_EPOCH;
        let after = |minutes| began + TimeDelta::minutes(minutes);
        assert!(session_stands(began, began, after(29)));
        assert!(!session_stands(began, began, after(30)));
        assert!(session_stands(began, after(479), after(479)));
        assert!(!session_stands(began, after(479), after(480)));
    }
}
