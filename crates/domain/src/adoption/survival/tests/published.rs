//! Published figures found again.

use super::followed;
use crate::adoption::survival::*;

/// Weeks of remission of the 21 patients under 6-mercaptopurine (Freireich and others 1963, the example of Gehan 1965, Cox and Oakes,
/// Collett); `false` is censored.
pub(super) const REMISSIONS: [(u32, bool); 21] = [
    (6, true),
    (6, true),
    (6, true),
    (6, false),
    (7, true),
    (9, false),
    (10, true),
    (10, false),
    (11, false),
    (13, true),
    (16, true),
    (17, false),
    (19, false),
    (20, false),
    (22, true),
    (23, true),
    (25, false),
    (32, false),
    (32, false),
    (34, false),
    (35, false),
];

/// Time, at risk, ended, share, low, high: the product limit and its log-log interval, as the statistical packages print them.
const PUBLISHED: [(u32, u32, u32, f64, f64, f64); 7] = [
    (6, 21, 3, 0.8571, 0.6197, 0.9516),
    (7, 17, 1, 0.8067, 0.5631, 0.9228),
    (10, 15, 1, 0.7529, 0.5032, 0.8894),
    (13, 12, 1, 0.6902, 0.4316, 0.8491),
    (16, 11, 1, 0.6275, 0.3675, 0.8049),
    (22, 7, 1, 0.5378, 0.2678, 0.7468),
    (23, 6, 1, 0.4482, 0.1881, 0.6801),
];

#[test]
fn a_textbook_s_remissions_give_its_figures() {
    let mut remissions = followed(&REMISSIONS);
    fastrand::Rng::with_seed(12).shuffle(&mut remissions);
    let curve = survival(&remissions);
    assert_eq!(curve.steps.len(), PUBLISHED.len());
    for (step, (time, at_risk, ended, share, low, high)) in curve.steps.iter().zip(PUBLISHED) {
        assert_eq!((step.time, step.at_risk, step.ended), (time, at_risk, ended));
        let (step_low, step_high) = step.interval.unwrap();
        for (ours, published) in [(step.share, share), (step_low, low), (step_high, high)] {
            assert!(
                (ours - published).abs() < 5.1e-5,
                "{time}: {ours} for {published}"
            );
        }
    }
    assert_eq!(curve.median(), Some(23));
    assert_eq!(curve.followed, Some(35));
}

#[test]
fn the_median_s_interval_is_that_of_the_statistical_packages() {
    let curve = survival(&followed(&REMISSIONS));
    assert_eq!(
        curve.median_interval(),
        Some((13, None)),
        "log-log, as survfit gives it"
    );
    let all: Vec<FollowUp> = (1..=40).map(|time| FollowUp { time, ended: true }).collect();
    assert_eq!(survival(&all).median_interval(), Some((14, Some(26))));
    assert_eq!(survival(&followed(&[(3, false); 9])).median_interval(), None);
    assert_eq!(survival(&[]).median_interval(), None);
}
