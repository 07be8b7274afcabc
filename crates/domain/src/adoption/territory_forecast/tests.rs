//! The promises of a territory's forecast, on any course: nothing too early, never out of bounds, news never reads backwards.

mod properties;

use super::*;
use crate::{adoption::Basis, forecast::Spread};

fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn year() -> SchoolYear {
    SchoolYear::starting(2021).unwrap()
}

fn counts(units: i64, onboarded: i64, lapsed: i64) -> StageCounts {
    let mut counts = StageCounts::default();
    counts[AdoptionStage::Identified] = units - onboarded - lapsed;
    counts[AdoptionStage::Onboarded] = onboarded;
    counts[AdoptionStage::Lapsed] = lapsed;
    counts
}

/// A course from a Monday: what each week adds to those onboarded, as far as there are units.
fn course_from(first: NaiveDate, units: i64, added: &[i64]) -> Vec<WeekCounts> {
    let (mut week, mut onboarded) = (Week::of(first), 0);
    let each = added.iter().map(|more| {
        onboarded = (onboarded + more).min(units);
        let counts = WeekCounts {
            week,
            counts: counts(units, onboarded, 0),
        };
        week = week.next();
        counts
    });
    each.collect()
}

fn course(units: i64, added: &[i64]) -> Vec<WeekCounts> {
    course_from(on(2021, 9, 6), units, added)
}

/// So many more in each week of school from the rentrée, none in the holidays.
fn steady(units: i64, each: i64, weeks: u64) -> Vec<WeekCounts> {
    let calendar = Calendar::official();
    let mut week = Week::of(on(2021, 9, 6));
    let added: Vec<_> = (0..weeks)
        .map(|_| {
            let school = calendar.school_share(week, None) > 0.5;
            week = week.next();
            if school { each } else { 0 }
        })
        .collect();
    course(units, &added)
}

fn aim(day: NaiveDate, share: i64) -> Objective {
    Objective::new(year(), day, Measure::Onboarded, share).unwrap()
}

/// The day after the last week.
fn after(weeks: &[WeekCounts]) -> NaiveDate {
    weeks.last().unwrap().week.next().monday()
}

fn foretold(
    weeks: &[WeekCounts],
    before: &[WeekCounts],
    today: NaiveDate,
    objective: Option<Objective>,
) -> TerritoryForecast {
    territory_forecast(&TerritoryYear {
        year: year(),
        weeks,
        before,
        calendar: &Calendar::official(),
        zone: None,
        today,
        objective,
        kept: &KeptForecasts::default(),
    })
}

fn ahead(forecast: &TerritoryForecast) -> &crate::adoption::AdoptionProjection {
    match &forecast.forecast {
        AdoptionForecast::Ahead(ahead) => ahead,
        early @ AdoptionForecast::TooEarly { .. } => panic!("{early:?}"),
    }
}

#[test]
fn who_lapsed_had_been_onboarded_and_is_no_part_of_the_objective() {
    let mut weeks = steady(1_000, 30, 16);
    for week in &mut weeks {
        let onboarded = week.counts.onboarded();
        week.counts = counts(1_000, onboarded - onboarded / 10, onboarded / 10);
    }
    let lapsing = foretold(&weeks, &[], on(2021, 12, 27), Some(aim(on(2022, 6, 30), 500)));
    let all = foretold(&steady(1_000, 30, 16), &[], on(2021, 12, 27), None);
    assert_eq!(lapsing.recent, all.recent);
    assert_eq!(ahead(&lapsing).weeks, ahead(&all).weeks);
    let stays = foretold(
        &steady(1_000, 30, 16),
        &[],
        on(2021, 12, 27),
        Some(aim(on(2022, 6, 30), 500)),
    );
    assert!(lapsing.pace > stays.pace, "what lapsed is to be made up for");
}

#[test]
fn an_objective_of_used_classes_is_not_what_a_forecast_of_onboarded_ones_is_held_against() {
    let using = Objective::new(year(), on(2022, 6, 30), Measure::Using, 500).unwrap();
    let made = foretold(&steady(1_000, 30, 16), &[], on(2021, 12, 27), Some(using));
    assert_eq!(made.pace, None);
    assert_eq!(ahead(&made).reached_objective, None);
}

#[test]
fn the_pace_that_it_takes_counts_school_weeks_only() {
    let weeks = steady(1_000, 20, 16);
    let made = foretold(&weeks, &[], on(2021, 12, 27), Some(aim(on(2022, 6, 30), 1_000)));
    assert!((made.recent - 20.0).abs() < 1.5, "{}", made.recent);
    let missing = 1_000 - weeks.last().unwrap().counts.ever_onboarded();
    let missing = f64::from(i32::try_from(missing).unwrap());
    let pace = made.pace.unwrap();
    assert!(pace > missing / 26.0 && pace < missing / 18.0, "{pace}");
}

#[test]
fn in_september_the_year_before_is_what_a_forecast_starts_from() {
    let before = course_from(on(2020, 9, 7), 1_000, &[15; 50]);
    let weeks = steady(1_000, 10, 3);
    let made = foretold(&weeks, &before, on(2021, 9, 27), None);
    assert_eq!(ahead(&made).basis, Basis::PastYear);
    assert!(made.past.iter().any(|past| past.made < Week::of(on(2021, 9, 1))));
    let alone = foretold(&weeks, &[], on(2021, 9, 27), None);
    assert!(matches!(alone.forecast, AdoptionForecast::TooEarly { .. }));
}

