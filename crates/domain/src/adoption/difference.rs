//! The difference between two shares, and what chance alone may make of it.
//!
//! The 95 % interval is Newcombe's hybrid score interval (1998, method 10): Wilson's interval of each share, joined. It holds for small
//! groups and for shares of 0 and 1, where the usual `± 1.96 deviations` gives none or leaves the scale. Units are taken as independent.

use super::funnel::FUNNEL_MAX;

/// The normal deviate that 2.5 % lie beyond.
const DEVIATE: f64 = 1.959_963_984_540_054;

/// A difference between two shares, the first less the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The ends of its 95 % interval, per mille, rounded outwards: from −1,000 to 1,000.
    pub within_95: (i64, i64),
}

impl Difference {
    /// Whether chance alone can explain it: no difference at all lies within the interval.
    pub const fn may_be_chance(self) -> bool {
        self.within_95.0 <= 0 && 0 <= self.within_95.1
    }
}

/// A group of units, some of which use: what a share is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Units that use.
    pub using: i64,
    /// Units in all.
    pub units: i64,
}

/// The difference between the shares of two groups. `None` where that means nothing: no units or more than [`FUNNEL_MAX`], more users than units.
pub fn difference(first: Group, second: Group) -> Option<Difference> {
    let (low, high) = newcombe(first, second)?;
    Some(Difference {
        within_95: (
            thousandths((low * 1_000.0).floor()),
            thousandths((high * 1_000.0).ceil()),
        ),
    })
}

/// The interval as shares.
fn newcombe(first: Group, second: Group) -> Option<(f64, f64)> {
    let (one, other) = (wilson(first)?, wilson(second)?);
    let between = one.share - other.share;
    let below = (one.share - one.low).hypot(other.high - other.share);
    let above = (one.high - one.share).hypot(other.share - other.low);
    Some((between - below, between + above))
}

/// A share with Wilson's interval.
struct Wilson {
    share: f64,
    low: f64,
    high: f64,
}

fn wilson(Group { using, units }: Group) -> Option<Wilson> {
    if !(1..=FUNNEL_MAX).contains(&units) || !(0..=units).contains(&using) {
        return None;
    }
    let (part, all, square) = (number(using), number(units), DEVIATE * DEVIATE);
    let middle = 2.0 * part + square;
    let half = DEVIATE * (square + 4.0 * part * (1.0 - part / all)).sqrt();
    let whole = 2.0 * (all + square);
    Some(Wilson {
        share: part / all,
        low: (middle - half) / whole,
        high: (middle + half) / whole,
    })
}

#[expect(clippy::cast_precision_loss, reason = "at most ten million")]
const fn number(count: i64) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "whole, and at most a thousand on either side"
)]
const fn thousandths(whole: f64) -> i64 {
    whole.clamp(-1_000.0, 1_000.0) as i64
}

#[cfg(test)]
mod tests;
