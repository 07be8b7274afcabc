//! Rate limits: requests of one address and of one account, attempts to sign in, and what one address has under way at once.

use crate::{
    AppState,
    middleware::client_address,
    render::{self, problem},
};
use app::failure::PageError;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::time::Duration;

/// How long an address waits whose share of the requests under way is used up.
const SHARE_WAIT: Duration = Duration::from_secs(1);

/// Refuses an address that asks too fast, or too much at once.
pub async fn limit_address(State(app_state): State<AppState>, request: Request, next: Next) -> Response {
    let from = client_address::address(&request, &app_state.settings.proxies).map(client_address::counted);
    if let Some(for_now) = app_state.limiter.address(from) {
        return too_many(&app_state, for_now, request.uri().path());
    }
    let Some(_until_answered) = app_state.limiter.under_way.take(from) else {
        return too_many(&app_state, SHARE_WAIT, request.uri().path());
    };
    next.run(request).await
}

/// The answer to an address that tries to sign in too often; none: it may try.
pub fn sign_in(app_state: &AppState, request: &Request) -> Option<Response> {
    let from = client_address::address(request, &app_state.settings.proxies).map(client_address::counted);
    let wait = app_state.limiter.sign_in(from)?;
    Some(too_many(app_state, wait, "/connexion"))
}

/// Says to come back later, as what was asked for says it.
pub fn too_many(app_state: &AppState, wait: Duration, path: &str) -> Response {
    let seconds = wait.as_secs() + 1;
    let failure = PageError::TooMany(seconds);
    let mut response = match path.starts_with(problem::ROOT) {
        true => problem::failed(&failure),
        false => render::broken(app_state, failure),
    };
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// Says that too much is under way.
pub async fn shed(_: tower::BoxError) -> Response {
    (
        StatusCode::SERVICE_UNAVAILABLE,
        "Le service est très demandé : réessayez dans une minute.\n",
    )
        .into_response()
}

/// After how many seconds to ask again what could not be answered for now.
const COME_BACK: HeaderValue = HeaderValue::from_static("60");

/// Says on every 503 when to come back (`Retry-After`), whatever made it.
pub async fn come_back(mut response: Response) -> Response {
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response
            .headers_mut()
            .entry(header::RETRY_AFTER)
            .or_insert(COME_BACK);
    }
    response
}
