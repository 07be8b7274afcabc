//! The promises of the funnel: how often chance alone flags a territory, by enumeration and by simulation.

mod proofs;

use super::*;

const SHARES: [f64; 13] = [
    0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98,
];

#[test]
fn limits_are_those_of_the_tail_summed_count_by_count_from_ten_units_to_a_million() {
    const LARGEST: i64 = 1_000_000;
    let logs: Vec<f64> = std::iter::once(0.0)
        .chain((1..=LARGEST).scan(0.0, |sum, number| {
            *sum += tail::number(number).ln();
            Some(*sum)
        }))
        .collect();
    let log = |number: i64| logs[usize::try_from(number).unwrap()];
    for units in [10, 11, 100, 257, 2_450, 24_531, LARGEST] {
        for share in SHARES {
            let odds = |using: i64| {
                let ways = log(units) - log(using) - log(units - using);
                let chances = [(using, share), (units - using, 1.0 - share)];
                let of_each = chances.map(|(count, chance)| tail::number(count) * chance.ln());
                (ways + of_each.iter().sum::<f64>()).exp()
            };
            let first = (0..units).find(|using| odds(*using) > 1e-25).unwrap();
            let limits = funnel_limits(units, share).unwrap();
            for (limit, tail) in [(limits.within_95.0, 0.025), (limits.within_998.0, 0.001)] {
                let (mut using, mut below) = (first, 0.0);
                while below + odds(using) <= tail {
                    below += odds(using);
                    using += 1;
                }
                let summed = (tail::number(using) - 1.0 + (tail - below) / odds(using)).max(0.0);
                let drawn = limit * tail::number(units);
                assert!(
                    (drawn - summed).abs() < 1e-4,
                    "{drawn} for {summed}: {tail} of {units} at {share}"
                );
            }
        }
    }
}

#[test]
fn a_point_beyond_the_drawn_limit_is_the_one_that_is_flagged() {
    for share in SHARES {
        for units in [1, 2, 7, 8, 40, 300] {
            let limits = funnel_limits(units, share).unwrap();
            for using in 0..=units {
                let seen = tail::number(using) / tail::number(units);
                let beyond = |(low, high): (f64, f64)| {
                    let above = (seen > high).then_some(FunnelSide::Above);
                    (seen < low).then_some(FunnelSide::Below).or(above)
                };
                let drawn = match (beyond(limits.within_998), beyond(limits.within_95)) {
                    (Some(side), _) => FunnelPlace::Outside998(side),
                    (None, Some(side)) => FunnelPlace::Outside95(side),
                    (None, None) => FunnelPlace::Within,
                };
                assert_eq!(
                    funnel_place(units, using, share),
                    Some(drawn),
                    "{using} of {units} at {share}"
                );
            }
        }
    }
}

#[test]
fn a_known_case_is_told_on_its_side() {
    // Of 10 at one half: 0 or 1 has odds of 1.07 %, 0 of 0.098 %, 2 of 4.4 % more.
    let place = |using| funnel_place(10, using, 0.5).unwrap();
    assert_eq!(place(0), FunnelPlace::Outside998(FunnelSide::Below));
    assert_eq!(place(1), FunnelPlace::Outside95(FunnelSide::Below));
    assert_eq!(place(2), FunnelPlace::Within);
    assert_eq!(place(8), FunnelPlace::Within);
    assert_eq!(place(9), FunnelPlace::Outside95(FunnelSide::Above));
    assert_eq!(place(10), FunnelPlace::Outside998(FunnelSide::Above));
    assert_eq!(funnel_place(3, 0, 0.0), Some(FunnelPlace::Within));
    assert_eq!(
        funnel_place(3, 1, 0.0),
        Some(FunnelPlace::Outside998(FunnelSide::Above))
    );
    assert_eq!(
        funnel_place(3, 2, 1.0),
        Some(FunnelPlace::Outside998(FunnelSide::Below))
    );
}

#[test]
fn a_place_that_means_nothing_is_none() {
    for (units, using, share) in [
        (0, 0, 0.5),
        (-1, 0, 0.5),
        (5, 6, 0.5),
        (5, -1, 0.5),
        (5, 2, 1.1),
        (5, 2, -0.1),
        (5, 2, f64::NAN),
        (FUNNEL_MAX + 1, 2, 0.5),
    ] {
        assert_eq!(
            funnel_place(units, using, share),
            None,
            "{using} of {units} at {share}"
        );
    }
    assert_eq!(funnel_limits(0, 0.5), None);
}
