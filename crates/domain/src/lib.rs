//! The rules of the rollout. No I/O, no clock, no SQL, no view, no French: the same code runs on the server and in the browser.

pub mod account;
pub mod adoption;
pub mod audit;
pub mod calendar;
pub mod forecast;
pub mod funding;
pub mod networks;
pub mod open_data;
pub mod policy;
pub mod school;
pub mod search;
pub mod territory;
pub mod usage;

pub use account::{
    AccountId, Actor, Email,
    rights::{self, Action, Principal, Role},
    token,
};
pub use adoption::{
    AdoptionEvent, AdoptionStage, Timeline, freshness, objective,
    unit::{self, UnitId},
};
pub use audit::AuditAction;
pub use calendar::{SchoolYear, Week};
pub use policy::{LevelCode, PolicyCode, PriorityEducation};
pub use territory::{TerritoryCode, TerritoryKind, Uai};

/// Why a write is refused: the sum of what each subject refuses, as values to act on. No rule knows it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The same request id came before with another content, from another person, or for a token, which is shown once.
    #[error("this request was already made with another content")]
    RequestReused,
    /// Somebody changed the value since the form showed it.
    #[error("somebody changed it since the form was opened")]
    SeenAnother,
    /// No role held today allows it there.
    #[error("{0:?} is not allowed")]
    Forbidden(Action),
    /// The rules of adoption say no.
    #[error(transparent)]
    Adoption(#[from] adoption::AdoptionRefused),
    /// The facts of a unit do not take this correction.
    #[error(transparent)]
    Correction(#[from] adoption::CorrectionRefused),
    /// A batch that is not taken back.
    #[error(transparent)]
    Batch(#[from] adoption::BatchRefused),
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
    Token(#[from] token::TokenRefused),
    /// There is no such token.
    #[error("there is no such token")]
    UnknownToken,
    /// A break that the calendar does not take.
    #[error(transparent)]
    Calendar(#[from] calendar::CalendarRefused),
    /// The rules of the ledger say no.
    #[error(transparent)]
    Funding(#[from] funding::FundingRefused),
    /// A duty of article 4 does not take this step.
    #[error(transparent)]
    Duty(#[from] funding::DutyRefused),
}

impl From<rights::Forbidden> for Refusal {
    fn from(rights::Forbidden(action): rights::Forbidden) -> Self {
        Self::Forbidden(action)
    }
}
