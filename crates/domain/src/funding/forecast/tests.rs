//! The promises of the forecast, on ledgers whose future is known.

mod proofs;
mod runs_out;

use super::*;
use chrono::Days;

fn past(weeks: &[WeekMoves], left: i64, unpaid: i64) -> ForecastInput<'_> {
    let last = weeks
        .last()
        .map_or_else(|| Week::of(NaiveDate::default()), |moved| moved.week);
    ForecastInput {
        weeks,
        today: last.sunday(),
        ae_left: Cents(left),
        cp_left: Cents(left),
        unpaid: Cents(unpaid),
        until: last.sunday() + Days::new(7 * 30),
        seed: 12,
    }
}

fn moved(amounts: &[(i64, i64)]) -> Vec<WeekMoves> {
    let first = Week::of(NaiveDate::from_ymd_opt(2021, 5, 3).unwrap());
    let mut week = first;
    let each = amounts.iter().map(|(committed, paid)| {
        let moves = WeekMoves {
            week,
            committed: Cents(*committed),
            paid: Cents(*paid),
        };
        week = week.next();
        moves
    });
    each.collect()
}

fn ahead(past: &ForecastInput<'_>) -> FundingProjection {
    match forecast(past) {
        FundingForecast::Ahead(forecast) => forecast,
        FundingForecast::TooEarly { weeks, .. } => panic!("too early: {weeks}"),
    }
}

/// A quarter with withdrawals and reversals, in cents.
fn a_quarter() -> Vec<WeekMoves> {
    let start = [
        (300_000, 0),
        (0, 100_000),
        (0, 0),
        (-50_000, 100_000),
        (200_000, 0),
        (0, 0),
    ];
    let end = [
        (400_000, 50_000),
        (0, -20_000),
        (0, 0),
        (100_000, 0),
        (0, 30_000),
        (0, 0),
        (-900_000, 0),
    ];
    moved(&[&start[..], &end[..]].concat())
}

#[test]
fn fewer_than_six_weeks_of_entries_are_too_few() {
    let early = |weeks: &[WeekMoves]| forecast(&past(weeks, 1_000_000, 0));
    let told = |weeks| FundingForecast::TooEarly { weeks, needed: 6 };
    assert_eq!(early(&[]), told(0));
    assert_eq!(early(&moved(&[(0, 0); 20])), told(0), "nothing moved");
    assert_eq!(
        early(&moved(&[(100_000, 0); 6])),
        told(5),
        "the running week is not over"
    );
    assert!(matches!(
        early(&moved(&[(100_000, 0); 7])),
        FundingForecast::Ahead(_)
    ));
    let mut late = vec![(0, 0); 20];
    late.push((100_000, 0));
    assert_eq!(
        early(&moved(&late)),
        told(0),
        "weeks before the first entry teach nothing"
    );
}

#[test]
fn the_same_past_gives_the_same_forecast() {
    let weeks = a_quarter();
    let told = past(&weeks, 500_000, 700_000);
    assert_eq!(forecast(&told), forecast(&told));
    let other = ForecastInput { seed: 13, ..told };
    assert_ne!(forecast(&told), forecast(&other));
    let without_zeros: Vec<WeekMoves> = a_quarter()
        .into_iter()
        .filter(|week| week.committed.0 != 0 || week.paid.0 != 0)
        .collect();
    let told_less = ForecastInput {
        weeks: &without_zeros,
        ..told
    };
    assert_eq!(forecast(&told), forecast(&told_less));
}

#[test]
fn a_forecast_is_in_order_and_never_above_what_is_left_or_unpaid() {
    let weeks = a_quarter();
    for (left, unpaid) in [
        (500_000, 700_000),
        (700_000, 500_000),
        (0, 500_000),
        (-1, -1),
        (10_000_000, 0),
    ] {
        let told = past(&weeks, left, unpaid);
        let forecast = ahead(&told);
        assert_eq!(forecast.weeks.len(), 30);
        let mut before = Cents::ZERO;
        for week in &forecast.weeks {
            for spread in [week.ae, week.cp] {
                assert!(
                    spread.low <= spread.middle && spread.middle <= spread.high,
                    "{spread:?}"
                );
                assert!(spread.high.0 <= left.max(0), "{spread:?} of {left}");
            }
            assert!(week.cp.low.0 >= 0 && week.cp.high.0 <= unpaid.max(0), "{week:?}");
            assert!(week.cp.middle >= before, "paid is paid");
            before = week.cp.middle;
        }
        let RunsOut { early, middle, late } = forecast.ae_out;
        let known = [early, middle, late].map(|day| day.unwrap_or(told.until));
        assert!(known.is_sorted() && known.iter().all(|day| (told.today..=told.until).contains(day)));
    }
}

#[test]
fn with_nothing_paid_yet_what_is_signed_has_a_wide_spread() {
    let weeks = moved(&[
        (400_000, 0),
        (0, 0),
        (0, 0),
        (300_000, 0),
        (0, 0),
        (0, 0),
        (200_000, 0),
        (0, 0),
    ]);
    let forecast = ahead(&past(&weeks, 4_000_000, 900_000));
    let Spread { low, high, .. } = forecast.weeks[7].cp;
    assert!(high - low > Cents(300_000), "{low:?} to {high:?}");
}

#[test]
fn the_largest_and_the_strangest_amounts_do_not_overflow() {
    let huge = i64::MAX;
    for amounts in [
        (huge, huge),
        (huge, 0),
        (-huge, -huge),
        (i64::MIN, i64::MIN),
        (1, 1),
        (0, 1),
        (-1, 0),
    ] {
        let weeks = moved(&[amounts; 12]);
        for (left, unpaid) in [(huge, huge), (huge, 1), (1, huge), (i64::MIN, i64::MIN)] {
            assert_eq!(ahead(&past(&weeks, left, unpaid)).weeks.len(), 30);
        }
    }
    let twice = [moved(&[(huge, huge); 12]), moved(&[(huge, huge); 12])].concat();
    assert!(
        matches!(forecast(&past(&twice, huge, huge)), FundingForecast::Ahead(_)),
        "weeks told twice"
    );
}
