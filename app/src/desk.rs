//! What a page works with: the store, the day, the time.

use chrono::{DateTime, NaiveDate, Utc};
use store::Store;

/// What the server lays in front of a page.
#[derive(Clone)]
pub struct Desk {
    /// The store.
    pub store: Store,
    /// The day the figures are of: the server's clock, or the demo's.
    pub today: NaiveDate,
    /// The time of this request.
    pub now: DateTime<Utc>,
}
