//! What whoever runs the service watches, on an address of its own: whether it stands, whether it can answer, how it does.

use crate::{AppState, health, middleware::rate_limit};
use axum::{
    Router,
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::{Next, map_response},
    response::{IntoResponse, Response},
    routing::get,
};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};
use std::{
    io,
    net::{SocketAddr, TcpListener},
    sync::{Arc, atomic::AtomicI64},
    time::Instant,
};

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Labels {
    method: &'static str,
    /// The status, by its hundred: few series, whatever is asked.
    status: &'static str,
}

/// The counters of one service. A clone counts together.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    requests: Family<Labels, Counter>,
    seconds: Histogram,
    under_way: Gauge,
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

/// Counts a request and its answer.
pub async fn count(State(app_state): State<AppState>, request: Request, next: Next) -> Response {
    let watch = &app_state.watch;
    let method = match request.method().as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        _ => "other",
    };
    let begun = Instant::now();
    watch.under_way.inc();
    let response = next.run(request).await;
    watch.under_way.dec();
    watch.seconds.observe(begun.elapsed().as_secs_f64());
    let status = match response.status().as_u16() / 100 {
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        5 => "5xx",
        _ => "1xx",
    };
    watch.requests.get_or_create(&Labels { method, status }).inc();
    response
}

/// Answers those who watch, until the program ends.
///
/// # Errors
/// The listener is of no use.
pub async fn serve_metrics(app_state: AppState, listener: TcpListener) -> io::Result<()> {
    let router = Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(health::health))
        .route("/metrics", get(metrics))
        .layer(map_response(rate_limit::come_back))
        .with_state(app_state);
    axum_server::from_tcp(listener)?
        .http1_only()
        .serve(router.into_make_service_with_connect_info::<SocketAddr>())
        .await
}

async fn metrics(State(app_state): State<AppState>) -> Response {
    app_state.watch.version.set(app_state.store.version());
    let mut text = String::new();
    match encode(&mut text, &app_state.watch.registry) {
        Ok(()) => {
            const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, KIND)], text).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the measures can't be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
