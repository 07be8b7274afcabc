//! What linked uses suggest, and what they don't.

use super::*;
use AdoptionStage::{Active, Contacted, Declined, Identified, Lapsed, Onboarded, Regular};

fn monday(rank: i32) -> Week {
    Week::numbered(Week::of(NaiveDate::from_ymd_opt(2021, 1, 4).unwrap()).number() + rank).unwrap()
}

/// A letter a week: a figure is its uses, `.` a week nobody measured, `v` a measured week of holidays, `V` one with a use.
fn weeks(text: &str) -> Vec<Seen> {
    let seen = |(rank, letter): (usize, char)| Seen {
        week: monday(i32::try_from(rank).unwrap()),
        school: !matches!(letter, 'v' | 'V'),
        uses: match letter {
            '.' => None,
            'v' => Some(0),
            'V' => Some(3),
            digit => digit.to_digit(10).map(i64::from),
        },
    };
    text.chars().enumerate().map(seen).collect()
}

fn since() -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 12, 1).unwrap()
}

fn stage(from: AdoptionStage, text: &str) -> Option<AdoptionStage> {
    suggest(from, since(), &weeks(text)).map(|found| found.stage)
}

#[test]
fn one_use_in_four_school_weeks_is_active_and_three_are_regular() {
    assert_eq!(stage(Onboarded, "0001"), Some(Active));
    assert_eq!(stage(Onboarded, "1000"), Some(Active));
    assert_eq!(stage(Onboarded, "10000"), None, "five weeks ago is too long ago");
    assert_eq!(stage(Onboarded, "1011"), Some(Regular));
    assert_eq!(stage(Active, "1011"), Some(Regular));
    assert_eq!(stage(Active, "1001"), None, "nothing new");
    assert_eq!(stage(Regular, "1001"), None, "no step back is proposed");
}

#[test]
fn holidays_never_count_as_weeks_without_use() {
    assert_eq!(
        stage(Onboarded, "1vv000"),
        Some(Active),
        "four school weeks, holidays apart"
    );
    assert_eq!(stage(Active, "00000vv"), None, "five school weeks and holidays");
    assert_eq!(stage(Active, "000vv000"), Some(Lapsed));
    assert_eq!(stage(Active, "000vV000"), None, "a use in the holidays is a use");
    assert_eq!(stage(Lapsed, "000vV000"), Some(Active));
}

#[test]
fn a_week_that_nobody_measured_lapses_nobody() {
    assert_eq!(stage(Active, "000000"), Some(Lapsed));
    assert_eq!(stage(Active, "00.000"), None);
    assert_eq!(stage(Active, "......"), None);
    assert_eq!(
        stage(Onboarded, "...1"),
        Some(Active),
        "a use is a use all the same"
    );
}

#[test]
fn who_was_never_onboarded_cannot_lapse_and_who_declined_is_left_in_peace() {
    assert_eq!(stage(Identified, "000000"), None);
    assert_eq!(stage(Contacted, "000000"), None);
    assert_eq!(stage(Declined, "1111"), None);
    assert_eq!(stage(Identified, "1111"), Some(Regular));
}

#[test]
fn weeks_before_the_stage_began_are_not_weeks_without_use() {
    let weeks = weeks("000000");
    assert_eq!(suggest(Onboarded, monday(3).monday(), &weeks), None);
    assert!(suggest(Onboarded, monday(0).monday(), &weeks).is_some());
}

#[test]
fn the_day_proposed_is_in_the_week_that_showed_it_and_never_before_the_last_stage() {
    let found = |text: &str, since| suggest(Onboarded, since, &weeks(text)).unwrap();
    assert_eq!(found("0101", since()).day, monday(1).monday());
    assert_eq!(found("1110", since()).day, monday(2).monday());
    assert_eq!(found("000000", monday(0).monday()).day, monday(5).sunday());
    let late = monday(2).sunday();
    assert_eq!(found("0101", late).day, late);
    assert_eq!(found("0101", late).used, 2);
}

#[test]
fn who_was_said_to_have_lapsed_comes_back_only_by_a_later_use() {
    let friday = monday(3).day(4);
    assert_eq!(
        suggest(Lapsed, friday, &weeks("1110")),
        None,
        "these uses are of before"
    );
    let back = suggest(Lapsed, friday, &weeks("11101")).unwrap();
    assert_eq!((back.stage, back.day), (Active, monday(4).monday()));
}

#[test]
fn too_few_weeks_say_nothing() {
    assert_eq!(stage(Onboarded, "111"), None);
    assert_eq!(stage(Onboarded, ""), None);
}
