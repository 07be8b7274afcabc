//! Draws from the laws that forecasts share: normal, chi-square, binomial. Each from a generator with a seed.

/// Above this variance a binomial draw is a rounded normal one.
const NEARLY_NORMAL: f64 = 12.0;

/// A draw from the normal law of mean 0 and deviation 1 (Box and Muller).
pub fn normal(rng: &mut fastrand::Rng) -> f64 {
    let angle = std::f64::consts::TAU * rng.f64();
    (-2.0 * positive(rng).ln()).sqrt() * angle.cos()
}

/// A draw from the chi-square law of a whole number of degrees of freedom: exponentials two by two, a squared normal for the odd one.
pub fn chi_square(rng: &mut fastrand::Rng, freedom: usize) -> f64 {
    let pairs: f64 = (0..freedom / 2).map(|_| -2.0 * positive(rng).ln()).sum();
    if freedom.is_multiple_of(2) {
        pairs
    } else {
        pairs + normal(rng).powi(2)
    }
}

/// How many of `trials` (a whole number) succeed, each with this chance: exact where few do, from the nearest normal law else.
pub fn binomial(rng: &mut fastrand::Rng, trials: f64, chance: f64) -> f64 {
    if trials < 1.0 || chance.is_nan() || chance <= 0.0 {
        return 0.0;
    }
    if chance >= 1.0 {
        return trials;
    }
    if chance > 0.5 {
        return trials - binomial(rng, trials, 1.0 - chance);
    }
    let mean = trials * chance;
    let variance = mean * (1.0 - chance);
    if variance > NEARLY_NORMAL {
        return (mean + variance.sqrt() * normal(rng)).round().clamp(0.0, trials);
    }
    // From one success to the next, a geometric number of trials.
    let failure = (-chance).ln_1p();
    let (mut at, mut succeeded) = (0.0, 0.0);
    loop {
        at += (positive(rng).ln() / failure).floor() + 1.0;
        if at > trials {
            return succeeded;
        }
        succeeded += 1.0;
    }
}

/// A draw above 0, at most 1.
fn positive(rng: &mut fastrand::Rng) -> f64 {
    1.0 - rng.f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_binomial_draw_has_the_mean_and_the_variance_of_its_law() {
        let mut rng = fastrand::Rng::with_seed(12);
        for (trials, chance) in [(1.0, 0.3), (8.0, 0.02), (60.0, 0.2), (40.0, 0.95), (6000.0, 0.03)] {
            let draws: Vec<f64> = (0..20_000).map(|_| binomial(&mut rng, trials, chance)).collect();
            let mean = draws.iter().sum::<f64>() / 20_000.0;
            let variance = draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / 20_000.0;
            let expected = trials * chance * (1.0 - chance);
            assert!(
                (mean - trials * chance).abs() < 4.0 * (expected / 20_000.0).sqrt(),
                "{mean}"
            );
            assert!(
                (variance / expected - 1.0).abs() < 0.06,
                "{variance} of {expected}"
            );
            assert!(
                draws
                    .iter()
                    .all(|draw| (0.0..=trials).contains(draw) && draw.fract() == 0.0)
            );
        }
    }

    #[test]
    fn no_chance_no_trial_and_no_number_give_none() {
        let mut rng = fastrand::Rng::with_seed(12);
        for (trials, chance) in [
            (0.0, 0.5),
            (-3.0, 0.5),
            (10.0, 0.0),
            (10.0, -1.0),
            (10.0, f64::NAN),
            (10.0, 1e-300),
        ] {
            assert_eq!(binomial(&mut rng, trials, chance), 0.0, "{trials} {chance}");
        }
        assert_eq!(binomial(&mut rng, 10.0, 1.5), 10.0);
    }
}
