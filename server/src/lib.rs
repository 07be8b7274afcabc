//! HTTP around the pages: router, headers, page cache, uploads, downloads.

mod assets;
mod cache;
pub mod clock;
mod guard;
mod pages;
mod render;
mod site;
mod upload;
mod writes;

pub use axum_server::Handle;
pub use site::Site;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::{get, post},
};
use axum_server::Server;
use std::{
    io,
    net::{SocketAddr, TcpListener},
    time::Duration,
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

/// The largest form; files go by another way.
const FORM_MAX: usize = 1 << 20;
/// How long a stop waits for the requests under way.
const GRACE: Duration = Duration::from_secs(10);
const FIRST_REQUEST: Duration = Duration::from_secs(15);

/// Every address of the product.
pub fn router(site: Site) -> Router {
    Router::new()
        .route("/", get(pages::home))
        .route("/recherche", get(pages::search))
        .route("/methodes", get(pages::methods))
        .route("/imports/{id}", get(pages::import))
        .route("/{policy}/deploiement", get(pages::national))
        .route(
            "/{policy}/deploiement/{code}",
            get(pages::place).post(writes::school),
        )
        .route("/{policy}/deploiement/{code}/semaines.csv", get(pages::weeks_csv))
        .route(
            "/{policy}/deploiement/{code}/territoires.csv",
            get(pages::territories_csv),
        )
        .route("/{policy}/deploiement/{code}/classes.csv", get(pages::units_csv))
        .route("/{policy}/mise-a-jour", get(pages::bulk).post(writes::bulk))
        .route("/api/schools", get(pages::find_schools))
        .route("/etat", get(pages::health))
        .fallback(pages::unknown)
        .layer(DefaultBodyLimit::max(FORM_MAX))
        .route(
            "/imports",
            post(upload::receive)
                .layer(DefaultBodyLimit::disable())
                .get(pages::imports),
        )
        .layer(from_fn_with_state(site.clone(), cache::keep))
        .with_state(site)
        .nest_service("/assets", assets::router())
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .layer(from_fn(guard::guard))
}

/// Serves until the handle says stop. `ready` is told the address that is listened on.
///
/// # Errors
/// The address can't be listened on.
pub async fn serve(
    site: Site,
    listen: SocketAddr,
    handle: Handle<SocketAddr>,
    ready: impl FnOnce(SocketAddr),
) -> io::Result<()> {
    let listener = TcpListener::bind(listen)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let app = router(site);
    let server: Server<SocketAddr> = axum_server::from_tcp(listener)?;
    ready(address);
    server
        .handle(handle)
        .first_request_timeout(FIRST_REQUEST)
        .serve(app.into_make_service())
        .await
}

/// Stops a server: requests under way end first.
pub fn stop(handle: &Handle<SocketAddr>) {
    handle.graceful_shutdown(Some(GRACE));
}