#[test]
fn a_year_before_whose_holidays_are_not_known_teaches_nothing() {
    let before = course_from(on(2020, 9, 7), 1_000, &[15; 50]);
    let weeks = steady(1_000, 10, 3);
    let official = Calendar::official();
    let made = |calendar: &Calendar| {
        territory_forecast(&TerritoryYear {
            year: year(),
            weeks: &weeks,
            before: &before,
            calendar,
            zone: None,
            today: on(2021, 9, 27),
            objective: None,
            kept: &KeptForecasts::default(),
        })
    };
    assert!(matches!(made(&official).forecast, AdoptionForecast::Ahead(_)));
    let unknown = made(&[].into_iter().collect());
    assert!(matches!(unknown.forecast, AdoptionForecast::TooEarly { .. }));
    assert!(unknown.past.is_empty());
}

#[test]
fn the_same_course_is_forecast_as_it_always_was() {
    let weeks = steady(1_000, 30, 16);
    let made = foretold(&weeks, &[], on(2021, 12, 27), Some(aim(on(2022, 6, 30), 500)));
    let ahead = ahead(&made);
    assert_eq!(ahead.basis, Basis::ThisYear);
    let spread = |(_, Spread { low, middle, high }): (Week, Spread<i64>)| [low, middle, high];
    assert_eq!(spread(ahead.weeks[7]), [527, 551, 577]);
    assert_eq!(spread(*ahead.weeks.last().unwrap()), [796, 844, 889]);
    let reached = ahead.reached_objective.unwrap();
    let days = [reached.early, reached.middle, reached.late];
    assert_eq!(days, [on(2022, 1, 24), on(2022, 2, 3), on(2022, 2, 6)].map(Some));
    let (pace, recent) = (made.pace.unwrap(), made.recent);
    assert_eq!(
        format!("{pace:.6} {recent:.6} {}", made.widen),
        "5.238095 30.000000 1.1"
    );
    let said = made.past.iter().map(|past| {
        let Spread { low, high, .. } = past.kept.spread;
        [low, high, past.came]
    });
    assert_eq!(said.collect::<Vec<_>>(), [[331, 376, 360], [368, 404, 390]]);
}

#[test]
fn who_declined_is_not_forecast_to_be_onboarded() {
    // The same onboarded, of 1,000 of whom 300 decline: as of a census of 700.
    let all = steady(700, 20, 16);
    let declining: Vec<WeekCounts> = all
        .iter()
        .map(|week| {
            let mut counts = week.counts;
            counts[AdoptionStage::Declined] = 300;
            WeekCounts { counts, ..*week }
        })
        .collect();
    let today = on(2021, 12, 27);
    let (made, of_others) = (
        foretold(&declining, &[], today, None),
        foretold(&all, &[], today, None),
    );
    assert_eq!(ahead(&made).weeks, ahead(&of_others).weeks);
    assert_eq!(made.past, of_others.past);
    let beyond = foretold(&declining, &[], today, Some(aim(on(2022, 6, 30), 800)));
    assert_eq!(beyond.pace, None, "only by those who declined");
    let before = foretold(&steady(1_000, 10, 3), &declining, on(2021, 9, 27), None);
    let before_others = foretold(&steady(1_000, 10, 3), &all, on(2021, 9, 27), None);
    assert_eq!(
        before.forecast, before_others.forecast,
        "nor by last year's hazard"
    );
}

#[test]
fn the_objective_is_held_against_the_last_week_that_is_over_on_its_day() {
    let weeks = steady(1_000, 30, 16);
    for (day, week) in [
        (on(2022, 6, 26), Some(on(2022, 6, 20))),
        (on(2022, 6, 30), Some(on(2022, 6, 20))),
        (on(2022, 7, 2), Some(on(2022, 6, 20))),
        (on(2022, 7, 3), Some(on(2022, 6, 27))),
        (on(2022, 1, 1), None),
        (on(2021, 12, 15), None),
    ] {
        let made = foretold(&weeks, &[], on(2021, 12, 27), Some(aim(day, 900)));
        let expected = week.map(|monday| ObjectiveAhead {
            week: Week::of(monday),
            wanted: 900,
        });
        assert_eq!(made.objective, expected, "{day}");
        assert_eq!(made.at_objective().is_some(), week.is_some(), "{day}");
    }
}

#[test]
fn where_pace_and_forecast_say_the_contrary_it_is_told_which() {
    let weeks = steady(1_000, 30, 16);
    let of = |share| foretold(&weeks, &[], on(2021, 12, 27), Some(aim(on(2022, 6, 30), share)));
    let mut seen = Vec::new();
    for share in 1..=1_000 {
        let made = of(share);
        let (wanted, middle) = (
            made.objective.unwrap().wanted,
            made.at_objective().unwrap().middle,
        );
        let expected = match (made.recent >= made.pace.unwrap(), middle >= wanted) {
            (true, false) => Some(Contrary::OnlyPace),
            (false, true) => Some(Contrary::OnlyForecast),
            _ => None,
        };
        assert_eq!(made.contrary(), expected);
        seen.extend(expected);
    }
    assert!(
        seen.contains(&Contrary::OnlyPace),
        "a steady pace is not what the law goes on with"
    );
    let mut silent = of(900);
    silent.past = vec![missed(&silent); 12];
    assert_eq!(
        (silent.told(), silent.at_objective(), silent.contrary()),
        (None, None, None)
    );
    assert_eq!(
        silent.unreliable().map(|worth| (worth.tested, worth.too_high)),
        Some((12, 12))
    );
    assert!(
        !silent.to_keep().is_empty(),
        "kept on, or it could never do better"
    );
}

/// A past forecast that was too high.
fn missed(made: &TerritoryForecast) -> PastForecast {
    let spread = Spread {
        low: 50,
        middle: 60,
        high: 70,
    };
    PastForecast {
        kept: crate::adoption::WeekForecast {
            spread,
            ..made.to_keep()[0]
        },
        came: 40,
        ..made.past[0]
    }
}
