//! The one place that reads the time. A demonstration's clock stands on its day.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Paris;

/// Where days and times come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The machine's clock, the day of Paris.
    Real,
    /// A clock that stands on a day.
    Standing(NaiveDate),
}

impl Clock {
    /// The time.
    pub fn now(self) -> DateTime<Utc> {
        #[allow(clippy::disallowed_methods, reason = "this is the one place")]
        let now = Utc::now();
        match self {
            Self::Real => now,
            Self::Standing(day) => day.and_time(now.time()).and_utc(),
        }
    }

    /// The day.
    pub fn today(self) -> NaiveDate {
        match self {
            Self::Real => self.now().with_timezone(&Paris).date_naive(),
            Self::Standing(day) => day,
        }
    }
}
