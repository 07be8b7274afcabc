//! HTTP around the pages: router, headers, page cache, uploads, downloads.

mod account;
mod adoption;
mod api;
mod audit;
mod calendar;
mod clients;
pub mod clock;
mod comparison;
mod data_quality;

mod events;
mod face_to_face;
mod funding;
mod health;
mod import;
mod jobs;
mod journeys;
mod middleware;
mod networks;
mod objective;
mod open_data;
mod render;
mod request;

pub mod routes;
mod school;
mod search;
mod settings;
mod sign_in;
mod state;
mod territory;
mod usage;

pub use axum_server::Handle;
pub use clients::{
    mail::{Mail, MailFault},
    matomo::{Matomo, MatomoFault},
    proconnect::{self, Gate},
};
pub use health::serve_metrics;
pub use jobs::{keep_forecasts, tend};
pub use settings::{Limits, Settings};
pub use sign_in::secrets::{NewSecret, new_link};
pub use state::AppState;
pub use usage::matomo::pull_uses;

use axum::{
    Router,
    error_handling::HandleErrorLayer,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::{from_fn_with_state, map_response},
    response::IntoResponse,
};
use axum_server::Server;
use middleware::{
    auth, body_deadline, cache, connection_limit, metrics, rate_limit, security_headers, sessions,
};
use std::{
    io,
    net::{SocketAddr, TcpListener},
    time::Duration,
};
use tower::{ServiceBuilder, limit::GlobalConcurrencyLimitLayer};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer};

/// The largest form; files go by another way.
const FORM_MAX: usize = 1 << 20;
/// How long a stop waits for the requests under way.
const GRACE: Duration = Duration::from_secs(10);
/// How long a connection may take to say what it wants.
const FIRST_REQUEST: Duration = Duration::from_secs(10);
const HEADER_READ: Duration = Duration::from_secs(10);
/// The most header lines, and the most bytes of them.
const HEADERS_MAX: usize = 100;
const HEAD_MAX: usize = 64 << 10;

/// The product: every address, behind what looks at each request.
pub fn router(app_state: AppState) -> Router {
    let mut router = Router::new();
    for route in routes::all() {
        let kept = cache::CachedRoute {
            app_state: app_state.clone(),
            names: route.query,
        };
        let answer = route.answer.layer(from_fn_with_state(kept, cache::keep));
        router = router.route(route.path, answer);
    }
    let secure = app_state.settings.is_secure();
    let crossing = CsrfLayer::new().with_rejection_response(|_| {
        (StatusCode::FORBIDDEN, security_headers::FROM_ELSEWHERE).into_response()
    });
    let under_way = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(rate_limit::shed))
        .load_shed()
        .layer(GlobalConcurrencyLimitLayer::new(
            app_state.settings.limits.under_way,
        ));
    router
        .fallback(routes::unknown)
        .layer(DefaultBodyLimit::max(FORM_MAX))
        .layer(from_fn_with_state(app_state.clone(), auth::identify))
        .layer(sessions::layer(
            app_state.store.clone(),
            app_state.real_clock.clone(),
            secure,
        ))
        .layer(from_fn_with_state(app_state.clone(), rate_limit::limit_address))
        .layer(from_fn_with_state(app_state.clone(), body_deadline::in_time))
        .with_state(app_state.clone())
        .nest_service("/assets", state::assets::router())
        .layer(CatchPanicLayer::new())
        .layer(under_way)
        .layer(CompressionLayer::new())
        .layer(crossing)
        .layer(from_fn_with_state(app_state.clone(), security_headers::guard))
        .layer(map_response(rate_limit::come_back))
        .layer(from_fn_with_state(app_state, metrics::count))
}

/// Serves until the handle says stop. What comes from the moment it was bound waits.
///
/// # Errors
/// The listener is of no use.
pub async fn serve(app_state: AppState, listener: TcpListener, handle: Handle<SocketAddr>) -> io::Result<()> {
    let doors = connection_limit::ConnectionLimit::new(&app_state.settings);
    let app = router(app_state);
    // HTTP/2 has streams and resets to bound, and no head's deadline: the proxy before us speaks it to browsers.
    let mut server: Server<SocketAddr> = axum_server::from_tcp(listener)?.http1_only();
    server
        .http_builder()
        .http1()
        .header_read_timeout(HEADER_READ)
        .max_headers(HEADERS_MAX)
        .max_buf_size(HEAD_MAX);
    server
        .handle(handle)
        .acceptor(doors)
        .first_request_timeout(FIRST_REQUEST)
        .serve(app.into_make_service_with_connect_info::<SocketAddr>())
        .await
}

/// Stops a server: requests under way end first; those who wait for news are sent away.
pub fn stop(app_state: &AppState, handle: &Handle<SocketAddr>) {
    app_state.stopping.send_replace(true);
    handle.graceful_shutdown(Some(GRACE));
}
