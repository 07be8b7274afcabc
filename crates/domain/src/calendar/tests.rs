//! The calendar's promises.

mod breaks;

use super::*;
use chrono::{Days, Weekday};
use proptest::prelude::*;

fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn a_school_year_is_written_as_two_years_that_follow() {
    let year: SchoolYear = "2020-2021".parse().unwrap();
    assert_eq!((year.first(), year.to_string()), (2020, "2020-2021".to_owned()));
    for wrong in [
        "2020",
        "2020-2022",
        "2020/2021",
        "20-21",
        "",
        "2020-2021-2022",
        "1999-2000",
    ] {
        assert!(wrong.parse::<SchoolYear>().is_err(), "{wrong}");
    }
}

#[test]
fn a_day_of_august_belongs_to_the_year_that_ends() {
    assert_eq!(SchoolYear::of(ymd(2021, 8, 31)), SchoolYear::starting(2020));
    assert_eq!(SchoolYear::of(ymd(2021, 9, 1)), SchoolYear::starting(2021));
}

#[test]
fn events_of_a_year_run_from_july_before_to_august_after() {
    let year = SchoolYear::starting(2020).unwrap();
    assert_eq!(year.first_event_day(), ymd(2020, 7, 1));
    assert_eq!(year.last_event_day(), ymd(2021, 8, 31));
}

#[test]
fn schools_are_closed_in_every_zone_from_16_march_2020() {
    let year = SchoolYear::starting(2019).unwrap();
    for zone in [None, Some(Zone::A), Some(Zone::B), Some(Zone::C)] {
        let closure = |b: &Break| b.kind == BreakKind::Closure && b.holds(ymd(2020, 3, 16));
        assert!(
            Calendar::official().breaks(year, zone).iter().any(closure),
            "{zone:?}"
        );
    }
}

#[test]
fn winter_holidays_belong_to_their_zone_alone() {
    let year = SchoolYear::starting(2020).unwrap();
    let off = |zone, day| {
        Calendar::official()
            .breaks(year, zone)
            .iter()
            .any(|b| b.holds(day))
    };
    assert!(off(Some(Zone::A), ymd(2021, 2, 10)));
    assert!(!off(Some(Zone::B), ymd(2021, 2, 10)));
    assert!(!off(None, ymd(2021, 2, 10)));
}

#[test]
fn each_break_ends_after_it_starts() {
    for first in 2019..=2021 {
        for zone in [Zone::A, Zone::B, Zone::C] {
            let rows = Calendar::official().breaks(SchoolYear::starting(first).unwrap(), Some(zone));
            assert!(!rows.is_empty() && rows.iter().all(|b| b.from < b.to));
        }
    }
}

proptest! {
    #[test]
    fn a_week_holds_each_of_its_days(offset in 0u64..40_000) {
        let day = ymd(2000, 1, 1).checked_add_days(Days::new(offset)).unwrap();
        let week = Week::of(day);
        prop_assert!(week.monday() <= day && day <= week.sunday());
        prop_assert_eq!(week.monday().weekday(), Weekday::Mon);
        prop_assert_eq!(Week::of(week.next().monday()).back(1), week);
        prop_assert_eq!(Week::numbered(week.number()), Some(week));
        prop_assert_eq!(week.next().number(), week.number() + 1);
        prop_assert_eq!(week.day(day.weekday().num_days_from_monday()), day);
    }
}

#[test]
fn a_week_is_as_much_school_as_its_zone_has_days_of_class() {
    let official = Calendar::official();
    let week = |month, day| Week::of(NaiveDate::from_ymd_opt(2021, month, day).unwrap());
    // All Saints' of 2021 begin on 23 October and end on 7 November, everywhere.
    assert!((official.school_share(week(10, 11), None) - 1.0).abs() < 1e-9);
    assert!(official.school_share(week(10, 25), None).abs() < 1e-9);
    // Zone B's April holidays of 2022 begin a week before zone A's.
    let april = Week::of(NaiveDate::from_ymd_opt(2022, 4, 11).unwrap());
    assert!(official.school_share(april, Some(Zone::B)).abs() < 1e-9);
    assert!((official.school_share(april, Some(Zone::A)) - 1.0).abs() < 1e-9);
    let mean = official.school_share(april, None);
    assert!(mean > 0.6 && mean < 0.7, "{mean}");
    // In summer there is no school, in any year that is known to its end.
    for first in 2019..2022 {
        let year = SchoolYear::starting(first).unwrap();
        assert!(official.is_known(year, None), "{year}");
        let week = Week::of(NaiveDate::from_ymd_opt(first + 1, 7, 19).unwrap());
        assert!(official.school_share(week, None).abs() < 1e-9, "{year}");
    }
    assert!(!official.is_known(SchoolYear::starting(2022).unwrap(), None));
}

