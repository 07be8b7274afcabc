//! Health: whether the product answers, for whoever watches it.

use crate::{
    AppState,
    request::{Route, routes},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
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
