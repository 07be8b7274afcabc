//! The promises of the money's forecast: the weeks that it learns from, the day that it ends on, the rest that it never passes.

use super::*;
use crate::{
    forecast::Spread,
    funding::{FundingProjection, RunsOut},
};
use chrono::Days;
use proptest::{collection::vec, prelude::*};

fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Amounts of AE, each paid in full the week after the next, from a Monday.
fn moved(first: NaiveDate, committed: &[i64]) -> BTreeMap<Week, Pair> {
    let mut weeks = BTreeMap::<Week, Pair>::new();
    let mut week = Week::of(first);
    for amount in committed {
        *weeks.entry(week).or_default() += Pair::ae(Cents(*amount));
        *weeks.entry(week.next().next()).or_default() += Pair::cp(Cents(*amount));
        week = week.next();
    }
    weeks
}

fn of(moved: &BTreeMap<Week, Pair>) -> ConventionLedger<'_> {
    ConventionLedger {
        moved,
        window: None,
        left: Pair {
            ae: Cents(2_000_000),
            cp: Cents(3_000_000),
        },
        unpaid: Cents(400_000),
    }
}

fn ahead(forecast: FundingForecast) -> FundingProjection {
    match forecast {
        FundingForecast::Ahead(forecast) => forecast,
        early @ FundingForecast::TooEarly { .. } => panic!("{early:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn the_money_forecast_never_passes_what_is_left(
        committed in vec(0..200_000_i64, 8..20), (ae, cp) in (0..1_000_000_i64, 0..1_000_000_i64),
    ) {
        let moved = moved(on(2021, 2, 1), &committed);
        let ledger = ConventionLedger { left: Pair { ae: Cents(ae), cp: Cents(cp) }, ..of(&moved) };
        let FundingForecast::Ahead(forecast) = convention_forecast(&ledger, on(2021, 7, 15)) else {
            return Ok(()); // Nothing committed in time to learn from.
        };
        for week in forecast.weeks {
            prop_assert!(week.ae.low <= week.ae.middle && week.ae.middle <= week.ae.high);
            prop_assert!(week.ae.high <= Cents(ae) && week.cp.high <= Cents(cp));
        }
    }

    #[test]
    fn less_money_left_runs_out_no_later(
        committed in vec(20_000..200_000_i64, 10..20), (some, other) in (1..3_000_000_i64, 1..3_000_000_i64),
    ) {
        let moved = moved(on(2021, 2, 1), &committed);
        let out = |left: i64| {
            let ledger = ConventionLedger { left: Pair { ae: Cents(left), cp: Cents(left) }, ..of(&moved) };
            ahead(convention_forecast(&ledger, on(2021, 7, 15))).ae_out.middle.unwrap_or(NaiveDate::MAX)
        };
        prop_assert!(out(some.min(other)) <= out(some.max(other)));
    }
}

#[test]
fn weeks_before_the_window_teach_nothing() {
    let mut moved = moved(on(2021, 5, 3), &[50_000; 9]);
    let since_may = |moved: &BTreeMap<Week, Pair>| {
        let start = on(2021, 5, 3);
        let ledger = ConventionLedger {
            window: Some(AccelerationWindow { start }),
            ..of(moved)
        };
        convention_forecast(&ledger, on(2021, 7, 15))
    };
    let alone = since_may(&moved);
    moved.insert(Week::of(on(2021, 4, 26)), Pair::ae(Cents(4_000_000)));
    assert_eq!(since_may(&moved), alone);
    assert_ne!(convention_forecast(&of(&moved), on(2021, 7, 15)), alone);
}

#[test]
fn weeks_older_than_two_years_teach_nothing() {
    let mut moved = moved(on(2021, 2, 1), &[50_000; 20]);
    let today = on(2021, 7, 15);
    moved.insert(Week::of(today).back(WEEKS_LEARNT), Pair::ae(Cents(1)));
    let known = convention_forecast(&of(&moved), today);
    moved.insert(Week::of(today).back(WEEKS_LEARNT + 1), Pair::ae(Cents(4_000_000)));
    assert_eq!(convention_forecast(&of(&moved), today), known);
}

#[test]
fn without_an_entry_it_is_too_early() {
    let none = BTreeMap::new();
    let forecast = convention_forecast(&of(&none), on(2021, 7, 15));
    assert!(
        matches!(forecast, FundingForecast::TooEarly { weeks: 0, .. }),
        "{forecast:?}"
    );
}

#[test]
fn a_forecast_goes_to_the_end_of_the_convention_or_of_a_window_that_ends_later() {
    let window = |start| Some(AccelerationWindow { start });
    assert_eq!(last_day_shown(None), CONVENTION_END);
    assert_eq!(last_day_shown(window(on(2021, 1, 4))), CONVENTION_END);
    assert_eq!(last_day_shown(window(on(2021, 6, 1))), on(2022, 2, 1));
    let moved = moved(on(2021, 2, 1), &[50_000; 20]);
    let forecast = ahead(convention_forecast(&of(&moved), on(2021, 7, 15)));
    let last = forecast.weeks.last().unwrap().week;
    assert_eq!(last, Week::of(CONVENTION_END));
    assert_eq!(forecast.weeks[0].week, Week::of(on(2021, 7, 15) + Days::new(7)));
}

#[test]
fn the_same_ledger_is_forecast_as_it_always_was() {
    let moved = moved(
        on(2021, 2, 1),
        &[
            90_000, 0, 40_000, 0, 120_000, 60_000, 0, 75_000, 30_000, 0, 110_000,
        ],
    );
    let left = Pair {
        ae: Cents(500_000),
        cp: Cents(350_000),
    };
    let ledger = ConventionLedger { left, ..of(&moved) };
    let forecast = ahead(convention_forecast(&ledger, on(2021, 7, 15)));
    let (first, last) = (forecast.weeks[0], forecast.weeks.last().unwrap());
    let spread = |Spread { low, middle, high }: Spread<Cents>| [low.0, middle.0, high.0];
    assert_eq!(
        [spread(first.ae), spread(first.cp)],
        [[0, 0, 92_595], [350_000; 3]]
    );
    assert_eq!(
        [spread(last.ae), spread(last.cp)],
        [[148_311, 458_091, 500_000], [350_000; 3]]
    );
    let out = |out: RunsOut| [out.early, out.middle, out.late];
    assert_eq!(out(forecast.ae_out), [Some(on(2021, 10, 11)), None, None]);
    assert_eq!(
        out(forecast.cp_out),
        [on(2021, 7, 15), on(2021, 7, 15), on(2021, 7, 18)].map(Some)
    );
}
