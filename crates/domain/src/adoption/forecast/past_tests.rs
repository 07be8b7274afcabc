//! Past forecasts: which are tested, when the next one is widened, and that it then holds better without saying less than it can.

use super::{
    simulated::{History, NATION, World},
    *,
};
use std::time::Instant;

fn came(history: &History, weeks: usize) -> Vec<Came> {
    let units = history.world.units;
    let each = history.weeks[..weeks].iter();
    each.map(|seen| Came { seen: *seen, units }).collect()
}

#[test]
fn past_forecasts_are_those_whose_week_has_come_one_monday_in_two() {
    let history = History::draw(NATION, 3);
    let weeks = came(&history, 30);
    let past = past_forecasts(&weeks, &[], 12);
    assert!(past.len() >= 4, "{}", past.len());
    for past in &past {
        assert_eq!(past.made.number() % 2, 0);
        let rank = weeks.iter().position(|came| came.seen.week == past.made).unwrap();
        let then = &weeks[rank + past.weeks_ahead - 1].seen;
        assert_eq!((past.kept.week, past.came), (then.week, then.reached));
        assert!(
            weeks[rank - 1].seen.reached * 5 >= NATION.units,
            "a fifth was known"
        );
        assert_eq!(past.origin, Origin::MadeAgain);
    }
    let early = came(&history, 6);
    assert_eq!(past_forecasts(&early, &[], 12), []);
    assert_eq!(past_forecasts(&[], &[], 12), []);
    assert_eq!(worth(&[]), None);
}

#[test]
fn a_past_forecast_knows_nothing_of_what_came_after_its_monday() {
    let history = History::draw(NATION, 3);
    let weeks = came(&history, 30);
    let past = past_forecasts(&weeks, &[], 12);
    let first = past[0];
    let mut other = weeks;
    for came in &mut other {
        if came.seen.week >= first.made {
            came.seen.reached += 500;
            came.units += 300;
        }
    }
    let again = past_forecasts(&other, &[], 12)[0];
    assert_eq!((again.made, again.kept), (first.made, first.kept));
    assert_eq!(again.came, first.came + 500);
}

#[test]
fn a_kept_forecast_takes_the_place_of_the_one_made_again() {
    let history = History::draw(NATION, 3);
    let weeks = came(&history, 30);
    let past = past_forecasts(&weeks, &[], 12);
    let spread = Spread {
        low: 1,
        middle: 2,
        high: 3,
    };
    let kept = WeekForecast {
        spread,
        widen: 1.4,
        ..past[0].kept
    };
    let made = past[0].made;
    let on = KeptOn {
        made,
        kept,
        method: METHOD,
    };
    let with = past_forecasts(&weeks, &[on], 12);
    assert_eq!(
        (with[0].kept, with[0].origin, with[0].held()),
        (kept, Origin::Kept, false)
    );
    assert_eq!(with[1..], past[1..]);
}

#[test]
fn a_forecast_of_a_former_method_is_shown_and_no_longer_judges_the_present_one() {
    let history = History::draw(NATION, 3);
    let weeks = came(&history, 30);
    let past = past_forecasts(&weeks, &[], 12);
    let on = KeptOn {
        made: past[0].made,
        kept: WeekForecast {
            spread: Spread {
                low: 1,
                middle: 2,
                high: 3,
            },
            ..past[0].kept
        },
        method: METHOD - 1,
    };
    let with = past_forecasts(&weeks, &[on], 12);
    assert_eq!((with[0].origin, with[0].kept), (Origin::FormerMethod, on.kept));
    assert_eq!(with[1..], past[..], "the present one is made again beside it");
    assert_eq!(worth(&with), worth(&past));
}

#[test]
fn from_ten_on_a_forecast_of_which_fewer_than_six_in_ten_held_tells_nothing() {
    let told = |tested, held| {
        let worth = Backtest {
            tested,
            held,
            too_high: 0,
            widen: 1.1,
        };
        !worth.is_unreliable()
    };
    for tested in 0..60 {
        for held in 0..=tested {
            assert_eq!(
                told(tested, held),
                tested < 10 || held * 10 >= tested * 6,
                "{held} of {tested}"
            );
        }
    }
}

