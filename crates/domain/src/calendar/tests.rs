//! The calendar's promises.

use super::*;
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

fn holiday(zone: Zone, from: NaiveDate, to: NaiveDate) -> Result<Break, CalendarRefused> {
    Break::new(zone, BreakKind::Holiday, from, to, None)
}

#[test]
fn a_break_has_days_of_this_century_in_order_and_not_too_many() {
    let (first, last) = (ymd(2022, 10, 22), ymd(2022, 11, 6));
    assert!(holiday(Zone::A, first, last).is_ok());
    assert!(holiday(Zone::A, first, first).is_ok(), "one day is a break");
    let refused = |from, to| holiday(Zone::A, from, to).unwrap_err();
    let (from, to) = (last, first);
    assert_eq!(refused(from, to), CalendarRefused::EndsBefore { from, to });
    let (before, after) = (ymd(1999, 12, 31), ymd(2100, 1, 1));
    assert_eq!(refused(before, first), CalendarRefused::FromOutside(before));
    assert_eq!(refused(first, after), CalendarRefused::ToOutside(after));
    let late = first + chrono::Days::new(70);
    assert_eq!(refused(first, late), CalendarRefused::TooLong { days: 71 });
    let named = |label: String| Break::new(Zone::A, BreakKind::Closure, first, last, Some(label));
    assert!(named("é".repeat(LABEL_MAX)).is_ok());
    assert_eq!(named("é".repeat(LABEL_MAX + 1)), Err(CalendarRefused::Label));
    assert_eq!(named("a\nb".to_owned()), Err(CalendarRefused::Label));
}

#[test]
fn two_breaks_of_a_zone_and_kind_have_no_day_in_common() {
    let calendar: Calendar = holiday(Zone::A, ymd(2022, 10, 22), ymd(2022, 11, 6))
        .into_iter()
        .collect();
    let known = calendar.all()[0].clone();
    let next = |zone, from, to| holiday(zone, from, to).unwrap();
    let touching = next(Zone::A, ymd(2022, 11, 6), ymd(2022, 11, 8));
    assert_eq!(
        calendar.check(std::slice::from_ref(&touching)),
        Err(CalendarRefused::Overlaps(known))
    );
    let after = next(Zone::A, ymd(2022, 11, 7), ymd(2022, 11, 8));
    let elsewhere = Break {
        zone: Zone::Reunion,
        ..touching.clone()
    };
    // Holidays fell in the closure of 2020: another kind may have the same days.
    let other = Break {
        kind: BreakKind::Closure,
        ..touching.clone()
    };
    assert_eq!(calendar.check(&[after, elsewhere.clone(), other]), Ok(()));
    let twice = [elsewhere.clone(), elsewhere.clone()];
    assert_eq!(calendar.check(&twice), Err(CalendarRefused::Overlaps(elsewhere)));
    assert_eq!(calendar.check(&[]), Err(CalendarRefused::NoZone));
}

#[test]
fn what_is_added_counts_and_what_is_taken_away_does_not() {
    let year = SchoolYear::starting(2022).unwrap();
    let official = Calendar::official();
    let (from, to) = (ymd(2022, 10, 22), ymd(2022, 11, 6));
    let added = Zone::MAINLAND.map(|zone| holiday(zone, from, to).unwrap());
    let longer: Calendar = official.all().iter().cloned().chain(added).collect();
    let week = Week::of(ymd(2022, 10, 24));
    for zone in [None, Some(Zone::B)] {
        assert!((official.school_share(week, zone) - 1.0).abs() < 1e-9);
        assert!(longer.school_share(week, zone).abs() < 1e-9);
        assert_eq!(
            official.breaks(year, zone).len() + 1,
            longer.breaks(year, zone).len()
        );
    }
    let without = |off: &&Break| !(off.zone == Zone::B && off.holds(from));
    let but_one: Calendar = longer.all().iter().filter(without).cloned().collect();
    assert_eq!(
        but_one.breaks(year, None).len(),
        official.breaks(year, None).len(),
        "no longer common"
    );
    let mean = but_one.school_share(week, None);
    assert!(mean > 0.3 && mean < 0.4, "{mean}");
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
fn a_zone_that_sets_its_own_holidays_is_known_once_they_are_entered() {
    let (year, official) = (SchoolYear::starting(2021).unwrap(), Calendar::official());
    assert_eq!(Zone::of_academy("28"), Some(Zone::Reunion));
    for zone in Zone::ALL {
        assert_eq!(
            official.is_known(year, Some(*zone)),
            Zone::MAINLAND.contains(zone),
            "{zone:?}"
        );
    }
    // Its year starts in mid-August: the 31st is a day of school.
    let winter = holiday(Zone::Reunion, ymd(2022, 7, 9), ymd(2022, 8, 15)).unwrap();
    let alone: Calendar = official.all().iter().cloned().chain([winter.clone()]).collect();
    assert!(
        !alone.is_known(year, Some(Zone::Reunion)),
        "the year is not entered yet"
    );
    let summer = holiday(Zone::Reunion, ymd(2021, 12, 18), ymd(2022, 1, 23)).unwrap();
    let entered = [winter, summer];
    let edited: Calendar = official.all().iter().cloned().chain(entered).collect();
    assert!(edited.is_known(year, Some(Zone::Reunion)));
    assert!(!edited.is_known(year, Some(Zone::Mayotte)));
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
