//! The rules of the forecast: too early, never out of bounds, the day of an objective, the pace, the worth of kept forecasts.

mod backtest;
mod objective;
mod too_early;

use super::{
    simulated::{History, NATION, World},
    *,
};

fn ahead_of(course: &Course<'_>) -> AdoptionProjection {
    match forecast_of(course, 50) {
        AdoptionForecast::Ahead(forecast) => forecast,
        early @ AdoptionForecast::TooEarly { .. } => panic!("{early:?}"),
    }
}

fn weeks(reached: &[i64]) -> Vec<WeekSeen> {
    let mut week = Week::of(NaiveDate::from_ymd_opt(2020, 9, 1).unwrap());
    let each = reached.iter().map(|&reached| {
        let seen = WeekSeen {
            week,
            reached,
            school: 1.0,
        };
        week = week.next();
        seen
    });
    each.collect()
}

fn after(seen: &[WeekSeen], school: &[f64]) -> Vec<WeekAhead> {
    let mut week = seen.last().unwrap().week;
    let each = school.iter().map(|&school| {
        week = week.next();
        WeekAhead { week, school }
    });
    each.collect()
}

fn course<'a>(weeks: &'a [WeekSeen], units: i64, ahead: &'a [WeekAhead]) -> Course<'a> {
    Course {
        weeks,
        before: 0,
        units,
        ahead,
        objective: None,
        widen: WIDEN_START,
        prior: None,
        seed: 12,
    }
}

const TEN_WEEKS: [i64; 10] = [2, 4, 7, 11, 14, 20, 24, 31, 37, 45];

#[test]
fn a_forecast_is_in_order_never_above_the_units_never_below_what_is_reached_and_never_falls() {
    for seed in 1..40 {
        let units = [12, 60, 6_000][seed % 3];
        let world = World { units, ..NATION };
        let history = History::draw(world, u64::try_from(seed).unwrap());
        let ahead = history.ahead(20);
        let told = Course {
            prior: Some(NATION.hazard),
            objective: Some(units * 3 / 4),
            ..history.course(20, &ahead)
        };
        let forecast = ahead_of(&told);
        assert_eq!(forecast.weeks.len(), 15);
        let start = told.reached();
        let mut before = Spread {
            low: start,
            middle: start,
            high: start,
        };
        for (_, spread) in &forecast.weeks {
            let Spread { low, middle, high } = *spread;
            assert!(low <= middle && middle <= high && high <= units, "{spread:?}");
            assert!(low >= before.low && middle >= before.middle && high >= before.high);
            before = *spread;
        }
        let ReachedBy { early, middle, late } = forecast.reached_objective.unwrap();
        let known = [early, middle, late].map(|day| day.unwrap_or(NaiveDate::MAX));
        assert!(known.is_sorted(), "{known:?}");
    }
}

#[test]
fn the_same_course_gives_the_same_forecast() {
    let history = History::draw(NATION, 3);
    let ahead = history.ahead(26);
    let told = history.course(26, &ahead);
    assert_eq!(forecast(&told), forecast(&told));
    assert_ne!(forecast(&told), forecast(&Course { seed: 13, ..told }));
}

#[test]
fn holidays_slow_the_forecast_and_do_not_stop_it() {
    let history = History::draw(NATION, 3);
    let ahead = history.ahead(26);
    let school: Vec<WeekAhead> = ahead
        .iter()
        .map(|ahead| WeekAhead {
            school: 1.0,
            ..*ahead
        })
        .collect();
    let holidays: Vec<WeekAhead> = ahead
        .iter()
        .map(|ahead| WeekAhead {
            school: 0.0,
            ..*ahead
        })
        .collect();
    let grown = |ahead: &[WeekAhead]| {
        let told = history.course(26, ahead);
        ahead_of(&told).weeks.last().unwrap().1.middle - told.reached()
    };
    let (school, holidays) = (grown(&school), grown(&holidays));
    assert!(
        holidays * 100 > school * 10 && holidays * 100 < school * 45,
        "{holidays} in holidays, {school} at school"
    );
}

#[test]
fn the_law_that_drew_the_weeks_is_found_again() {
    let even = World {
        noise: 0.02,
        units: 600_000,
        ..NATION
    };
    let history = History::draw(even, 5);
    let Hazard { p, q } = ahead_of(&history.course(26, &history.ahead(26))).hazard;
    assert!((p - 0.006).abs() < 0.000_3 && (q - 0.14).abs() < 0.004, "{p} {q}");
}

#[test]
fn strange_courses_are_forecast_all_the_same() {
    let histories: [&[i64]; 6] = [
        &[100; 12],
        &[50, 40, 60, -3, 45, 200, 45, 45, 46, 47, 48, 50],
        &[0, 0, 0, 100, 100, 100, 100, 100, 100, 100, 100, 100],
        &[i64::MAX; 12],
        &[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 100],
        &[20; 12],
    ];
    for reached in histories {
        let mut seen = weeks(reached);
        seen[3].school = f64::NAN;
        seen[4].school = -1.0;
        let ahead = after(&seen, &[1.0, 0.0, f64::NAN, 7.0]);
        for (units, widen) in [(100, f64::NAN), (101, 0.0), (i64::MAX, 10.0), (-5, 1.0)] {
            let told = Course {
                widen,
                prior: Some(Hazard { p: 9.0, q: 1e300 }),
                objective: Some(99),
                ..course(&seen, units, &ahead)
            };
            let forecast = ahead_of(&told);
            assert!(
                forecast
                    .weeks
                    .iter()
                    .all(|(_, spread)| (0..=units.max(0)).contains(&spread.low))
            );
            assert_eq!(forecast.weeks.len(), 4);
        }
    }
    let seen = weeks(&TEN_WEEKS);
    let old = after(&seen[..4], &[1.0; 8]);
    assert_eq!(
        ahead_of(&course(&seen, 100, &old)).weeks.len(),
        2,
        "weeks seen are not forecast"
    );
    let far = after(&seen, &[1.0; 200]);
    assert_eq!(ahead_of(&course(&seen, 100, &far)).weeks.len(), 70);
}
