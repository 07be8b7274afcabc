//! Breaks: the days they may have, what adding and taking away one changes.

use super::ymd;
use crate::calendar::*;

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
