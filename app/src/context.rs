//! Request context: caller, store, today, now.

pub mod school;
pub mod scope;

use crate::failure::PageError;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Action, PolicyCode, Principal, TerritoryCode,
    adoption::TerritoryForecast,
    objective::Objective,
    rights::{AccessScope, Object, authorize, authorize_absent, reach},
    territory::Place,
};
use std::sync::Arc;
use store::{Store, VersionedCache, adoption::Slice};

/// A forecast by its slice, its day and the objective that it looks towards.
pub type ForecastKey = (Slice, NaiveDate, Option<Objective>);

/// The forecasts made so far, of one data version.
pub type ForecastCache = VersionedCache<ForecastKey, Arc<TerritoryForecast>>;

/// Request context, made by the server for each page.
#[derive(Clone)]
pub struct Context {
    /// The store.
    pub store: Store,
    /// Who asks.
    pub by: Principal,
    /// The day the figures are of: the server's clock, or the demo's.
    pub today: NaiveDate,
    /// The time of this request.
    pub now: DateTime<Utc>,
    /// The forecasts made so far.
    pub forecasts: Arc<ForecastCache>,
}

impl Context {
    /// Lets through who may do something somewhere.
    ///
    /// # Errors
    /// [`PageError::Forbidden`].
    pub fn allow(
        &self,
        action: Action,
        policy: Option<PolicyCode>,
        lineage: &[TerritoryCode],
    ) -> Result<(), PageError> {
        authorize(&self.by, action, &Object { policy, lineage }, self.today).map_err(|_| PageError::Forbidden)
    }

    /// Whether who asks may do something there.
    pub fn may(&self, action: Action, policy: Option<PolicyCode>, lineage: &[TerritoryCode]) -> bool {
        self.allow(action, policy, lineage).is_ok()
    }

    /// Where who asks may do something; nowhere is a failure.
    ///
    /// # Errors
    /// [`PageError::Forbidden`].
    pub fn reach(&self, action: Action, policy: Option<PolicyCode>) -> Result<AccessScope, PageError> {
        match reach(&self.by, action, policy, self.today) {
            AccessScope::Within(territories) if territories.is_empty() => Err(PageError::Forbidden),
            reach => Ok(reach),
        }
    }

    /// Answer of something absent: for a reader who may not look everywhere, the one of what is not theirs, so that neither can be told from the other.
    pub fn absent(&self, action: Action, policy: PolicyCode, what: &'static str) -> PageError {
        match authorize_absent(&self.by, action, Some(policy), self.today) {
            Ok(()) => PageError::NotFound(what),
            Err(_) => PageError::Forbidden,
        }
    }

    /// A territory with the path that leads to it. The nation stands also in a store that has no territory yet.
    ///
    /// # Errors
    /// [`PageError::NotFound`]: there is none.
    pub async fn place(&self, code: TerritoryCode) -> Result<Place, PageError> {
        match self.store.place(code).await? {
            Some(place) => Ok(place),
            None if code == TerritoryCode::nation() => Ok(Place::nation()),
            None => Err(PageError::NotFound("Ce territoire")),
        }
    }
}
