//! Survival, against a textbook's figures and at its edges.

mod published;

use super::*;
use published::REMISSIONS;

fn followed(times: &[(u32, bool)]) -> Vec<FollowUp> {
    times
        .iter()
        .map(|&(time, ended)| FollowUp { time, ended })
        .collect()
}

#[test]
fn the_curve_steps_down_and_is_unknown_beyond_what_was_followed() {
    let curve = survival(&followed(&REMISSIONS));
    assert_eq!(curve.share_at(0), Some(1.0));
    assert_eq!(curve.share_at(5), Some(1.0));
    assert_eq!(curve.share_at(6), curve.share_at(5).map(|all| all * 18.0 / 21.0));
    assert_eq!(curve.share_at(35), curve.share_at(23));
    assert_eq!(curve.share_at(36), None);
}

#[test]
fn of_nothing_nothing_is_known() {
    let curve = survival(&[]);
    assert_eq!(curve, Survival::default());
    assert_eq!((curve.share_at(0), curve.median()), (None, None));
    assert_eq!(median_time(&[]), None);
}

#[test]
fn one_unit_that_ended_or_goes_on() {
    let ended = survival(&followed(&[(4, true)]));
    let step = SurvivalStep {
        time: 4,
        at_risk: 1,
        ended: 1,
        share: 0.0,
        interval: None,
    };
    assert_eq!(ended.steps, [step]);
    assert_eq!(
        (ended.share_at(3), ended.share_at(9), ended.median()),
        (Some(1.0), Some(0.0), Some(4))
    );
    let goes_on = survival(&followed(&[(4, false)]));
    assert_eq!(goes_on.steps, []);
    assert_eq!((goes_on.share_at(4), goes_on.share_at(5)), (Some(1.0), None));
}

#[test]
fn without_censoring_the_share_is_the_plain_one_and_the_median_the_middle() {
    let all: Vec<FollowUp> = (1..=10).map(|time| FollowUp { time, ended: true }).collect();
    let curve = survival(&all);
    for time in 0..=10 {
        let plain = f64::from(10 - time) / 10.0;
        assert!((curve.share_at(time).unwrap() - plain).abs() < 1e-12);
    }
    assert_eq!(curve.median(), Some(5), "half of ten");
}

#[test]
fn a_median_waits_for_half_and_is_not_shortened_by_leaving_the_others_out() {
    let day = |day| NaiveDate::from_ymd_opt(2021, 3, day).unwrap();
    let until = day(31);
    let wait = |from, to: Option<u32>| FollowUp::of_days(day(from), to.map(day), until);
    assert_eq!(wait(1, Some(8)), Some(FollowUp { time: 7, ended: true }));
    assert_eq!(
        wait(1, None),
        Some(FollowUp {
            time: 30,
            ended: false
        })
    );
    assert_eq!(
        FollowUp::of_days(day(1), Some(day(20)), day(9)),
        Some(FollowUp {
            time: 8,
            ended: false
        }),
        "reached after the last day seen"
    );
    assert_eq!(wait(9, Some(8)), None, "the other way round");
    assert_eq!(FollowUp::of_days(day(9), None, day(8)), None, "not begun");
    let waits =
        |reached: &[Option<u32>]| -> Vec<FollowUp> { reached.iter().filter_map(|to| wait(1, *to)).collect() };
    assert_eq!(median_time(&waits(&[Some(4), None, None])), None);
    assert_eq!(
        median_time(&waits(&[Some(4), Some(11), None])),
        Some(10),
        "not 3 nor 10 of the two"
    );
    assert_eq!(median_time(&waits(&[Some(4), Some(11), None, None])), Some(10));
}

#[test]
fn intervals_stay_between_none_and_all_around_the_share() {
    let mut rng = fastrand::Rng::with_seed(12);
    for _ in 0..200 {
        let count = rng.usize(1..40);
        let random = std::iter::repeat_with(|| FollowUp {
            time: rng.u32(0..12),
            ended: rng.bool(),
        });
        let curve = survival(&random.take(count).collect::<Vec<_>>());
        let mut before = 1.0;
        for step in &curve.steps {
            assert!(step.share < before && step.ended > 0 && step.ended <= step.at_risk);
            before = step.share;
            if let Some((low, high)) = step.interval {
                assert!(
                    0.0 <= low && low <= step.share && step.share <= high && high <= 1.0,
                    "{step:?}"
                );
            }
        }
    }
}

#[test]
fn counts_by_time_are_all_that_a_curve_needs() {
    let (some, others) = REMISSIONS.split_at(9);
    let mut tally: Tally = followed(some).into_iter().collect();
    tally.add_all(&followed(others).into_iter().collect());
    assert_eq!(tally.survival(), survival(&followed(&REMISSIONS)));
    assert_eq!(
        (tally.count(), tally.followed_to(6), tally.followed_to(7)),
        (21, 21, 17)
    );
    assert_eq!(
        (tally.ended_by(5), tally.ended_by(6), tally.ended_by(99)),
        (0, 3, 9)
    );
}
