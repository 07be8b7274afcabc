//! What holds of every course: bounds, order, and the way a pace moves.

use super::{after, ahead, aim, course, foretold, on};
use crate::{adoption::territory_forecast::*, forecast::Spread};
use proptest::{collection::vec, prelude::*};

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn below_a_fifth_of_the_units_nothing_is_forecast(
        added in vec(0..40_i64, 1..30), objective in 1..=1_000_i64,
    ) {
        let reached: i64 = added.iter().sum();
        let weeks = course(reached * 5 + 1, &added);
        let made = foretold(&weeks, &[], after(&weeks), Some(aim(on(2022, 6, 30), objective)));
        let early = matches!(made.forecast, AdoptionForecast::TooEarly { reached: so_far, needed, .. } if so_far == reached && so_far < needed);
        prop_assert!(early, "{:?}", made.forecast);
        prop_assert!(made.to_keep().is_empty());
        prop_assert!(made.pace.is_some(), "the pace is arithmetic");
    }

    #[test]
    fn a_forecast_lies_between_what_is_reached_and_the_census_and_never_falls(
        added in vec(5..40_i64, 10..30), spare in 0..1_000_i64,
    ) {
        let reached: i64 = added.iter().sum();
        let units = reached + spare.min(reached * 3);
        let weeks = course(units, &added);
        let made = foretold(&weeks, &[], after(&weeks), None);
        let ahead = ahead(&made);
        let mut last = Spread { low: reached, middle: reached, high: reached };
        for (_, next) in &ahead.weeks {
            prop_assert!(last.low <= next.low && last.middle <= next.middle && last.high <= next.high);
            prop_assert!(next.low <= next.middle && next.middle <= next.high && next.high <= units);
            last = *next;
        }
        let end = ahead.weeks.last().map(|(week, _)| week.monday());
        prop_assert_eq!(end, Some(on(2022, 8, 29)), "the week of 31 August");
        prop_assert_eq!(made.to_keep().len(), HORIZONS.len());
    }

    #[test]
    fn a_higher_objective_is_never_reached_earlier_nor_at_a_lower_pace(
        added in vec(5..40_i64, 10..20), (low, high) in (1..=1_000_i64, 1..=1_000_i64),
    ) {
        let reached: i64 = added.iter().sum();
        let weeks = course(reached * 2, &added);
        let made = |share| foretold(&weeks, &[], after(&weeks), Some(aim(on(2022, 6, 30), share)));
        let (lower, higher) = (made(low.min(high)), made(low.max(high)));
        prop_assert!(lower.pace.unwrap() <= higher.pace.unwrap());
        let day = |made: &TerritoryForecast| {
            ahead(made).reached_objective.unwrap().middle.unwrap_or(NaiveDate::MAX)
        };
        prop_assert!(day(&lower) <= day(&higher));
    }

    #[test]
    fn units_more_in_the_last_week_raise_the_recent_pace_and_lower_the_one_that_it_takes(
        added in vec(0..40_i64, 3..30), more in 1..50_i64,
    ) {
        let units = added.iter().sum::<i64>() + 100;
        let mut richer = added.clone();
        *richer.last_mut().unwrap() += more;
        let made = |added: &[i64]| {
            let weeks = course(units, added);
            foretold(&weeks, &[], after(&weeks), Some(aim(on(2022, 8, 31), 1_000)))
        };
        let (poor, rich) = (made(&added), made(&richer));
        prop_assert!(poor.recent <= rich.recent);
        prop_assert!(poor.pace.unwrap() > rich.pace.unwrap());
    }

    #[test]
    fn the_running_week_teaches_nothing(added in vec(5..40_i64, 10..20), news in 0..200_i64) {
        let units = added.iter().sum::<i64>() * 2 + 200;
        let mut running = added.clone();
        running.push(news);
        let today = after(&course(units, &added));
        let made = |added: &[i64]| foretold(&course(units, added), &[], today, None);
        prop_assert_eq!(made(&added), made(&running));
    }
}
