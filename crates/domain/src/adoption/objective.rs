//! Objectives: what a territory aims at in a school year, and how far it is.

use super::{AdoptionRefused, StageCounts};
use crate::{account::coded, calendar::SchoolYear};
use chrono::NaiveDate;

coded! {
    /// What is aimed at.
    Measure {
        /// Embarquées: Onboarded, Active or Regular.
        Onboarded = "onboarded",
        /// Utilisatrices: Active or Regular.
        Using = "using",
    }
}

/// A share of a territory's units by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Objective {
    /// By when.
    pub day: NaiveDate,
    /// What.
    pub measure: Measure,
    /// How many of the census, per mille: 1 to 1,000.
    pub share: i64,
}

/// How far an objective is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// How many units it takes.
    pub wanted: i64,
    /// How many there are.
    pub reached: i64,
}

impl Gap {
    /// How many lack; zero once it is reached.
    pub fn lacking(self) -> i64 {
        (self.wanted - self.reached).max(0)
    }
}

impl Objective {
    /// An objective of a school year.
    ///
    /// # Errors
    /// [`AdoptionRefused::DayOutsideYear`]; a share outside 1 to 1,000 is [`AdoptionRefused::NoShare`].
    pub fn new(
        year: SchoolYear,
        day: NaiveDate,
        measure: Measure,
        share: i64,
    ) -> Result<Self, AdoptionRefused> {
        let (first, last) = (year.first_event_day(), year.last_event_day());
        if day < first || day > last {
            return Err(AdoptionRefused::DayOutsideYear { day, first, last });
        }
        if !(1..=1_000).contains(&share) {
            return Err(AdoptionRefused::NoShare(share));
        }
        Ok(Self { day, measure, share })
    }

    /// How far it is: what it takes is rounded up, a part of a unit being none.
    pub fn gap(self, counts: &StageCounts) -> Gap {
        let reached = match self.measure {
            Measure::Onboarded => counts.onboarded(),
            Measure::Using => counts.using(),
        };
        Gap {
            wanted: (self.share * counts.census()).div_euclid(1_000)
                + i64::from(self.share * counts.census() % 1_000 != 0),
            reached,
        }
    }
}

/// The one that matters on a day: the next to come, else the last that was.
pub fn current(objectives: &[Objective], today: NaiveDate) -> Option<Objective> {
    let next = objectives.iter().filter(|objective| objective.day >= today).min();
    next.or_else(|| objectives.iter().max()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AdoptionStage;

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }
    fn year() -> SchoolYear {
        SchoolYear::starting(2021).unwrap()
    }
    fn objective(day: NaiveDate, share: i64) -> Objective {
        Objective::new(year(), day, Measure::Using, share).unwrap()
    }

    #[test]
    fn what_lacks_is_a_whole_number_of_units_and_never_below_zero() {
        let mut counts = StageCounts::default();
        counts[AdoptionStage::Identified] = 7;
        counts[AdoptionStage::Onboarded] = 1;
        counts[AdoptionStage::Active] = 2;
        counts[AdoptionStage::Regular] = 1;
        let june = on(2022, 6, 30);
        // 11 units.
        assert_eq!(
            objective(june, 500).gap(&counts),
            Gap {
                wanted: 6,
                reached: 3
            }
        );
        assert_eq!(objective(june, 1_000).gap(&counts).lacking(), 8);
        assert_eq!(objective(june, 200).gap(&counts).lacking(), 0);
        let onboarded = Objective::new(year(), june, Measure::Onboarded, 1_000).unwrap();
        assert_eq!(onboarded.gap(&counts).lacking(), 7);
        assert_eq!(
            objective(june, 500).gap(&StageCounts::default()).lacking(),
            0,
            "nothing to reach"
        );
    }

    #[test]
    fn an_objective_is_of_its_school_year_and_a_share_of_its_units() {
        let make = |day, share| Objective::new(year(), day, Measure::Using, share);
        assert!(matches!(
            make(on(2022, 9, 1), 500),
            Err(AdoptionRefused::DayOutsideYear { .. })
        ));
        assert!(matches!(
            make(on(2022, 6, 30), 0),
            Err(AdoptionRefused::NoShare(0))
        ));
        assert!(matches!(
            make(on(2022, 6, 30), 1_001),
            Err(AdoptionRefused::NoShare(1_001))
        ));
    }

    #[test]
    fn the_next_objective_is_the_one_that_matters_then_the_last() {
        let all = [
            objective(on(2021, 12, 31), 500),
            objective(on(2022, 6, 30), 1_000),
        ];
        assert_eq!(current(&all, on(2021, 12, 31)), Some(all[0]));
        assert_eq!(current(&all, on(2022, 1, 1)), Some(all[1]));
        assert_eq!(current(&all, on(2022, 7, 15)), Some(all[1]));
        assert_eq!(current(&[], on(2022, 7, 15)), None);
    }
}
