//! Refusals: what the rules say no to, as values to act on. No French here, no status.

use crate::{
    adoption::{AdoptionStage, Sequence, Standing},
    rights::Action,
    unit::UnitId,
};
use chrono::NaiveDate;

/// Why a write is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such unit.
    #[error("unit {0} is unknown")]
    UnknownUnit(UnitId),
    /// Somebody wrote since the form was opened.
    #[error("unit {unit}: the form saw event {seen}, the last one is {}", current.sequence)]
    Stale {
        /// The unit.
        unit: UnitId,
        /// The sequence that the form saw.
        seen: Sequence,
        /// Where the unit stands now.
        current: Standing,
    },
    /// The stage can't follow the one before it.
    #[error("{to:?} can't follow {from:?}")]
    CannotFollow {
        /// The stage before.
        from: AdoptionStage,
        /// The day it was reached.
        since: NaiveDate,
        /// The stage asked for.
        to: AdoptionStage,
    },
    /// The unit already stood there on that day.
    #[error("already {stage:?} since {since}")]
    SameStage {
        /// The stage.
        stage: AdoptionStage,
        /// Since when.
        since: NaiveDate,
    },
    /// What is already known to come after can't follow the stage asked for.
    #[error("{next:?} of {next_day} can't follow {to:?}")]
    CannotPrecede {
        /// The stage asked for.
        to: AdoptionStage,
        /// The one already recorded after it.
        next: AdoptionStage,
        /// Its day.
        next_day: NaiveDate,
    },
    /// The day is outside the unit's school year: 1 July before to 31 August after.
    #[error("{day} is outside {first}..{last}")]
    DayOutsideYear {
        /// The day asked for.
        day: NaiveDate,
        /// The first possible day.
        first: NaiveDate,
        /// The last possible day.
        last: NaiveDate,
    },
    /// The day is before the unit entered the census.
    #[error("{day} is before the census day {census_day}")]
    DayBeforeCensus {
        /// The day asked for.
        day: NaiveDate,
        /// The day the unit entered.
        census_day: NaiveDate,
    },
    /// The day has not come yet.
    #[error("{day} is after today, {today}")]
    DayInFuture {
        /// The day asked for.
        day: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// The unit left the census.
    #[error("withdrawn on {day}")]
    Withdrawn {
        /// The day it left.
        day: NaiveDate,
    },
    /// There is no such event to correct, or it was corrected already.
    #[error("there is no event {0} to correct")]
    NothingToCorrect(Sequence),
    /// The entry into the census is not corrected: the unit is withdrawn and another made.
    #[error("the entry into the census can't be corrected")]
    CensusNotCorrectable,
    /// The same request id came before with another content.
    #[error("this request was already made with another content")]
    RequestReused,
    /// No role held today allows it there.
    #[error("{0:?} is not allowed")]
    Forbidden(Action),
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
    /// A token without a name, or with one that is too long.
    #[error("a token has a name of 1 to 80 characters")]
    TokenName,
    /// A token that lasts less than a day or more than a year.
    #[error("a token can't last {0} days")]
    TokenDays(i64),
    /// The account has as many tokens alive as it may.
    #[error("the account has too many tokens")]
    TooManyTokens,
    /// There is no such token.
    #[error("there is no such token")]
    UnknownToken,
    /// An objective that is no share: per mille, outside 1 to 1,000.
    #[error("{0} per mille is no share")]
    NoShare(i64),
    /// A break that the calendar does not take.
    #[error(transparent)]
    Calendar(#[from] crate::calendar::CalendarRefused),
    /// The rules of the ledger say no.
    #[error(transparent)]
    Funding(#[from] crate::funding::Refused),
    /// A duty of article 4 does not take this step.
    #[error(transparent)]
    Duty(#[from] crate::funding::DutyRefused),
}
