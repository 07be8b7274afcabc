//! Metrics: the counters of what the service answers, written as OpenMetrics.

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};
use std::{
    fmt,
    sync::{Arc, atomic::AtomicI64},
};

/// What tells the series of answers apart.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct Labels {
    /// The method, or `other`.
    pub method: &'static str,
    /// The status, by its hundred: few series, whatever is asked.
    pub status: &'static str,
}

/// The counters of one service. A clone counts together.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    /// Requests answered.
    pub requests: Family<Labels, Counter>,
    /// Time to the head of the answer.
    pub seconds: Histogram,
    /// Requests under way.
    pub under_way: Gauge,
    version: Gauge<i64, AtomicI64>,
}

/// From a kept page to a slow one: the upper ends, in seconds.
const SECONDS: [f64; 10] = [0.000_25, 0.001, 0.0025, 0.01, 0.025, 0.1, 0.25, 1.0, 2.5, 10.0];

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("classe12");
        let (requests, under_way, version) = (
            Family::<Labels, Counter>::default(),
            Gauge::default(),
            Gauge::default(),
        );
        let seconds = Histogram::new(SECONDS);
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register(
            "http_request_seconds",
            "Time to the head of the answer",
            seconds.clone(),
        );
        registry.register("http_requests_under_way", "Requests under way", under_way.clone());
        registry.register("data_version", "Raised by each write", version.clone());
        Self {
            registry: Arc::new(registry),
            requests,
            seconds,
            under_way,
            version,
        }
    }
}

impl Metrics {
    /// The metrics as text (OpenMetrics), with the data version as it stands.
    ///
    /// # Errors
    /// They can't be written.
    pub fn text(&self, version: i64) -> Result<String, fmt::Error> {
        self.version.set(version);
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
