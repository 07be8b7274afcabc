//! Past forecasts held against what came, and the widening that follows.

use super::{TEN_WEEKS, weeks};
use crate::adoption::forecast::*;

#[test]
fn kept_forecasts_are_tested_when_their_week_has_come() {
    let seen = weeks(&TEN_WEEKS);
    let spread = |low, middle, high| Spread { low, middle, high };
    let kept = |rank: usize, spread| WeekForecast {
        week: seen[rank].week,
        spread,
        widen: 1.0,
    };
    let later = WeekForecast {
        week: seen[9].week.next(),
        ..kept(9, spread(40, 45, 50))
    };
    assert_eq!(backtest(&[later], &seen), None, "its week has not come");
    assert_eq!(backtest(&[], &seen), None);
    let tested = backtest(
        &[
            later,
            kept(9, spread(40, 44, 45)),
            kept(8, spread(38, 40, 44)),
            kept(7, spread(31, 31, 31)),
        ],
        &seen,
    );
    let tested = tested.unwrap();
    assert_eq!((tested.tested, tested.held), (3, 2));
    assert!((tested.share() - 2.0 / 3.0).abs() < 1e-9);
    assert!((1.0..1.3).contains(&tested.widen), "few: near the start");
}

#[test]
fn the_widening_suggested_makes_eight_of_ten_hold_within_bounds() {
    let seen = weeks(&[100; 500]);
    // Each twice as far as its spread reaches: twice as wide holds them all.
    let kept = |high: i64, middle: i64, widen| {
        let each = seen.iter().map(move |seen| WeekForecast {
            week: seen.week,
            spread: Spread {
                low: middle - 1,
                middle,
                high,
            },
            widen,
        });
        each.collect::<Vec<_>>()
    };
    let widen = |kept: &[WeekForecast]| backtest(kept, &seen).unwrap().widen;
    assert!((widen(&kept(90, 80, 1.0)) - 2.0).abs() < 0.1);
    assert!(
        (widen(&kept(95, 80, 1.2)) - 1.6).abs() < 0.1,
        "from the widening it had"
    );
    assert!(widen(&kept(80, 80, 1.0)) <= 2.5, "no widening would do");
    assert!(
        (widen(&kept(120, 100, 1.0)) - 1.0).abs() < 1e-9,
        "never narrower than 1"
    );
}