#[test]
fn weeks_without_school_are_not_counted() {
    let official = Calendar::official();
    let weeks = |from: NaiveDate, to: NaiveDate, zone| {
        let after = std::iter::successors(Some(Week::of(from).next()), |week| Some(week.next()));
        let until = after.take_while(|week| *week <= Week::of(to));
        until.filter(|week| official.is_school_week(*week, zone)).count()
    };
    // From the week of 9 March 2020 to that of 11 May: eight weeks of closure, then one of school.
    assert_eq!(weeks(ymd(2020, 3, 9), ymd(2020, 5, 11), Some(Zone::A)), 1);
    assert_eq!(weeks(ymd(2020, 3, 9), ymd(2020, 5, 11), Some(Zone::Mayotte)), 1);
    // All Saints' of 2021 take two weeks of four.
    assert_eq!(weeks(ymd(2021, 10, 11), ymd(2021, 11, 8), None), 2);
    assert_eq!(weeks(ymd(2021, 11, 8), ymd(2021, 11, 8), None), 0);
    assert_eq!(weeks(ymd(2021, 11, 8), ymd(2021, 10, 11), None), 0);
}

#[test]
fn two_years_share_no_week_and_a_week_under_way_is_not_over() {
    for first in 2019..2030 {
        let year = SchoolYear::starting(first).unwrap();
        let next = SchoolYear::starting(first + 1).unwrap();
        let long_after = ymd(2040, 1, 1);
        assert_eq!(
            year.weeks_over(long_after).1.next(),
            next.weeks_over(long_after).0,
            "{year}"
        );
    }
    let year = SchoolYear::starting(2021).unwrap();
    let until = |day: NaiveDate| year.weeks_over(day).1.monday();
    assert_eq!(until(ymd(2021, 12, 17)), ymd(2021, 12, 6), "a Friday");
    assert_eq!(until(ymd(2021, 12, 19)), ymd(2021, 12, 6), "a Sunday is not over");
    assert_eq!(until(ymd(2021, 12, 20)), ymd(2021, 12, 13));
    let (from, to) = year.weeks_over(ymd(2021, 9, 2));
    assert!(to < from, "none in the first week");
}

#[test]
fn the_first_week_of_a_year_holds_1_september_and_ranks_read_back() {
    for first in 2019..2030 {
        let year = SchoolYear::starting(first).unwrap();
        assert_eq!(year.rank_of(Week::of(year.start())), 1);
        for rank in [-8, 0, 1, 16, 52] {
            assert_eq!(year.rank_of(year.week(rank).unwrap()), rank);
        }
    }
    let year: SchoolYear = "2021-2022".parse().unwrap();
    let december = NaiveDate::from_ymd_opt(2021, 12, 17).unwrap();
    assert_eq!(year.rank_of(Week::of(december)), 16);
    assert_eq!(year.week(i32::MIN), None);
}

#[test]
fn a_year_starts_where_summer_ends_and_in_mid_august_at_la_reunion() {
    let year = SchoolYear::starting(2021).unwrap();
    let official = Calendar::official();
    let start = |zone| official.start_in(year, zone);
    assert_eq!(start(Some(Zone::Reunion)), ymd(2021, 8, 16));
    assert_eq!(start(Some(Zone::Mayotte)), ymd(2021, 8, 23));
    // Its summer holidays end on 1 September: the census counts from that day all the same.
    assert_eq!(start(Some(Zone::A)), year.start());
    assert_eq!(start(None), year.start());
    let summer = Break::new(
        Zone::Reunion,
        BreakKind::Holiday,
        ymd(2021, 7, 10),
        ymd(2021, 8, 18),
        None,
    )
    .unwrap();
    let told: Calendar = official.all().iter().cloned().chain([summer]).collect();
    assert_eq!(told.start_in(year, Some(Zone::Reunion)), ymd(2021, 8, 19));
}
