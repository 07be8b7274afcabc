//! The funnel plot flags by chance no more than it says, whatever the size.

use super::SHARES;
use crate::adoption::funnel::*;
use std::time::Instant;

/// The binomial law of each size in turn, by adding one unit at a time: nothing is shared with the rules tested.
struct Law {
    share: f64,
    odds: Vec<f64>,
}

impl Law {
    fn of_none(share: f64) -> Self {
        Self {
            share,
            odds: vec![1.0],
        }
    }

    fn add_unit(&mut self) {
        self.odds.push(0.0);
        for using in (0..self.odds.len()).rev() {
            let one_less = using.checked_sub(1).map_or(0.0, |less| self.odds[less]);
            self.odds[using] = self.odds[using] * (1.0 - self.share) + one_less * self.share;
        }
    }

    /// Percents of territories outside of these limits.
    fn flagged(&self, low: f64, high: f64) -> f64 {
        let units = tail::number(i64::try_from(self.odds.len()).unwrap() - 1);
        let outside = |using: i64| {
            let seen = tail::number(using) / units;
            seen < low || seen > high
        };
        let flagged = (0..).zip(&self.odds).filter(|(using, _)| outside(*using));
        100.0 * flagged.map(|(_, odds)| odds).sum::<f64>()
    }
}

/// What is usually drawn.
fn naive(units: i64, share: f64) -> (f64, f64) {
    let away = 1.96 * (share * (1.0 - share) / tail::number(units)).sqrt();
    (share - away, share + away)
}

#[test]
fn prove_funnel_plot_flags_by_chance_no_more_than_it_says() {
    let (mut most, mut most_998) = (0.0_f64, 0.0_f64);
    let mut large = Vec::new();
    for share in SHARES {
        let mut law = Law::of_none(share);
        for units in 1..=500 {
            law.add_unit();
            let limits = funnel_limits(units, share).unwrap();
            let flagged = law.flagged(limits.within_95.0, limits.within_95.1);
            most = most.max(flagged);
            most_998 = most_998.max(law.flagged(limits.within_998.0, limits.within_998.1));
            assert!(
                flagged <= 5.0 + 1e-9,
                "{flagged} % of territories of {units} at {share}"
            );
            if units > 400 && (0.2..=0.8).contains(&share) {
                large.push(flagged);
            }
        }
    }
    assert!(most_998 <= 0.2 + 1e-9, "{most_998}");
    let least = large.iter().copied().fold(f64::INFINITY, f64::min);
    println!(
        "figures: flagged by chance, 1 to 500 units: {most:.2} % at most outside of 95, {most_998:.3} % of 99.8; {least:.2} % at least from 400 units"
    );
    assert!(least > 3.5, "limits too wide prove nothing: {least}");
}

#[test]
fn prove_funnel_plot_is_fair_to_eight_classes_where_the_usual_limits_are_not() {
    let (mut ours, mut usual) = (0.0_f64, 0.0_f64);
    for thousandths in 1..1000 {
        let share = f64::from(thousandths) / 1000.0;
        let mut law = Law::of_none(share);
        (0..8).for_each(|_| law.add_unit());
        let (low, high) = funnel_limits(8, share).unwrap().within_95;
        ours = ours.max(law.flagged(low, high));
        let (low, high) = naive(8, share);
        usual = usual.max(law.flagged(low, high));
    }
    println!("figures: 8 units flagged by chance at worst: {ours:.2} %; by p ± 1.96 deviations {usual:.1} %");
    assert!(ours <= 5.0 + 1e-9, "{ours}");
    assert!(usual > 10.0, "the usual limits must fail here: {usual}");
}

#[test]
fn prove_funnel_plot_agrees_with_territories_drawn_by_lot() {
    let mut rng = fastrand::Rng::with_seed(12);
    for (units, share) in [(8, 0.35), (60, 0.62), (230, 0.08)] {
        let mut law = Law::of_none(share);
        (0..units).for_each(|_| law.add_unit());
        let limits = funnel_limits(units, share).unwrap();
        let exact = law.flagged(limits.within_95.0, limits.within_95.1);
        let places: Vec<FunnelPlace> = (0..=units)
            .map(|using| funnel_place(units, using, share).unwrap())
            .collect();
        let drawn = 20_000;
        let flagged = (0..drawn).filter(|_| {
            let using = (0..units).filter(|_| rng.f64() < share).count();
            places[using] != FunnelPlace::Within
        });
        let simulated = 100.0 * tail::number(i64::try_from(flagged.count()).unwrap()) / f64::from(drawn);
        println!(
            "figures: {units} units at {share}: {exact:.2} % by the law, {simulated:.2} % of {drawn} drawn"
        );
        assert!((exact - simulated).abs() < 0.6, "{exact} {simulated}");
    }
}

#[test]
fn prove_funnel_plot_is_safe_for_a_million_units() {
    let start = Instant::now();
    let mut times = 0;
    for units in [1, 2, 1_000, 999_999, 1_000_000, FUNNEL_MAX] {
        for share in [
            0.0,
            1e-300,
            1e-15,
            1e-9,
            1e-6,
            0.02,
            0.3,
            0.5,
            0.98,
            1.0 - 1e-9,
            1.0 - 1e-15,
            1.0,
        ] {
            times += 1;
            let limits = funnel_limits(units, share).unwrap();
            let FunnelLimits {
                within_95,
                within_998,
                ..
            } = limits;
            let order = [within_998.0, within_95.0, within_95.1, within_998.1];
            assert!(
                order.is_sorted() && order.iter().all(|limit| (0.0..=1.0).contains(limit)),
                "{limits:?}"
            );
            let one = 1.0 / tail::number(units);
            assert!(
                within_95.0 <= share + one && share <= within_95.1 + one,
                "{limits:?} of {share}"
            );
            if units >= 999_999 && (0.02..=0.98).contains(&share) {
                let (low, high) = naive(units, share);
                assert!((within_95.0 - low).abs() < 2.0 * one && (within_95.1 - high).abs() < 2.0 * one);
            }
        }
    }
    let cost_ms = start.elapsed().as_secs_f64() * 1e3 / f64::from(times);
    println!("figures: limits of up to ten million units: {cost_ms:.4} ms each");
}
