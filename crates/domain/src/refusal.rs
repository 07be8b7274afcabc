//! Refusals: what the rules say no to, as values to act on. The sum of what each subject refuses; no rule knows it. No French here, no status.

use crate::rights::{Action, Forbidden};

/// Why a write is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The same request id came before with another content.
    #[error("this request was already made with another content")]
    RequestReused,
    /// No role held today allows it there.
    #[error("{0:?} is not allowed")]
    Forbidden(Action),
    /// The rules of adoption say no.
    #[error(transparent)]
    Adoption(#[from] crate::adoption::AdoptionRefused),
    /// Another account has this address.
    #[error("another account has this e-mail address")]
    EmailTaken,
    /// This person of the identity provider is bound to another account.
    #[error("this identity is bound to another account")]
    IdentityTaken,
    /// There is no such account, or it does not stand where the change needs it.
    #[error("there is no such account")]
    UnknownAccount,
    /// It would leave nobody to manage people.
    #[error("it is the last administrator")]
    LastAdministrator,
    /// The link or the code was used, is too old, or never was.
    #[error("the link is dead")]
    DeadLink,
    /// The rules of access tokens say no.
    #[error(transparent)]
    Token(#[from] crate::token::TokenRefused),
    /// There is no such token.
    #[error("there is no such token")]
    UnknownToken,
    /// A break that the calendar does not take.
    #[error(transparent)]
    Calendar(#[from] crate::calendar::CalendarRefused),
    /// The rules of the ledger say no.
    #[error(transparent)]
    Funding(#[from] crate::funding::FundingRefused),
    /// A duty of article 4 does not take this step.
    #[error(transparent)]
    Duty(#[from] crate::funding::DutyRefused),
}

impl From<Forbidden> for Refusal {
    fn from(Forbidden(action): Forbidden) -> Self {
        Self::Forbidden(action)
    }
}
