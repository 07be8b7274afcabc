//! Times, medians, ratios, and the lines that tell them.

use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    future::Future,
    path::Path,
    time::{Duration, Instant},
};

/// A figure beside its baseline of the same run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Figure {
    pub scale: u32,
    pub ours: f64,
    pub baseline: f64,
    pub unit: String,
    /// How good ours is: 1 is as good as the baseline, more is better where more is better, less where less is.
    pub ratio: f64,
}

impl Figure {
    /// Ours over the baseline.
    pub fn new(scale: u32, ours: f64, baseline: f64, unit: &str) -> Self {
        Self {
            scale,
            ours,
            baseline,
            unit: unit.to_owned(),
            ratio: ours / baseline,
        }
    }
}

/// What a run measured, by name.
#[derive(Default)]
pub struct Figures(BTreeMap<String, Vec<Figure>>);

impl Figures {
    /// Prints a figure's line, `name  ours  baseline  ratio`, and keeps it.
    pub fn tell(&mut self, name: &str, figure: Figure) {
        let Figure {
            scale,
            ours,
            baseline,
            unit,
            ratio,
        } = &figure;
        println!("{name:16} ×{scale:<4} {ours:>12.1} {unit:6} {baseline:>12.1} {unit:6} {ratio:>10.3}");
        self.0.entry(name.to_owned()).or_default().push(figure);
    }

    /// The first scale's own figure of a name.
    pub fn first(&self, name: &str) -> Option<f64> {
        self.0
            .get(name)
            .and_then(|figures| figures.first())
            .map(|figure| figure.ours)
    }

    /// The latest figure of a name.
    pub fn last(&self, name: &str) -> Option<f64> {
        self.0
            .get(name)
            .and_then(|figures| figures.last())
            .map(|figure| figure.ours)
    }

    /// Writes `<name>.json` for each name into a folder.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        for (name, figures) in &self.0 {
            let text = serde_json::to_string_pretty(figures)?;
            std::fs::write(folder.join(format!("{name}.json")), text)?;
        }
        Ok(())
    }
}

/// Microseconds.
pub fn micros(cost: Duration) -> f64 {
    cost.as_secs_f64() * 1e6
}

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

/// The value that a tenth of them are below.
pub fn lowest_tenth<T: Ord + Copy + Default>(mut values: Vec<T>) -> T {
    values.sort_unstable();
    values.get(values.len() / 10).copied().unwrap_or_default()
}

/// A figure of this process's memory, in kilobytes: `VmHWM`, `RssAnon`.
pub fn memory(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
