//! Metrics: counts each request, and how long its answer takes.

use crate::{AppState, state::metrics::Labels};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use std::time::Instant;

/// Counts a request and its answer.
pub async fn count(State(app_state): State<AppState>, request: Request, next: Next) -> Response {
    let metrics = &app_state.metrics;
    let method = match request.method().as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        _ => "other",
    };
    let begun = Instant::now();
    metrics.under_way.inc();
    let response = next.run(request).await;
    metrics.under_way.dec();
    metrics.seconds.observe(begun.elapsed().as_secs_f64());
    let status = match response.status().as_u16() / 100 {
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        5 => "5xx",
        _ => "1xx",
    };
    metrics.requests.get_or_create(&Labels { method, status }).inc();
    response
}
