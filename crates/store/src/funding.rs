//! The ledger of the convention's money: entries and what they move, in one transaction; the duties of article 4; whether the chain holds.

mod days;
mod duty;
mod enter;
mod figures;
mod list;
mod load;
mod row;
mod verify;

pub use days::{FundingDay, FundingDays};
pub use duty::{Duty, NewDuty};
pub use enter::{Bundle, Entered, Together};
pub use figures::Funding;
pub use list::{KnownCommitment, LedgerFilter, LedgerPage};
pub use row::Sealed;
pub use verify::{Health, Verdict};

use crate::engine::fault::StoreError;
use chrono::NaiveDate;
use domain::{
    Action, Principal, TerritoryCode,
    rights::{Object, authorize},
};

/// Whether somebody may do something with the money, which is the nation's.
fn allow(by: &Principal, action: Action, today: NaiveDate) -> Result<(), StoreError> {
    let object = Object {
        policy: None,
        lineage: &[TerritoryCode::nation()],
    };
    Ok(authorize(by, action, &object, today)?)
}
