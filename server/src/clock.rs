//! The one place that reads the time that rules and rows see. A demonstration's clock stands on its day; a test moves its own.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::calendar::{at_paris, paris_clock, paris_day};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Where days and times come from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock, the day of Paris.
    Real,
    /// A clock that stands on a day.
    Standing(NaiveDate),
    /// A clock that only moves when it is told to: microseconds since 1970.
    Held(Arc<AtomicI64>),
}

impl Clock {
    /// A clock held at a time.
    pub fn held(at: DateTime<Utc>) -> Self {
        Self::Held(Arc::new(AtomicI64::new(at.timestamp_micros())))
    }

    /// The clock of a world that stands on a day. Beside a held wall it stands on its time of day too: what a test sees is the same twice.
    pub fn standing(day: NaiveDate, real_clock: &Self) -> Self {
        match real_clock {
            Self::Real | Self::Standing(_) => Self::Standing(day),
            Self::Held(_) => Self::held(on(day, real_clock.now())),
        }
    }

    /// Moves a held clock; the others go their way.
    pub fn advance(&self, by: TimeDelta) {
        if let (Self::Held(at), Some(micros)) = (self, by.num_microseconds()) {
            at.fetch_add(micros, Ordering::AcqRel);
        }
    }

    /// The time.
    pub fn now(&self) -> DateTime<Utc> {
        #[allow(clippy::disallowed_methods, reason = "this is the one place")]
        let now = Utc::now();
        match self {
            Self::Real => now,
            Self::Standing(day) => on(*day, now),
            Self::Held(at) => DateTime::from_timestamp_micros(at.load(Ordering::Acquire)).unwrap_or(now),
        }
    }

    /// The day.
    pub fn today(&self) -> NaiveDate {
        match self {
            Self::Real | Self::Held(_) => paris_day(self.now()),
            Self::Standing(day) => *day,
        }
    }
}

/// The same time of day in Paris, on another day: a world that stands on a day never writes on the next one.
fn on(day: NaiveDate, now: DateTime<Utc>) -> DateTime<Utc> {
    at_paris(day, paris_clock(now).time())
}