#[test]
fn the_next_forecast_is_widened_when_enough_were_tested_and_fewer_held_than_announced() {
    let tested = |tested, held| Backtest {
        tested,
        held,
        too_high: 0,
        widen: 1.6,
    };
    assert!((tested(20, 12).widening() - 1.6).abs() < 1e-9);
    assert!(
        (tested(20, 16).widening() - WIDEN_START).abs() < 1e-9,
        "as announced"
    );
    assert!((tested(9, 2).widening() - WIDEN_START).abs() < 1e-9, "too few");
    let narrow = Backtest {
        widen: 1.0,
        ..tested(20, 12)
    };
    assert!((narrow.widening() - WIDEN_START).abs() < 1e-9, "never narrower");
}

/// Percent of truths held 8 weeks ahead, with the start's widening and with that of a year and a half of past forecasts; and its mean.
fn held(world: World, seeds: std::ops::Range<u64>) -> (f64, f64, f64) {
    const SEEN: usize = 26;
    let (mut before, mut after, mut widened, mut number) = (0.0, 0.0, 0.0, 0.0);
    for seed in seeds {
        let last = History::draw(world, seed + 1_000_000);
        let this = History::draw(world, seed);
        let mut past = past_forecasts(&came(&last, last.weeks.len()), &[], 12);
        past.extend(past_forecasts(&came(&this, SEEN), &[], 12));
        let widen = worth(&past).map_or(WIDEN_START, |worth| worth.widening());
        let ahead = this.ahead(SEEN);
        let holds = |widen| {
            let course = Course {
                widen,
                ..this.course(SEEN, &ahead)
            };
            match forecast_of(&course, 200) {
                AdoptionForecast::TooEarly { .. } => None,
                AdoptionForecast::Ahead(forecast) => {
                    let Spread { low, high, .. } = forecast.weeks[7].1;
                    let holds = (low..=high).contains(&this.weeks[SEEN + 7].reached);
                    Some(f64::from(u8::from(holds)))
                }
            }
        };
        let (Some(start), Some(wide)) = (holds(WIDEN_START), holds(widen)) else {
            continue;
        };
        before += start;
        after += wide;
        widened += widen;
        number += 1.0;
    }
    (100.0 * before / number, 100.0 * after / number, widened / number)
}

#[test]
fn prove_adoption_forecast_holds_better_once_widened_by_its_past_and_no_more_than_it_should() {
    let number = if std::env::var_os("PROOF_LONG").is_some() {
        300
    } else {
        80
    };
    let lasting = World {
        lasting: 0.5,
        ..NATION
    };
    let (before, after, widen) = held(lasting, 0..number);
    println!(
        "figures: weeks that resemble the one before: {before:.1} %, widened to {widen:.2} by the past: {after:.1} %"
    );
    assert!(before < after && after <= 90.0, "{before} then {after}");

    let (before, after, widen) = held(NATION, 0..number);
    println!("figures: weeks each their own: {before:.1} %, widened to {widen:.2} by the past: {after:.1} %");
    assert!(before <= after && after <= 90.0, "{before} then {after}");
}

#[test]
fn two_years_of_past_forecasts_are_made_again_in_a_moment() {
    let year = World { weeks: 52, ..NATION };
    let (last, this) = (History::draw(year, 1), History::draw(year, 2));
    let start = Instant::now();
    let number =
        past_forecasts(&came(&last, 52), &[], 12).len() + past_forecasts(&came(&this, 52), &[], 12).len();
    let spent = start.elapsed();
    println!(
        "figures: {number} past forecasts in {:.1} ms",
        spent.as_secs_f64() * 1e3
    );
    assert!(number <= 60, "{number}");
}
