//! The forecasts made so far, each once for a state of the data and a day: they cost milliseconds.

use chrono::NaiveDate;
use domain::{adoption::TerritoryForecast, objective::Objective};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use store::adoption::Slice;

/// The most forecasts remembered.
const KEPT_MAX: usize = 2_000;

/// The forecasts of one state of the data.
#[derive(Default)]
pub struct Previsions(Mutex<(i64, HashMap<Key, Arc<TerritoryForecast>>)>);

/// What is foreseen, on which day, towards what.
pub type Key = (Slice, NaiveDate, Option<Objective>);

impl Previsions {
    /// The one remembered. `version` is that of the data it is made of.
    pub fn known(&self, version: i64, key: &Key) -> Option<Arc<TerritoryForecast>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (kept.0 == version).then(|| kept.1.get(key).cloned()).flatten()
    }

    /// Remembers the one made.
    pub fn keep(&self, version: i64, key: Key, made: TerritoryForecast) -> Arc<TerritoryForecast> {
        let made = Arc::new(made);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != version || kept.1.len() >= KEPT_MAX {
            *kept = (version, HashMap::new());
        }
        kept.1.insert(key, made.clone());
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{PolicyCode, SchoolYear, TerritoryCode, adoption::Outlook};

    #[test]
    fn a_forecast_is_made_once_for_a_state_of_the_data() {
        let previsions = Previsions::default();
        let slice = Slice {
            policy: PolicyCode::HALVED_CLASSES,
            year: SchoolYear::starting(2021).unwrap(),
            territory: TerritoryCode::nation(),
            level: None,
            priority_education: None,
        };
        let day = NaiveDate::from_ymd_opt(2021, 12, 27).unwrap();
        let key = (slice, day, None);
        let made = TerritoryForecast {
            outlook: Outlook::TooEarly {
                reached: 0,
                needed: 1,
                weeks: 0,
                weeks_needed: 8,
            },
            pace: None,
            recent: 0.0,
            past: Vec::new(),
            widen: 1.1,
        };
        assert_eq!(previsions.known(1, &key), None);
        let kept = previsions.keep(1, key, made);
        assert_eq!(previsions.known(1, &key), Some(kept));
        assert_eq!(previsions.known(2, &key), None, "another state of the data");
    }
}
