//! What a forecast of the money says: what comes, week by week, and when it runs out.

use crate::{calendar::Week, forecast::Spread, funding::Cents};
use chrono::NaiveDate;

/// A forecast, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FundingForecast {
    /// Too few weeks to learn from.
    TooEarly {
        /// Weeks that are over, from the first that moved money.
        weeks: usize,
        /// Weeks that it takes: 6.
        needed: usize,
    },
    /// What lies ahead.
    Ahead(FundingProjection),
}

/// Projection of the money: what lies ahead, as 8 futures out of 10 have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundingProjection {
    /// Each week after the running one, up to that of the last day to forecast, which may be cut.
    pub weeks: Vec<WeekProjection>,
    /// The day on which all AE are committed.
    pub ae_out: RunsOut,
    /// The day on which all CP are paid, by the commitments already signed.
    pub cp_out: RunsOut,
}

/// What is moved from now (not included) to the end of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekProjection {
    /// The week.
    pub week: Week,
    /// AE committed, contracts to come included; never above what is left, below zero where withdrawals outweigh.
    pub ae: Spread<Cents>,
    /// CP paid of the commitments already signed: contracts to come are not in it. Never above what is left nor what is unpaid.
    pub cp: Spread<Cents>,
}

/// When money runs out. `None`: not by the last day forecast, in that share of the futures. Known by its week: a Monday, a Thursday, a
/// Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunsOut {
    /// In one future out of ten, before the end of this day's week.
    pub early: Option<NaiveDate>,
    /// In half of the futures, by this day's week.
    pub middle: Option<NaiveDate>,
    /// In nine futures out of ten, by this day.
    pub late: Option<NaiveDate>,
}
