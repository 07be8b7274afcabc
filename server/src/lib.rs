//! HTTP around the pages: router, headers, page cache, uploads, downloads.

mod api;
mod assets;
mod cache;
mod calendar;
pub mod clock;
mod deadline;
mod files;
mod funding;
mod guard;
mod journeys;
mod limits;
mod live;
mod mail;
mod matomo;
mod mine;
mod networks;
mod origin;
mod outside;
mod pages;
mod pair;
mod people;
pub mod proconnect;
mod quality;
mod render;
pub mod routes;
mod sessions;
mod settings;
mod share;
mod sign_in;
mod site;
mod trail;
mod upload;
mod uses;
mod watch;
mod who;
mod writes;

pub use axum_server::Handle;
pub use mail::{Mail, MailFault};
pub use matomo::{Matomo, MatomoFault, pull_uses};
pub use settings::{Limits, Settings};
pub use sign_in::Gate;
pub use sign_in::secrets::{NewSecret, new_link};
pub use site::Site;
pub use watch::watched;

use axum::{
    Router,
    error_handling::HandleErrorLayer,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::{from_fn_with_state, map_response},
    response::IntoResponse,
};
use axum_server::Server;
use domain::Principal;
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
pub fn router(site: Site) -> Router {
    let mut router = Router::new();
    for route in routes::all() {
        router = router.route(route.path, route.answer);
    }
    let secure = site.settings.is_secure();
    let crossing = CsrfLayer::new()
        .with_rejection_response(|_| (StatusCode::FORBIDDEN, guard::FROM_ELSEWHERE).into_response());
    let under_way = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(limits::shed))
        .load_shed()
        .layer(GlobalConcurrencyLimitLayer::new(site.settings.limits.under_way));
    router
        .fallback(pages::unknown)
        .layer(DefaultBodyLimit::max(FORM_MAX))
        .layer(from_fn_with_state(site.clone(), cache::keep))
        .layer(from_fn_with_state(site.clone(), who::identify))
        .layer(sessions::layer(site.store.clone(), site.wall.clone(), secure))
        .layer(from_fn_with_state(site.clone(), limits::slow_down))
        .layer(from_fn_with_state(site.clone(), deadline::in_time))
        .with_state(site.clone())
        .nest_service("/assets", assets::router())
        .layer(CatchPanicLayer::new())
        .layer(under_way)
        .layer(CompressionLayer::new())
        .layer(crossing)
        .layer(from_fn_with_state(site.clone(), guard::guard))
        .layer(map_response(limits::come_back))
        .layer(from_fn_with_state(site, watch::count))
}

/// Serves until the handle says stop. What comes from the moment it was bound waits.
///
/// # Errors
/// The listener is of no use.
pub async fn serve(site: Site, listener: TcpListener, handle: Handle<SocketAddr>) -> io::Result<()> {
    let doors = limits::Doors::new(&site.settings);
    let app = router(site);
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

/// Tends what ages: counters every minute, forecasts every hour, what was kept long enough once a day, the week's uses a few times a day.
pub async fn tend(site: Site) {
    let mut minute = tokio::time::interval(Duration::from_secs(60));
    let (mut tended, mut pulled) = (None, None);
    let mut minutes = 0_u64;
    loop {
        minute.tick().await;
        if minutes.is_multiple_of(60) {
            keep_forecasts(&site).await;
        }
        minutes += 1;
        site.limiter.forget();
        // At once, then every minute: an altered ledger is said, and nothing more is written to it.
        if let Err(stop) = site.store.verify_ledger(site.wall.now()).await {
            tracing::warn!(%stop, "the ledger could not be verified");
        }
        matomo::pull_when_due(&site, &mut pulled).await;
        let today = site.wall.today();
        // The invented nation lives in a past that would be let go at once.
        if tended != Some(today) && !site.is_demo() {
            match site
                .store
                .apply_retention(&Principal::operator(), site.wall.now(), french::pseudonym)
                .await
            {
                Ok(gone) => {
                    tracing::info!(gone, "what was kept long enough is gone");
                    tended = Some(today);
                }
                Err(stop) => tracing::warn!(%stop, "what was kept long enough stays for now"),
            }
        }
    }
}

/// Keeps this Monday's forecasts, once: what is kept already stays, what failed or was too early is tried again an hour later.
pub async fn keep_forecasts(site: &Site) {
    match app::forecast::keep_forecasts(&site.desk(&Principal::operator())).await {
        Ok(0) => {}
        Ok(kept) => tracing::info!(kept, "this Monday's forecasts are kept"),
        Err(stop) => tracing::warn!(%stop, "this Monday's forecasts could not be kept"),
    }
}

/// Stops a server: requests under way end first; those who wait for news are sent away.
pub fn stop(site: &Site, handle: &Handle<SocketAddr>) {
    site.stopping.send_replace(true);
    handle.graceful_shutdown(Some(GRACE));
}
