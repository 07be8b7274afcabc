//! The funnel plot: how far from the whole's share a territory's may be by chance alone, so that small territories are not ranked by luck.
//!
//! Under no difference, the users among `n` units are binomial. The limits are exact: each side's tail is at most 2.5 % (95 % limits) or
//! 0.1 % (99.8 %) at any size, so that a territory of 8 units is never flagged more than 5 times out of a hundred by chance. The usual
//! `p ± 1.96 deviations` flags some of them three times as often; mid-p tails pass 5 % at some sizes too. The price: the smallest are
//! flagged less often than announced. Between two whole counts the drawn limit is interpolated (Spiegelhalter 2005).

mod tail;

use tail::Limit;

/// The share of chance beyond a limit, on each side: 95 % limits, then 99.8 %.
const TAILS: [f64; 2] = [0.025, 0.001];

/// The largest size with limits, in units.
pub const FUNNEL_MAX: i64 = 10_000_000;

/// Where a territory stands in the funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunnelPlace {
    /// As chance alone may have it, 95 times out of a hundred.
    Within,
    /// Outside the 95 % limits: where nothing differs, 1 territory in 20 at most is.
    Outside95(FunnelSide),
    /// Outside the 99.8 % limits: where nothing differs, 1 in 500 at most is.
    Outside998(FunnelSide),
}

/// On which side of the whole's share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunnelSide {
    /// Above.
    Above,
    /// Below.
    Below,
}

/// The limits at one size, as shares between 0 and 1, to be drawn: a territory is outside where its point is beyond them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FunnelLimits {
    /// The size, in units.
    pub units: i64,
    /// The 95 % limits, low then high.
    pub within_95: (f64, f64),
    /// The 99.8 % limits, low then high.
    pub within_998: (f64, f64),
}

/// Where a territory with `using` of its `units` stands, against the whole's or the median share (0 to 1). `None` where that means nothing:
/// no units or more than [`FUNNEL_MAX`], more users than units, no share between 0 and 1.
pub fn funnel_place(units: i64, using: i64, share: f64) -> Option<FunnelPlace> {
    if !(0..=units).contains(&using) {
        return None;
    }
    if !is_known(units, share) {
        return None;
    }
    // On the other side of the mean half of chance lies at least: the median is one of the two whole numbers about it.
    let (side, seen, [of_95, of_998]) = if tail::number(using) < tail::number(units) * share {
        (FunnelSide::Below, using, below(units, share))
    } else {
        (FunnelSide::Above, units - using, above(units, share))
    };
    Some(if seen < of_998.first_within {
        FunnelPlace::Outside998(side)
    } else if seen < of_95.first_within {
        FunnelPlace::Outside95(side)
    } else {
        FunnelPlace::Within
    })
}

/// The limits to draw at this size, around the whole's or the median share (0 to 1). `None` for no units or more than [`FUNNEL_MAX`], and
/// for no share between 0 and 1.
pub fn funnel_limits(units: i64, share: f64) -> Option<FunnelLimits> {
    if !is_known(units, share) {
        return None;
    }
    let (below, above) = (below(units, share), above(units, share));
    let all = tail::number(units);
    let shares = |rank: usize| (below[rank].drawn / all, 1.0 - above[rank].drawn / all);
    Some(FunnelLimits {
        units,
        within_95: shares(0),
        within_998: shares(1),
    })
}

/// Whether limits mean something.
fn is_known(units: i64, share: f64) -> bool {
    (1..=FUNNEL_MAX).contains(&units) && (0.0..=1.0).contains(&share)
}

/// The limits below, in users.
fn below(units: i64, share: f64) -> [Limit; 2] {
    tail::lower_limits(units, share, 1.0 - share, TAILS)
}

/// The limits above, in units that do not use.
fn above(units: i64, share: f64) -> [Limit; 2] {
    tail::lower_limits(units, 1.0 - share, share, TAILS)
}

#[cfg(test)]
mod tests;
