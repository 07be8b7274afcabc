//! Health and metrics: whether the product answers, for whoever watches it; on an address of its own, how it does.

use crate::{
    AppState,
    middleware::rate_limit,
    request::{Route, routes},
};
use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    middleware::map_response,
    response::{IntoResponse, Response},
    routing::get,
};
use std::{
    io,
    net::{SocketAddr, TcpListener},
};

/// Its addresses.
pub fn routes() -> Vec<Route> {
    routes! {
        get "/etat" => health;
    }
}

/// Answers 200 with the data version; 503 where the store can't answer or the ledger was altered.
pub async fn health(State(app_state): State<AppState>) -> Response {
    let altered = app_state
        .store
        .ledger_health()
        .filter(|health| !health.verdict.is_whole());
    match app_state.store.refresh_version().await {
        Ok(_) if altered.is_some() => (StatusCode::SERVICE_UNAVAILABLE, "ledger altered\n").into_response(),
        Ok(version) => (StatusCode::OK, format!("ok {version}\n")).into_response(),
        Err(fault) => {
            tracing::error!(%fault, "the store can't answer");
            (StatusCode::SERVICE_UNAVAILABLE, "down\n").into_response()
        }
    }
}

/// Answers those who watch, until the program ends.
///
/// # Errors
/// The listener is of no use.
pub async fn serve_metrics(app_state: AppState, listener: TcpListener) -> io::Result<()> {
    let router = Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(health))
        .route("/metrics", get(metrics))
        .layer(map_response(rate_limit::come_back))
        .with_state(app_state);
    axum_server::from_tcp(listener)?
        .http1_only()
        .serve(router.into_make_service_with_connect_info::<SocketAddr>())
        .await
}

async fn metrics(State(app_state): State<AppState>) -> Response {
    match app_state.metrics.text(app_state.store.version()) {
        Ok(text) => {
            const KIND: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, KIND)], text).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the measures can't be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
