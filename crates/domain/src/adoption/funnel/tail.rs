//! The lower tail of the binomial law, summed from where it is nothing: exact for any size, each term from the one before.

/// The tail is summed from so many deviations, and counts, below the mean: what lies below is less than 1 in 10¹⁴, nothing beside the tails asked for.
/// The cost of a limit grows with the deviation, the square root of the trials: no further down than it matters.
const DEVIATIONS: f64 = 8.0;
const COUNTS: f64 = 40.0;
/// Below this logarithm a term is nothing, and could not be told from 0.
const LOG_MIN: f64 = -600.0;

/// A limit of the lower tail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// The smallest count that is within: those below have a tail of at most the one asked.
    pub first_within: i64,
    /// Where it is drawn: between the largest count that is outside and the smallest within, as the tail lies between theirs; 0 at least.
    pub drawn: f64,
}

/// The limits of tails, rising or falling, of successes among `trials`, each with this chance; `failure` is 1 less it.
pub fn lower_limits<const N: usize>(trials: i64, chance: f64, failure: f64, tails: [f64; N]) -> [Limit; N] {
    let certain = |count: i64| Limit {
        first_within: count,
        drawn: number(count),
    };
    if chance <= 0.0 {
        return [certain(0); N];
    }
    if failure <= 0.0 {
        return [certain(trials); N];
    }
    let mut limits = [None; N];
    let (mut count, mut term) = start(trials, chance, failure);
    let mut below = 0.0;
    let odds = chance / failure;
    while count < trials && limits.contains(&None) {
        for (limit, tail) in limits.iter_mut().zip(tails) {
            if limit.is_none() && below + term > tail {
                let between = number(count) - 1.0 + (tail - below) / term;
                *limit = Some(Limit {
                    first_within: count,
                    drawn: between.max(0.0),
                });
            }
        }
        below += term;
        term *= odds * number(trials - count) / number(count + 1);
        count += 1;
    }
    // At the last count the tail is all there is.
    let last = |tail: f64| Limit {
        first_within: trials,
        drawn: (number(trials) - 1.0 + (tail - below) / (1.0 - below)).max(0.0),
    };
    let mut tails = tails.into_iter();
    limits.map(|limit| {
        let tail = tails.next().unwrap_or_default();
        limit.unwrap_or_else(|| last(tail))
    })
}

/// A count below which nothing is, and its odds.
fn start(trials: i64, chance: f64, failure: f64) -> (i64, f64) {
    let mean = number(trials) * chance;
    let far = mean - DEVIATIONS * (mean * failure).sqrt() - COUNTS;
    let mut count = whole(far).clamp(0, trials);
    // With hardly any failure, even so near the terms are nothing.
    loop {
        let log = log_term(number(count), number(trials), chance, failure);
        if log > LOG_MIN || count >= trials {
            return (count, log.exp());
        }
        count += 1;
    }
}

/// The logarithm of the odds of `count` successes among `trials`, by the saddle point (Loader 2000): no large numbers are subtracted.
fn log_term(count: f64, trials: f64, chance: f64, failure: f64) -> f64 {
    let rest = trials - count;
    if count <= 0.0 {
        // The smaller of the two is the exact one.
        return trials
            * if chance < failure {
                (-chance).ln_1p()
            } else {
                failure.ln()
            };
    }
    if rest <= 0.0 {
        return trials
            * if failure < chance {
                (-failure).ln_1p()
            } else {
                chance.ln()
            };
    }
    let stirling = stirling_error(trials) - stirling_error(count) - stirling_error(rest);
    let deviance = deviance(count, trials * chance) + deviance(rest, trials * failure);
    let scale = (std::f64::consts::TAU * count * rest / trials).ln();
    stirling - deviance - scale / 2.0
}

/// What Stirling's formula lacks of the logarithm of a whole number's factorial.
fn stirling_error(number: f64) -> f64 {
    if number > 15.0 {
        let square = number * number;
        return (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - 1.0 / (1680.0 * square)) / square) / square)
            / number;
    }
    let mut log = 0.0;
    let mut factor = 2.0;
    while factor <= number {
        log += f64::ln(factor);
        factor += 1.0;
    }
    log - ((number + 0.5) * number.ln() - number + std::f64::consts::TAU.ln() / 2.0)
}

/// `x ln(x / mean) + mean − x`, by its series where they are close.
fn deviance(x: f64, mean: f64) -> f64 {
    let away = x - mean;
    if away.abs() >= 0.1 * (x + mean) {
        return x * (x / mean).ln() + mean - x;
    }
    let ratio = away / (x + mean);
    let square = ratio * ratio;
    let mut term = 2.0 * x * ratio;
    let mut sum = away * ratio;
    let mut odd = 3.0;
    loop {
        term *= square;
        let next = sum + term / odd;
        if next == sum || odd > 200.0 {
            return next;
        }
        sum = next;
        odd += 2.0;
    }
}

/// A count as a number.
#[expect(clippy::cast_precision_loss, reason = "at most ten million")]
pub const fn number(count: i64) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "at most ten million, rounded down on purpose"
)]
fn whole(number: f64) -> i64 {
    number.floor() as i64
}
