//! The rules of the forecast: too early, never out of bounds, the day of an objective, the pace, the worth of kept forecasts.

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
fn it_is_too_early_below_a_fifth_or_before_eight_school_weeks() {
    let seen = weeks(&TEN_WEEKS);
    let ahead = after(&seen, &[1.0; 5]);
    assert!(matches!(
        forecast(&course(&seen, 225, &ahead)),
        AdoptionForecast::Ahead(_)
    ));
    assert_eq!(
        forecast(&course(&seen, 226, &ahead)),
        AdoptionForecast::TooEarly {
            reached: 45,
            needed: 46,
            weeks: 10,
            weeks_needed: 8
        }
    );
    let short = AdoptionForecast::TooEarly {
        reached: 24,
        needed: 20,
        weeks: 7,
        weeks_needed: 8,
    };
    assert_eq!(forecast(&course(&seen[..7], 100, &ahead)), short);
    let late = weeks(&[&[0; 20][..], &TEN_WEEKS[..7]].concat());
    assert_eq!(
        forecast(&course(&late, 100, &ahead)),
        short,
        "weeks before the first unit teach nothing"
    );
    let nobody = forecast(&course(&[], 0, &[]));
    assert!(
        matches!(
            nobody,
            AdoptionForecast::TooEarly {
                reached: 0,
                needed: 1,
                ..
            }
        ),
        "{nobody:?}"
    );
}

#[test]
fn a_past_year_is_used_while_it_is_too_early_and_said() {
    let seen = weeks(&TEN_WEEKS[..3]);
    let ahead = after(&seen, &[1.0; 20]);
    let prior = Some(Hazard { p: 0.01, q: 0.1 });
    let told = Course {
        prior,
        ..course(&seen, 100, &ahead)
    };
    assert_eq!(ahead_of(&told).basis, Basis::PastYear);
    let enough = weeks(&TEN_WEEKS);
    let told = Course {
        prior,
        ..course(&enough, 100, &ahead)
    };
    assert_eq!(ahead_of(&told).basis, Basis::ThisYear);
    for (p, q) in [(0.0, 0.0), (f64::NAN, 0.1), (0.1, f64::INFINITY), (-0.1, 0.3)] {
        let told = Course {
            prior: Some(Hazard { p, q }),
            ..course(&seen, 100, &ahead)
        };
        assert!(
            matches!(forecast(&told), AdoptionForecast::TooEarly { .. }),
            "{p} {q} is no hazard"
        );
    }
}

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
fn an_objective_is_reached_already_later_or_not_in_sight() {
    let seen = weeks(&TEN_WEEKS);
    let ahead = after(&seen, &[1.0; 20]);
    let by = |objective| {
        let told = Course {
            objective: Some(objective),
            ..course(&seen, 100, &ahead)
        };
        ahead_of(&told).reached_objective.unwrap()
    };
    let all = |day| ReachedBy {
        early: day,
        middle: day,
        late: day,
    };
    assert_eq!(
        by(20),
        all(Some(seen[5].week.sunday())),
        "the week that reached it"
    );
    assert_eq!(by(101), all(None), "above the units known");
    let soon = by(47);
    assert_eq!(soon.early, Some(ahead[0].week.monday()));
    assert!(soon.late <= Some(ahead[1].week.sunday()), "{soon:?}");
    let started = Course {
        before: 1,
        objective: Some(1),
        ..course(&seen, 100, &ahead)
    };
    let before = seen[0].week.back(1).sunday();
    assert_eq!(ahead_of(&started).reached_objective, Some(all(Some(before))));
    assert_eq!(ahead_of(&course(&seen, 100, &ahead)).reached_objective, None);
}

#[test]
fn the_pace_needed_counts_school_weeks_only() {
    let seen = weeks(&TEN_WEEKS);
    let ahead = after(&seen, &[1.0, 0.5, 0.0, 1.0]);
    let pace = |objective, ahead: &[WeekAhead]| {
        pace_needed(&Course {
            objective,
            ..course(&seen, 1_000, ahead)
        })
    };
    assert_eq!(pace(Some(145), &ahead), Some(40.0));
    assert_eq!(pace(Some(45), &ahead), Some(0.0), "reached");
    assert_eq!(pace(Some(1_001), &ahead), None, "above the units");
    assert_eq!(pace(Some(145), &ahead[2..3]), None, "holidays only");
    assert_eq!(pace(None, &ahead), None);
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
