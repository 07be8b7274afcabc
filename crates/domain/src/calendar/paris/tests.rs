//! Days of Paris around midnight, at both changes of the hour and at New Year.

use super::*;
use chrono::{Datelike, Days, TimeDelta, Weekday};
use proptest::prelude::*;

fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn utc(day: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    day.and_hms_opt(hour, minute, 0).unwrap().and_utc()
}

#[test]
fn a_day_begins_at_midnight_of_paris_in_winter_in_summer_at_both_changes_of_the_hour_and_at_new_year() {
    // The day; the hour UTC of the evening before at which it begins.
    for (day, hour) in [
        (ymd(2021, 1, 1), 23),
        (ymd(2020, 1, 1), 23),
        (ymd(2021, 7, 1), 22),
        (ymd(2021, 3, 28), 23),
        (ymd(2021, 3, 29), 22),
        (ymd(2021, 10, 31), 22),
        (ymd(2021, 11, 1), 23),
    ] {
        let eve = day.pred_opt().unwrap();
        assert_eq!(start_of_day(day), utc(eve, hour, 0), "{day}");
        assert_eq!(paris_day(utc(eve, hour, 0)), day);
        assert_eq!(paris_day(utc(eve, hour - 1, 59)), eve);
    }
}

#[test]
fn the_hour_that_spring_leaves_out_and_the_one_that_autumn_shows_twice_stay_of_their_day() {
    let out = NaiveTime::from_hms_opt(2, 30, 0).unwrap();
    for day in [ymd(2021, 3, 28), ymd(2021, 10, 31)] {
        assert_eq!(paris_day(at_paris(day, out)), day);
    }
}

/// The last Sunday of a month of 31 days: the law's own words (directive 2000/84/CE, articles 2 and 3).
fn last_sunday(year: i32, month: u32) -> NaiveDate {
    let last = ymd(year, month, 31);
    let back = last.weekday().days_since(Weekday::Sun);
    last - Days::new(back.into())
}

proptest! {
    /// Two hours ahead of UTC from 01:00 UTC of March's last Sunday to 01:00 UTC of October's; one hour ahead else.
    #[test]
    fn a_moment_is_of_the_day_that_the_law_says(seconds in 946_684_800_i64..2_145_916_800) {
        let at = DateTime::from_timestamp(seconds, 0).unwrap();
        let year = paris_day(at).year();
        let summer = utc(last_sunday(year, 3), 1, 0)..utc(last_sunday(year, 10), 1, 0);
        let ahead = TimeDelta::hours(if summer.contains(&at) { 2 } else { 1 });
        let midnight = start_of_day(paris_day(at));
        prop_assert_eq!(paris_clock(at).and_utc(), at + ahead);
        prop_assert!(midnight <= at && at < midnight + TimeDelta::hours(25));
        prop_assert_eq!(paris_day(midnight - TimeDelta::seconds(1)).succ_opt(), Some(paris_day(at)));
    }
}
