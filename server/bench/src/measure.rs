//! Times, medians, ratios.

use std::{
    future::Future,
    time::{Duration, Instant},
};

/// The median of what a work costs, over so many times, after one that warms up.
pub async fn median<F: Future<Output = Result<(), E>>, E>(
    times: usize,
    mut work: impl FnMut() -> F,
) -> Result<Duration, E> {
    work().await?;
    let mut costs = Vec::with_capacity(times);
    for _ in 0..times {
        let begun = Instant::now();
        work().await?;
        costs.push(begun.elapsed());
    }
    Ok(middle(costs))
}

/// The median.
pub fn middle<T: Ord + Copy + Default>(mut values: Vec<T>) -> T {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// How many times one is the other.
pub fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// A figure of this process's memory, in kilobytes: `VmHWM`, `RssAnon`.
pub fn memory(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
