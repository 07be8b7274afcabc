//! How good what is known of units is: silent, estimated or contradicted ones, and how late what happened was written. Counts, unit by unit.

use super::freshness::{SILENT_AFTER_DAYS, STALE_AFTER_DAYS, silence};
use super::{AdoptionStage, Timeline};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// What is known of the units of a place on a day, and how well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    /// Units of the census on that day: those that left are not counted.
    pub units: i64,
    /// Of these, estimates that no list has confirmed.
    pub estimated: i64,
    /// Of these, without news for more than [`STALE_AFTER_DAYS`] days: to be called again.
    pub stale: i64,
    /// Of these, without news for more than [`SILENT_AFTER_DAYS`] days.
    pub silent: i64,
    /// Of these, with two stages written for one day: one corrected the other.
    pub contradicted: i64,
    /// The day of the latest news of any of them.
    pub last_news: Option<NaiveDate>,
    /// Updates by the days from when they were true to when they were written.
    late: BTreeMap<i64, i64>,
}

impl Quality {
    /// Counts a unit by its history up to a day; one that was not in the census that day counts for its updates only.
    pub fn add(&mut self, timeline: &Timeline, estimated: bool, until: NaiveDate) {
        let mut stages: BTreeMap<NaiveDate, AdoptionStage> = BTreeMap::new();
        let mut contradicted = false;
        // The entry into the census is no news.
        let news = timeline
            .events()
            .iter()
            .filter(|event| event.sequence > 1 && event.day <= until);
        for event in news {
            let days = (event.recorded_at.date_naive() - event.day).num_days().max(0);
            *self.late.entry(days).or_insert(0) += 1;
            if let Some(stage) = event.step.stage() {
                contradicted |= *stages.entry(event.day).or_insert(stage) != stage;
            }
        }
        let effective = timeline.effective();
        let mut told = effective.iter().filter(|event| event.day <= until);
        let Some(entered) = told.next().map(|event| event.day) else {
            return;
        };
        let heard = told.next_back().map(|event| event.day);
        if timeline.step_on(until).is_none_or(|step| step.stage().is_none()) {
            return;
        }
        let days = silence(heard, entered, until);
        self.units += 1;
        self.estimated += i64::from(estimated);
        self.stale += i64::from(days > STALE_AFTER_DAYS);
        self.silent += i64::from(days > SILENT_AFTER_DAYS);
        self.contradicted += i64::from(contradicted);
        self.last_news = self.last_news.max(heard);
    }

    /// The updates counted, corrected ones included.
    pub fn updates(&self) -> i64 {
        self.late.values().sum()
    }

    /// The days within which so many of a hundred updates were written (50: the median); `None` without any.
    pub fn written_within(&self, of_hundred: i64) -> Option<i64> {
        let wanted = self.updates() * of_hundred;
        let mut before = 0;
        let reached = |(days, number): (&i64, &i64)| {
            before += number;
            (before * 100 >= wanted).then_some(*days)
        };
        self.late.iter().find_map(reached)
    }

    /// The day by which the next news is due, not to be called again; `None` before any news.
    pub fn due(&self) -> Option<NaiveDate> {
        let days = u64::try_from(STALE_AFTER_DAYS).ok()?;
        self.last_news?.checked_add_days(Days::new(days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        account::Actor,
        adoption::unit::UnitId,
        adoption::{AdoptionEvent, Source, Step},
    };

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2021, month, day).unwrap()
    }

    /// An event: its day, the days until it was written, its stage (none: it left), what it replaces.
    type Told = (NaiveDate, u64, Option<AdoptionStage>, Option<u32>);

    fn history(events: &[Told]) -> Timeline {
        let event = |(at, &(day, late, stage, replaces)): (usize, &Told)| AdoptionEvent {
            unit: UnitId(1),
            sequence: u32::try_from(at).unwrap() + 1,
            step: stage.map_or(Step::Withdrawn, Step::Reached),
            day,
            recorded_at: (day + Days::new(late)).and_hms_opt(9, 0, 0).unwrap().and_utc(),
            replaces,
            source: Source::Call,
            author: Actor::LocalOperator,
        };
        Timeline::new(events.iter().enumerate().map(event).collect())
    }

    fn of(until: NaiveDate, units: &[(Timeline, bool)]) -> Quality {
        let mut quality = Quality::default();
        for (timeline, estimated) in units {
            quality.add(timeline, *estimated, until);
        }
        quality
    }

    use AdoptionStage::{Active, Contacted, Identified, Onboarded};

    #[test]
    fn silence_is_counted_from_20_and_from_30_days_and_from_the_census_before_any_news() {
        let heard = |on| {
            history(&[
                (day(1, 1), 0, Some(Identified), None),
                (on, 0, Some(Contacted), None),
            ])
        };
        let units = [
            (heard(day(3, 11)), false),
            (heard(day(3, 10)), true),
            (heard(day(3, 1)), false),
            (heard(day(2, 28)), false),
            (history(&[(day(1, 1), 0, Some(Identified), None)]), true),
        ];
        let quality = of(day(3, 31), &units);
        assert_eq!(
            (quality.units, quality.stale, quality.silent, quality.estimated),
            (5, 4, 2, 2)
        );
        assert_eq!(
            (quality.last_news, quality.due()),
            (Some(day(3, 11)), Some(day(3, 31)))
        );
        assert_eq!(of(day(1, 15), &units).due(), None, "what is to come is not known");
    }

    #[test]
    fn lateness_is_the_days_from_when_it_was_true_to_when_it_was_written() {
        let late = |days| {
            history(&[
                (day(1, 1), 90, Some(Identified), None),
                (day(2, 1), days, Some(Contacted), None),
            ])
        };
        let units: Vec<_> = (1..=10).map(|days| (late(days), false)).collect();
        let quality = of(day(3, 31), &units);
        assert_eq!(
            (quality.updates(), quality.written_within(50)),
            (10, Some(5)),
            "the census is no news"
        );
        assert_eq!(
            (quality.written_within(90), quality.written_within(100)),
            (Some(9), Some(10))
        );
        assert_eq!(Quality::default().written_within(50), None);
    }

    #[test]
    fn two_stages_of_one_day_are_a_contradiction_and_who_left_is_not_counted() {
        let begin = (day(1, 1), 0, Some(Identified), None);
        let corrected = history(&[
            begin,
            (day(2, 1), 0, Some(Active), None),
            (day(2, 1), 3, Some(Onboarded), Some(2)),
        ]);
        let same = history(&[
            begin,
            (day(2, 1), 0, Some(Active), None),
            (day(2, 1), 3, Some(Active), Some(2)),
        ]);
        let moved = history(&[
            begin,
            (day(2, 1), 0, Some(Contacted), None),
            (day(2, 2), 0, Some(Active), None),
        ]);
        let left = history(&[
            begin,
            (day(2, 1), 0, Some(Active), None),
            (day(2, 3), 0, None, None),
        ]);
        let quality = of(
            day(2, 9),
            &[(corrected, false), (same, false), (moved, false), (left, true)],
        );
        assert_eq!(
            (quality.units, quality.contradicted, quality.estimated),
            (3, 1, 0)
        );
        assert_eq!(quality.updates(), 8);
    }
}
