//! The interval of a difference: as published, rounded outwards, the same for swapped groups.

use super::{FUNNEL_MAX, Group, difference, newcombe};

const fn group(using: i64, units: i64) -> Group {
    Group { using, units }
}

#[test]
fn the_interval_is_the_published_one() {
    // Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10.
    let published = [
        (group(56, 70), group(48, 80), (0.0524, 0.3339)),
        (group(9, 10), group(3, 10), (0.1705, 0.8090)),
        (group(6, 7), group(2, 7), (0.0582, 0.8062)),
        (group(5, 56), group(0, 29), (-0.0381, 0.1926)),
        (group(0, 10), group(0, 20), (-0.1611, 0.2775)),
        (group(0, 10), group(0, 10), (-0.2775, 0.2775)),
        (group(10, 10), group(0, 20), (0.6791, 1.0)),
        (group(10, 10), group(0, 10), (0.6075, 1.0)),
    ];
    for (first, second, (low, high)) in published {
        let found = newcombe(first, second).unwrap();
        assert!(
            (found.0 - low).abs() < 0.000_051,
            "{first:?} {second:?} {found:?}"
        );
        assert!(
            (found.1 - high).abs() < 0.000_051,
            "{first:?} {second:?} {found:?}"
        );
    }
}

#[test]
fn ends_are_rounded_outwards_and_decide_whether_chance_can_explain_it() {
    let apart = difference(group(56, 70), group(48, 80)).unwrap();
    assert_eq!(apart.within_95, (52, 334));
    assert!(!apart.may_be_chance());
    assert!(difference(group(5, 56), group(0, 29)).unwrap().may_be_chance());
    assert_eq!(
        difference(group(10, 10), group(0, 10)).unwrap().within_95,
        (607, 1_000)
    );
}

#[test]
fn swapped_groups_give_the_opposite_interval() {
    for (first, second) in [
        (group(56, 70), group(48, 80)),
        (group(0, 3), group(7, 9)),
        (group(400, 1_000), group(390, 1_000)),
    ] {
        let (low, high) = difference(first, second).unwrap().within_95;
        assert_eq!(difference(second, first).unwrap().within_95, (-high, -low));
    }
}

#[test]
fn groups_that_mean_nothing_have_no_difference() {
    for (using, units) in [(0, 0), (1, 0), (-1, 5), (6, 5), (0, FUNNEL_MAX + 1)] {
        let (wrong, right) = (group(using, units), group(1, 2));
        assert_eq!(difference(wrong, right), None);
        assert_eq!(difference(right, wrong), None);
    }
}
