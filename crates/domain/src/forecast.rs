//! Statistics that the forecasts of adoption and of the money share: draws, and where 8 futures out of 10 lie.

pub(crate) mod draw;

/// Where 8 futures out of 10 lie, in units or in cents: the 10th, 50th and 90th of a hundred.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread<T> {
    /// One future out of ten is below.
    pub low: T,
    /// Half of the futures are below.
    pub middle: T,
    /// One future out of ten is above.
    pub high: T,
}

impl<T: Copy + Ord + Default> Spread<T> {
    /// The spread of futures; nothing at all of none.
    pub(crate) fn of(futures: &mut [T]) -> Self {
        let [low, middle, high] = tenths(futures).unwrap_or_default();
        Self { low, middle, high }
    }
}

/// The 10th, 50th and 90th of a hundred, outwards; `None` of nothing.
pub(crate) fn tenths<T: Copy + Ord>(values: &mut [T]) -> Option<[T; 3]> {
    let last = values.len().checked_sub(1)?;
    let mut at = |rank: usize| *values.select_nth_unstable(rank).1;
    Some([at(last / 10), at(last / 2), at(last - last / 10)])
}
