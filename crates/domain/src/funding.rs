//! The money of the convention (article 4): credits made available, committed, certified, paid. AE and CP apart, in integer cents, by budget year.

mod forecast;

mod bought;
mod cents;
mod chain;
mod checks;
mod coding;
mod convention_forecast;
mod decide;
mod duty;
mod entry;
mod ledger;
mod number;
mod reconcile;
mod refused;
mod refused_code;
mod signature;
mod window;
mod wish;

pub use bought::{Bought, Gain};
pub use cents::{AmountError, Cents, ENTRY_MAX};
pub use chain::{Hash, seal};
pub use checks::TEXT_MAX;
pub use coding::{ChorusCoding, CodingField, CodingInput};
pub use convention_forecast::{ConventionLedger, convention_forecast, last_day_shown};
pub use decide::decide;
pub use duty::{DutyId, DutyKind, DutyMove, DutyRefused, DutyState, DutyStep, StepKind, step};
pub use entry::{Credit, EntryKind, EntryNumber, LedgerEntry, Moves, Nature, Pair};
pub use forecast::{
    ForecastInput, FundingForecast, FundingProjection, RunsOut, WeekMoves, WeekProjection, forecast,
};
pub use ledger::{Commitment, Counter, Ledger, Scope};
pub use number::{BudgetYear, ChorusNumber, NumberError};
pub use reconcile::{Discrepancy, Fact, Reconciled, reconcile};
pub use refused::FundingRefused;
pub use refused_code::RefusedKind;
pub use signature::{EarliestEntry, check_convention_day, check_signature};
pub use window::{AccelerationWindow, CONVENTION_END, CONVENTION_MAXIMUM, FIRST_YEAR, LAST_YEAR};
pub use wish::{Credits, EntryRequest, Wish};
